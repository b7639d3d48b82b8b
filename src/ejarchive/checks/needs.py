"""What a document needs beyond a sound journal: columns of a pack, names of the college, who signs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection
from ejarchive.finding import Finding, catalogue
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from ejarchive.regulation import Regulation
from ejarchive.settings import PLACEHOLDER, ROLES, Role, Settings

_PACK_TABLES = ("groups", "staff", "students", "terms", "courses", "lessons")
_ARCHIVE = ("case_index", "retention_term", "retention_basis")


def lacking_for_pack(inspection: Inspection, group_id: str) -> Iterator[Finding]:
    """Find what keeps a group's pack from being printed: empty columns of its rows, names, the director."""
    yield from _lacking_values(inspection, group_id)
    yield from lacking_names(inspection.settings, inspection.regulation)
    if inspection.day is not None:
        yield from lacking_signatory(inspection.settings, inspection.regulation, "director", inspection.day)


def lacking_to_choose_from(journal: Journal, regulation: Regulation) -> Iterator[Finding]:
    """Find a journal without any group or any period: there is nothing to print or to keep."""
    for table in ("groups", "terms"):
        if journal.frame(table).empty:
            clause = regulation.clause(*catalogue()["J115"].clauses)
            yield Finding("J115", journal.place(table), {"table": TABLES[table].title}, clause)


def _lacking_values(inspection: Inspection, group_id: str) -> Iterator[Finding]:
    journal = inspection.journal
    courses = journal.frame("courses")
    own = {
        "groups": journal.frame("groups")["group_id"].eq(group_id),
        "students": journal.frame("students")["group_id"].eq(group_id),
        "courses": courses["group_id"].eq(group_id),
    }
    lessons = journal.frame("lessons")
    held = lessons["status"].ne("cancelled").fillna(value=True)
    own["lessons"] = held & lessons["course_id"].isin(courses.loc[own["courses"], "course_id"])
    for name in _PACK_TABLES:
        frame = journal.frame(name)
        rows = frame[own[name]] if name in own else frame
        for column in TABLES[name].columns:
            if not column.needed or column.required:
                continue
            if not journal.has(name, column.name):
                if len(rows):
                    yield inspection.finding("J108", name, None, column.name)
                continue
            for row in rows.index[rows[column.name].isna()]:
                yield inspection.finding("J107", name, row, column.name)


def lacking_names(settings: Settings, regulation: Regulation) -> Iterator[Finding]:
    """Find the college's names missing: they stand on the title page."""
    names = (("full_name", "полное наименование"), ("short_name", "краткое наименование"))
    for setting, what in names:
        if getattr(settings.college, setting) in {"", PLACEHOLDER}:
            facts = {"what": what, "setting": setting}
            yield _setting("S201", settings, regulation, f"college.{setting}", **facts)


def lacking_signatory(settings: Settings, regulation: Regulation, role: Role, day: dt.date) -> Iterator[Finding]:
    """Find nobody to sign in a capacity on that day."""
    signatory = settings.signatory(role, day)
    if signatory is None or PLACEHOLDER in (signatory.name, signatory.position):
        facts = {"role": ROLES[role], "setting": role, "day": day}
        yield _setting("S202", settings, regulation, f"signatories.{role}", **facts)


def lacking_for_bundle(settings: Settings, regulation: Regulation) -> Iterator[Finding]:
    """Find the archive's fields missing: retention is never invented."""
    for setting in _ARCHIVE:
        if getattr(settings.archive, setting) in {"", PLACEHOLDER}:
            yield _setting("S203", settings, regulation, f"archive.{setting}", setting=f"archive.{setting}")
    for number, case in enumerate(settings.archive.case):
        for key in ("index", "heading", "term", "article"):
            if getattr(case, key) in {"", PLACEHOLDER}:
                column = f"archive.case.{number}.{key}"
                yield _setting("S203", settings, regulation, column, setting=f"[archive.case] № {number + 1} {key}")


def _setting(code: str, settings: Settings, regulation: Regulation, column: str, **facts: object) -> Finding:
    file = settings.file.name if settings.file else "ejarchive.toml"
    return Finding(code, Place(file=file, column=column), facts, regulation.clause(*catalogue()[code].clauses))
