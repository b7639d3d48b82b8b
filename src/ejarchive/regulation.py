"""A regulation as data: marks, codes, deadlines, words, the sheets of a pack and who signs them.

Shipped: `bgsht-2022`, `apt-2020` and their union `common`; a college adds a file, not code. Its own file may
say `extends = "common"` and give only what differs: keys of a table replace keys of the base's table, and
`deadlines` and `clauses` replace the base's whole, because they are those of one act.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from ejarchive.causes import cause_of, problem_of
from ejarchive.errors import UnreadableError
from ejarchive.model.cell import CellGrammar
from ejarchive.model.results import GradeScale
from ejarchive.resources import regulation_file, regulation_names

DayKind = Literal["calendar", "working"]
_STRICT = {"extra": "forbid"}
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
_MOST_DAYS = 366
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
_MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words this college uses, in the grammatical cases that our documents need."""

    __pydantic_config__: ClassVar = _STRICT

    curator: str = "классный руководитель"
    curator_genitive: str = "классного руководителя"
    curator_dative: str = "классному руководителю"
    curator_instrumental: str = "классным руководителем"
    curator_plural: str = "классные руководители"
    head: str = "директор"
    head_genitive: str = "директора"
    head_instrumental: str = "директором"
    institution: str = "образовательная организация"
    institution_genitive: str = "образовательной организации"
    teacher: str = "преподаватель"
    master: str = "мастер производственного обучения"
    deputy_academic: str = "заместитель директора по УМР"
    deputy_practical: str = "заместитель директора по УПР"
    student: str = "обучающийся"
    student_genitive: str = "обучающегося"
    students: str = "обучающиеся"
    journal: str = "журнал учебных занятий"
    practice_journal: str = "журнал учёта производственного обучения (практики)"
    system: str = "электронный журнал"
    system_genitive: str = "электронного журнала"
    statement: str = "сводная ведомость"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A term for an entry: `days` after the lesson or the period, until `hour` of the last of them.

    `date` (`09-25`) is a day of every school year; `kind` overrides the regulation's kind of days;
    `clause` is a key of the clause map.
    """

    __pydantic_config__: ClassVar = _STRICT

    days: int | None = None
    hour: str | None = None
    date: str | None = None
    kind: DayKind | None = None
    clause: str = ""

    def __post_init__(self) -> None:
        """Refuse a term that no calendar has; the words go to whoever wrote the file."""
        if self.hour is not None and not _HOUR.fullmatch(self.hour):
            raise ValueError('hour: нужно время от 00:00 до 23:59, например "19:00"')
        if self.days is not None and not 0 <= self.days <= _MOST_DAYS:
            raise ValueError(f"days: нужно число дней от 0 до {_MOST_DAYS}")


FRAME = frozenset({"opening_page", "contents", "signatures"})
"""Sheets that speak of the others: without them they are nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRules:
    """Which sheets a pack has, in which order, and who signs.

    `once`: sheets of the group, printed one time; `parts`: of every semester; `year_parts`: after the last
    one of a year; `volume_parts`: when a volume closes. `signatures`: capacities on the signature sheet.
    `qr`: whether the code of a sheet may stand at its foot as a QR code too.
    """

    __pydantic_config__: ClassVar = _STRICT

    once: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    year_parts: tuple[str, ...] = ()
    volume_parts: tuple[str, ...] = ()
    practice: Literal["in_pack", "own_journal"] = "in_pack"
    signatures: tuple[str, ...] = ("director",)
    teacher_signs_course: bool = False
    qr: bool = False

    @property
    def sheets(self) -> frozenset[str]:
        """The kinds of sheets that hold something of the journal, and so can form a case of their own."""
        return frozenset((*self.once, *self.parts, *self.year_parts)) - FRAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What a reader of a statement is granted beyond marks and attendance."""

    __pydantic_config__: ClassVar = _STRICT

    topics: bool = False
    homework: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One college's rules. `clauses`: key of a rule → «АПТ 4.4»; printed only when the act is its own.

    `legend`: sign → plain words; `review`: deputy's capacity → kinds of course whose journals are hers;
    `readers`: student, representative, official → what a statement shows them.
    """

    __pydantic_config__: ClassVar = _STRICT

    name: str
    title: str
    short_title: str = ""
    cells: CellGrammar
    grades: GradeScale
    deadline_days: DayKind = "calendar"
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    words: Words = Words()
    legend: Mapping[str, str] = field(default_factory=dict)
    pack: PackRules = PackRules()
    review: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    homework_kinds: tuple[str, ...] = ("subject", "discipline", "mdk", "module")
    readers: Mapping[str, Reader] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)
    own_act: bool = True  # false for `common`: its clauses are of two other colleges and are never printed

    def clause(self, *keys: str) -> str | None:
        """Return the clauses of these keys joined for citing («АПТ 4.4; БГСХТ 4.2.3.2»), or None."""
        cited = [part for key in keys if key in self.clauses for part in self.clauses[key].split("; ")]
        return "; ".join(dict.fromkeys(cited)) or None

    def deadline(self, key: str) -> Deadline | None:
        """Return a deadline with its kind of days filled in, or None when this college sets none."""
        deadline = self.deadlines.get(key)
        if deadline is None:
            return None
        return dataclasses.replace(deadline, kind=deadline.kind or self.deadline_days)

    def reviewer(self, course_kind: str | None) -> Literal["deputy_academic", "deputy_practical"]:
        """Return whose review the journal of such a course belongs to: practice to УПР, all else to УМР."""
        practical = course_kind in self.review.get("deputy_practical", ())
        return "deputy_practical" if practical else "deputy_academic"


