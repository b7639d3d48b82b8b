"""The floors of the house, read from the imports: what may lean on what, and who may touch which library.

Why: a rule that nobody checks is broken within a month; this one is checked on every run, by reading, not by running.
"""

import ast
import statistics
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "ejarchive"

FLOORS = {
    "cli": 5, "__main__": 5,
    "recipes": 4,
    "formats": 3, "checks": 3, "reports": 3, "render": 3, "archive": 3, "state": 3,
    "settings": 2, "regulation": 2, "regulations": 2, "finding": 2, "resources": 2, "surroundings": 2, "outputs": 2,
    "naming": 2, "readiness": 2, "upkeep": 2, "typeface": 2, "issuance": 2, "working_days": 2,
    "remark_life": 2, "group_file": 2, "retention": 2, "holdings": 2,
    "russian": 2, "difference": 2, "sheet_code": 2,
    "model": 1, "document": 1, "spreadsheet": 1, "artifact": 1, "errors": 1, "causes": 1,
    "__init__": 0,   # imports nothing of ours: importing one module must not load the house
}  # fmt: skip
# Named in a type, under TYPE_CHECKING only, never loaded:
NAMED_UPWARD = {("errors", "finding")}  # an error carries the findings that stopped the run, and makes none
CRAFTS = {"formats", "checks", "reports", "render", "archive", "state"}
BLIND_TO_THE_MODEL = {"render", "archive"}

# library → where it may be imported; "render/*xlsx*" is a pattern over the path below src/ejarchive, without .py
TABLES = ["model/tables", "formats/*", "checks/*", "reports/*"]
LIBRARIES = {
    "pandas": TABLES,
    "numpy": TABLES,
    "openpyxl": ["formats/*", "render/*xlsx*", "render/*workbook*"],
    "csv": ["formats/*", "render/*xlsx*", "render/*workbook*"],
    "python_calamine": ["formats/*"],
    "ijson": ["formats/*"],
    "jinja2": ["render/*"],
    "segno": ["render/*"],
    "weasyprint": ["render/*"],
    "plutoprint": ["render/*"],
    "pikepdf": ["render/*"],
    "pypdfium2": ["render/*"],
    "fontTools": ["typeface", "render/*"],
    "pypdf": ["render/*", "archive/*"],
    "click": ["cli/*"],
    "rhash": ["archive/*"],
    "cryptography": ["archive/verify/*"],
    "asn1crypto": ["archive/verify/*"],
    "sqlite3": ["state/*"],
    "platformdirs": ["cli/*", "surroundings"],
}

# A report is pure: the same values in, the same document out.
CLOSED_TO_REPORTS = {"os", "sys", "io", "pathlib", "time", "tempfile", "shutil", "subprocess", "socket", "random",
                     "secrets", "uuid", "getpass", "platform", "locale", "glob"}  # fmt: skip

# What may be imported late, inside a function, with the reason in a comment on that line or the one above it.
HEAVY = {"pandas", "openpyxl", "python_calamine", "jinja2", "weasyprint", "plutoprint", "pikepdf", "pypdf", "pypdfium2",
         "fontTools", "babel", "num2words", "pydantic", "pyhanko", "distributed", "concurrent",
         "multiprocessing"}  # fmt: skip
# … and of ours, (from, to): the command line stays quick because a job is loaded when it is ordered, and what it needs
# of pandas and engines when it comes to that. All lead downwards, so that no circle can hide in them.
HEAVY_OF_OURS = {("cli", "cli"), ("cli", "recipes"), ("cli", "render")} | {("recipes", craft) for craft in CRAFTS}

WORLD = {   # what only the cli asks the machine for; everyone else is handed a Surroundings
    ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("datetime", "utcnow"), ("time", "time"),
    ("os", "environ"), ("os", "getenv"), ("os", "getcwd"), ("Path", "cwd"), ("Path", "home"),
}  # fmt: skip
MAY_ASK_THE_WORLD = {"cli", "__main__", "surroundings"}
ASKS_WITH_REASON: dict[str, set[str]] = {
    # a worker process sets FONTCONFIG_FILE for the libraries underneath it: there is no other door to them
    "render": {"os.environ"},
}


