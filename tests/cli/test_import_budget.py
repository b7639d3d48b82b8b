"""What a command must not load: `--help` and `doctor` start at once, also where Pango or pandas is broken."""

import subprocess
import sys

import pytest

HEAVY = {"pandas", "numpy", "openpyxl", "python_calamine", "weasyprint", "plutoprint", "pikepdf", "pypdf", "pypdfium2",
         "jinja2", "pydantic", "distributed"}  # fmt: skip
MUST_NOT_IMPORT = {
    ("--help",): HEAVY,
    ("--version",): HEAVY,
    ("pack", "--help"): HEAVY,
    ("no-such-command",): HEAVY,
    ("doctor",): HEAVY,
    ("init", "college", "--help"): HEAVY,
    ("templates", "copy", "copy-of-templates"): HEAVY,
    ("cache", "clear"): HEAVY - {"jinja2"},
    ("check", "COLLEGE"): {"weasyprint", "plutoprint", "pikepdf", "pypdf", "pypdfium2", "openpyxl", "jinja2"},
    ("convert", "COLLEGE", "-o", "converted"): {"weasyprint", "plutoprint", "pikepdf", "pypdf", "pypdfium2", "jinja2"},
    ("pack", "COLLEGE", "-o", "packs", "--group", "11-ПК", "--engine", "plutoprint"): {"weasyprint", "openpyxl"},
}  # fmt: skip
LIST = (
    "import sys\nfrom ejarchive.cli.run import run\n"
    "if __name__ == '__main__':\n"
    "    run(sys.argv[1:])\n    print('MODULES', *sorted(sys.modules))\n"
)


@pytest.mark.parametrize(("arguments", "forbidden"), MUST_NOT_IMPORT.items(), ids=map(" ".join, MUST_NOT_IMPORT))
def test_a_command_does_not_load_what_it_does_not_need(arguments, forbidden, college, environment, tmp_path):
    program = tmp_path / "list_modules.py"
    program.write_text(LIST, "utf-8")
    command = [str(college) if word == "COLLEGE" else word for word in arguments]
    done = subprocess.run(
        [sys.executable, str(program), *command], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    loaded = done.stdout.decode().rpartition("MODULES ")[2].split()
    assert "click" in loaded, done.stderr.decode()
    assert forbidden & set(loaded) == set()