def load_regulation(name: str, folder: Path | None = None) -> Regulation:
    """Read a shipped regulation by its name, or a college's own file by a path (relative to `folder`).

    `UnreadableError` names what exists, or everything that is wrong with the file.
    """
    if name in regulation_names():
        return _shipped(name)
    path = Path(name) if folder is None else folder / name
    if not path.is_file():
        raise UnreadableError(
            f"Регламент «{name}» не найден.",
            f"Укажите один из имеющихся ({', '.join(regulation_names())}) или путь к своему файлу .toml.",
        )
    return _read(path, ())


@cache
def _shipped(name: str) -> Regulation:
    return _read(regulation_file(name), ())


def _read(path: Path, extending: tuple[Path, ...]) -> Regulation:
    from pydantic import TypeAdapter, ValidationError  # heavy: `doctor` and `--help` read no regulation

    data = _data(path, extending)
    try:
        return TypeAdapter(Regulation).validate_python(data)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc']))} ({problem_of(dict(fault))})" for fault in error.errors())
        raise _bad(path, f"неверны ключи: {'; '.join(faults)}") from error


def _data(path: Path, extending: tuple[Path, ...]) -> dict[str, Any]:
    """Return the file's data over those of the regulation it extends, shaped as `Regulation` wants them."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(path, cause_of(error)) from error
    base = data.pop("extends", None)
    cells = data.get("cells")
    if isinstance(cells, dict) and isinstance(cells.get("marks"), dict):
        cells["marks"] = {**cells["marks"], **dict.fromkeys(_words(cells.pop("uncounted", ())))}
    if base is None:
        return data
    parent = regulation_file(base) if base in regulation_names() else path.parent / str(base)
    if parent in (path, *extending):
        raise _bad(path, f"он дополняет сам себя (extends = {base!r})")
    return _over(_data(parent, (*extending, path)), data)


def _over(base: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    merged = {**base, **data}
    for key in base.keys() & data.keys() - {"deadlines", "clauses"}:
        if isinstance(base[key], dict) and isinstance(data[key], dict):
            merged[key] = {**base[key], **data[key]}
    return merged


def _words(value: object) -> Iterable[str]:
    return (str(word) for word in value) if isinstance(value, list) else ()


def _bad(path: Path, why: str) -> UnreadableError:
    return UnreadableError(
        f"Не удалось прочитать регламент {path}: {why}.",
        "Исправьте файл; образец: regulations/common.toml, описание: docs/reference/regulations.md.",
    )