@dataclass(frozen=True)
class Import:
    module: "Module"
    target: str  # dotted, absolute
    line: int
    late: bool  # inside a function
    typing: bool  # under `if TYPE_CHECKING:`

    @property
    def library(self) -> str:
        return self.target.partition(".")[0]

    @property
    def room(self) -> str | None:
        """The part of the house it leads to; None for what is not ours."""
        if self.library != "ejarchive":
            return None
        parts = self.target.split(".")
        return parts[1] if len(parts) > 1 else "__init__"

    def __str__(self):
        return f"{self.module.path}.py:{self.line} imports {self.target}"


@dataclass(frozen=True)
class Module:
    file: Path

    @property
    def path(self) -> str:
        return self.file.relative_to(SOURCE).with_suffix("").as_posix()

    @property
    def room(self) -> str:
        return self.path.partition("/")[0]

    @property
    def dotted(self) -> str:
        return "ejarchive." + self.path.removesuffix("__init__").rstrip("/").replace("/", ".")

    @property
    def lines(self) -> list[str]:
        return self.file.read_text("utf-8").splitlines()

    def matches(self, patterns: list[str]) -> bool:
        return any(Path(self.path).match(pattern) or _below(self.path, pattern) for pattern in patterns)


def _below(path: str, pattern: str) -> bool:
    return pattern.endswith("/*") and path.startswith(pattern[:-1])


@cache
def modules() -> tuple[Module, ...]:
    return tuple(Module(file) for file in sorted(SOURCE.rglob("*.py")))


@cache
def imports() -> tuple[Import, ...]:
    return tuple(found for module in modules() for found in _imports_of(module))


def _imports_of(module: Module) -> list[Import]:
    found = []

    def visit(node: ast.AST, *, late: bool, typing: bool) -> None:
        if isinstance(node, ast.Import):
            found.extend(Import(module, alias.name, node.lineno, late, typing) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.extend(Import(module, target, node.lineno, late, typing) for target in _targets(module, node))
        late = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing = typing or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        for child in ast.iter_child_nodes(node):
            visit(child, late=late, typing=typing)

    visit(ast.parse(module.file.read_text("utf-8")), late=False, typing=False)
    return found


def _targets(module: Module, node: ast.ImportFrom) -> list[str]:
    base = node.module or ""
    if node.level:
        package = module.dotted.split(".") if module.file.stem == "__init__" else module.dotted.split(".")[:-1]
        base = ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])
    # `from ejarchive import errors` leads to a room, `from ejarchive.errors import X` into it
    return [f"{base}.{alias.name}" for alias in node.names] if base == "ejarchive" else [base]


def test_every_module_on_disk_was_read():
    on_disk = [path for path in SOURCE.glob("**/*") if path.suffix in {".py", ".pyx", ".pyi"}]
    assert len(modules()) == len(on_disk) > 10
    silent = [m.path for m in modules() if not any(i.module == m for i in imports())]
    assert len(silent) < len(modules()) / 2, f"nothing was found in {silent}: the reader is broken"


def test_every_module_has_its_floor():
    assert {module.room for module in modules()} - set(FLOORS) == set(), "a new room: give it a floor in FLOORS"


def test_imports_point_downwards_only():
    upward = [
        str(found)
        for found in imports()
        if found.room is not None
        and found.room != found.module.room
        and not (found.typing and (found.module.room, found.room) in NAMED_UPWARD)
        and FLOORS.get(found.room, 0) > FLOORS.get(found.module.room, 5)
    ]
    assert upward == []


def test_the_five_crafts_never_import_one_another():
    crossing = [
        str(found)
        for found in imports()
        if found.module.room in CRAFTS and found.room in CRAFTS and found.room != found.module.room
    ]
    assert crossing == []


