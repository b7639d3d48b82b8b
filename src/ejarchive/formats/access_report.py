"""«Отчет о доступе к классному журналу»: when and by whom lessons were filled in, joined to another source's journal.

An HTML table of seven columns, also as an `.xls` that is HTML: класс, предмет, дата (время) записи, пользователь,
дата урока, период, действие. It names no student: its moments are those of lessons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.formats.encoding import as_utf8
from ejarchive.formats.identity import plain_name
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place

_HEAD, _LARGEST = 2**16, 2**27
_COLUMNS = 7
_TITLE = re.compile(r"доступ\w* к классному журналу|table-print", re.IGNORECASE)
_MOMENT = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{2,4})(?:[,\s]+(\d\d?):(\d\d)(?::(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Access:
    """One line: who did what, when, to which lesson; names are compared, never shown."""

    group: str
    subject: str
    at: dt.datetime
    author: str
    day: dt.date
    action: str


class _Table(HTMLParser):
    """Gathers the rows of seven cells; tags inside cells are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's
        if tag == "tr":
            self._close()
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._row.append("")
            self._open = True
        elif tag == "br" and self._open and self._row:
            self._row[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = False
        elif tag in ("tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._open and self._row:
            self._row[-1] += data

    def _close(self) -> None:
        if self._row is not None and len(self._row) == _COLUMNS:
            self.rows.append([" ".join(cell.split()) for cell in self._row])
        self._row, self._open = None, False


def recognises(path: Path) -> bool:
    """Tell by content whether a file is this report, whatever its name ends with."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore")
    text += head.decode("cp1251", "ignore")
    return "<table" in text.casefold() and _TITLE.search(text) is not None


def read(path: Path, zone: dt.tzinfo | None) -> tuple[Journal, list[Finding]]:
    """Read the report alone: it makes no journal, and says so."""
    records, findings = read_access(path, zone)
    journal, more = join_access(Journal(frames={}, present={}), records, path.name)
    return journal, [*findings, *more]


def read_access(path: Path, zone: dt.tzinfo | None) -> tuple[list[Access], list[Finding]]:
    """Read the lines; times are local to the college. `UnreadableError` when there are none or no zone is known."""
    if path.stat().st_size > _LARGEST:
        raise _unusable(path, "слишком велик", "Сформируйте отчёт за меньший период.")
    table = _Table()
    text = as_utf8(path.read_bytes(), Place(file=path.name))[0].decode()
    try:
        table.feed(text)
        table.close()
    except AssertionError:  # how the parser answers a «<![…» that is none; its words quote the file
        raise _unusable(path, "разметка повреждена", "Сохраните отчёт из системы целиком.") from None
    body = [row for row in table.rows if "предмет" not in row[1].casefold()]
    if not body:
        raise _unusable(path, "в нём нет таблицы из семи столбцов", "Сохраните отчёт из системы целиком.")
    if zone is None:
        raise _unusable(
            path, "его время местное, а пояс не указан", "Укажите timezone в разделе [college] настроек и повторите."
        )
    found, findings = [], []
    for number, row in enumerate(body, 1):
        at, day = _moment(row[2], zone), _moment(row[4], zone)
        if at is None or day is None:
            findings.append(Finding("F261", Place(file=path.name, row=number)))
        else:
            found.append(Access(plain_name(row[0]), plain_name(row[1]), at, plain_name(row[3]), day.date(), row[6]))
    return found, findings


def join_access(journal: Journal, records: Sequence[Access], name: str) -> tuple[Journal, list[Finding]]:
    """Give lessons the moment they were first recorded, and their entries the author; nothing told is overwritten."""
    groups = journal.frame("groups").set_index("group_id")["name"].map(plain_name, na_action="ignore")
    lessons = journal.frame("lessons").copy()
    courses = journal.frame("courses").set_index("course_id")
    at: dict[tuple[str, str, dt.date], list[int]] = defaultdict(list)
    for row, course, day in zip(lessons.index, lessons["course_id"], lessons["date"], strict=True):
        if course in courses.index:
            one = courses.loc[course]
            at[str(groups.get(one["group_id"])), plain_name(str(one["name"])), day.date()].append(row)
    staff = _staff(journal)
    first: dict[tuple[str, str, dt.date], Access] = {}
    lost = 0
    for record in records:
        key = (record.group, record.subject, record.day)
        if len(at.get(key, ())) != 1:
            lost += 1
        elif key not in first or record.at < first[key].at:
            first[key] = record
    authors: dict[str, str] = {}
    for key, record in first.items():
        row = at[key][0]
        if lessons["recorded_at"].isna()[row]:
            lessons.loc[row, "recorded_at"] = record.at.isoformat()
        if author := staff.get(record.author):
            authors[str(lessons["lesson_id"][row])] = author
    entries = journal.frame("entries").copy()
    told = entries["lesson_id"].map(authors).astype("str")
    entries["recorded_by"] = entries["recorded_by"].where(entries["recorded_by"].notna(), told)
    findings = [Finding("F260", Place(file=name), {"count": lost})] if lost else []
    return _with(journal, lessons=(lessons, "recorded_at"), entries=(entries, "recorded_by")), findings


def _with(journal: Journal, **changed: tuple[object, str]) -> Journal:
    frames, present = dict(journal.frames), dict(journal.present)
    for table, (frame, column) in changed.items():
        if table in frames:
            frames[table] = frame  # type: ignore[assignment]
            present[table] = frozenset(present[table] | {column})
    return Journal(frames=frames, present=present, places=journal.places)


def _staff(journal: Journal) -> dict[str, str]:
    """Return person id by full name and by surname with initials, where that is one person's alone."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    frame = journal.frame("staff").fillna("")
    columns = ["person_id", "last_name", "first_name", "middle_name"]
    for person, last, first, middle in frame[columns].itertuples(index=False):
        initials = f"{last} {first[:1]}.{middle[:1]}."
        for spelled in {f"{last} {first} {middle}", initials, initials.replace(".", ". ")}:
            found[plain_name(spelled)].add(person)
    return {name: next(iter(people)) for name, people in found.items() if len(people) == 1}


def _moment(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    if (found := _MOMENT.search(text)) is None:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return dt.datetime(year + (2000 if year < 100 else 0), month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def _unusable(path: Path, reason: str, remedy: str) -> UnreadableError:
    return UnreadableError(f"Отчёт о доступе {path.name} не прочитан: {reason}.", remedy)