def test_render_and_archive_never_see_the_model():
    assert [str(i) for i in imports() if i.module.room in BLIND_TO_THE_MODEL and i.room == "model"] == []


def test_no_circle_of_imports():
    graph: dict[str, set[str]] = {module.dotted.rstrip("."): set() for module in modules()}
    for found in imports():
        target = found.target
        while target not in graph and "." in target:  # a name inside a module leads to the module
            target = target.rpartition(".")[0]
        if found.room is not None and target in graph and target != found.module.dotted.rstrip("."):
            graph[found.module.dotted.rstrip(".")].add(target)
    while leaves := [name for name, targets in graph.items() if not targets]:
        for name in leaves:
            del graph[name]
        for targets in graph.values():
            targets.difference_update(leaves)
    assert graph == {}, "these import one another in a circle, or hang on one that does"


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stays_in_its_rooms(library):
    strays = [
        str(found)
        for found in imports()
        if found.library == library and not found.typing and not found.module.matches(LIBRARIES[library])
    ]
    assert strays == [], f"{library} belongs in {LIBRARIES[library]}"


def test_reports_are_pure():
    impure = [
        str(i) for i in imports() if i.module.room == "reports" and not i.typing and i.library in CLOSED_TO_REPORTS
    ]
    for module in modules():
        if module.room == "reports":
            impure += [
                f"{module.path}.py:{node.lineno} calls {ast.unparse(node.func)}"
                for node in ast.walk(ast.parse(module.file.read_text("utf-8")))
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"open", "input", "print"}
            ]
    assert impure == []


def test_clock_environment_and_folders_are_asked_for_in_one_place():
    asked = []
    for module in modules():
        if module.room in MAY_ASK_THE_WORLD:
            continue
        for node in ast.walk(ast.parse(module.file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                owner = ast.unparse(node.value).rpartition(".")[2]
                name = f"{owner}.{node.attr}"
                if (owner, node.attr) in WORLD and name not in ASKS_WITH_REASON.get(module.room, set()):
                    asked.append(f"{module.path}.py:{node.lineno} {name}")
    assert asked == [], "take it from Surroundings"


def test_only_heavy_things_are_imported_late_and_say_why():
    wrong = []
    for found in imports():
        if not found.late:
            continue
        if found.library not in HEAVY and (found.module.room, found.room) not in HEAVY_OF_OURS:
            wrong.append(f"{found}, late, and it is not heavy")
        lines = found.module.lines
        here, above = lines[found.line - 1], lines[found.line - 2].strip()
        if "#" not in here and not above.startswith(("#", "from ", "import ")):
            wrong.append(f"{found}, late, without its reason beside it")
    assert wrong == []


def test_modules_are_small():
    sizes = {module.path: len(module.lines) for module in modules() if module.lines}
    assert {path: size for path, size in sizes.items() if size > 400} == {}
    assert statistics.median(sizes.values()) <= 150


def test_no_module_is_named_for_nothing():
    empty = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "tools"}
    assert [m.path for m in modules() if set(m.path.replace("_", "/").split("/")) & empty] == []


def test_the_reader_of_imports_sees_what_it_should(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.SOURCE", tmp_path)
    file = tmp_path / "reports" / "sheet.py"
    file.parent.mkdir()
    file.write_text(
        "import csv, os.path\nfrom ejarchive import errors\nfrom ..model import tables\nfrom . import words\n"
        "def f():\n    from ejarchive.render.engine import draw\n"
        "if TYPE_CHECKING:\n    import pandas\n"
    )
    found = [(i.target, i.room, i.late, i.typing) for i in _imports_of(Module(file))]
    assert found == [
        ("csv", None, False, False),
        ("os.path", None, False, False),
        ("ejarchive.errors", "errors", False, False),
        ("ejarchive.model", "model", False, False),
        ("ejarchive.reports", "reports", False, False),
        ("ejarchive.render.engine", "render", True, False),
        ("pandas", None, False, True),
    ]
