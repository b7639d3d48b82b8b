"""What can be wrong with settings that are well-formed: zones, periods, names that lead nowhere."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator

from ejarchive.finding import Finding
from ejarchive.model.place import Place
from ejarchive.naming import stem
from ejarchive.regulation import load_regulation
from ejarchive.resources import regulation_names
from ejarchive.settings.keys import key_in_words
from ejarchive.settings.shape import PLACEHOLDER, ROLES, Settings


def faults_of(settings: Settings) -> list[Finding]:
    """Return every fault of meaning in settings read from a file."""
    rules = (
        unknown_time_zone,
        unknown_regulation,
        unknown_deadline,
        signatory_period_reversed,
        two_signatories_at_once,
        placeholder_left,
        incomplete_regulation_act,
        archive_case_fault,
    )
    return [finding for rule in rules for finding in rule(settings)]


def unknown_time_zone(settings: Settings) -> Iterator[Finding]:
    """Find a time zone that does not exist."""
    try:
        _ = settings.college.zone
    except (KeyError, ValueError, OSError):
        yield _at(settings, "S103", "college.timezone", value=settings.college.timezone)


def unknown_regulation(settings: Settings) -> Iterator[Finding]:
    """Find a regulation that is neither shipped nor a file."""
    folder = settings.file.parent if settings.file else None
    path = folder / settings.regulation if folder else None
    if settings.regulation not in regulation_names() and not (path and path.is_file()):
        known = ", ".join(regulation_names())
        yield _at(settings, "S106", "regulation", value=settings.regulation, known=known)


def unknown_deadline(settings: Settings) -> Iterator[Finding]:
    """Find a deadline that no rule asks for."""
    known = load_regulation("common").deadlines
    for name in settings.deadlines.keys() - known.keys():
        near = difflib.get_close_matches(name, known, n=1)
        facts = {"setting": key_in_words(("deadlines", name)), "nearest": f"; похоже на {near[0]}" if near else ""}
        yield _at(settings, "S102", f"deadlines.{name}", **facts)


def signatory_period_reversed(settings: Settings) -> Iterator[Finding]:
    """Find powers that end before they begin."""
    for role, people in settings.signatories.items():
        for number, who in enumerate(people, start=1):
            if who.since and who.until and who.until < who.since:
                facts = {"role": ROLES[role], "number": number, "since": who.since, "until": who.until}
                yield _at(settings, "S105", f"signatories.{role}.{number - 1}.until", **facts)


def two_signatories_at_once(settings: Settings) -> Iterator[Finding]:
    """Find two people whose powers in one capacity begin on one day: nothing says who signs."""
    for role, people in settings.signatories.items():
        first: dict[dt.date | None, int] = {}
        for number, who in enumerate(people, start=1):
            if who.since in first:
                facts = {"role": ROLES[role], "first": first[who.since], "second": number}
                yield _at(settings, "S104", f"signatories.{role}.{number - 1}.from", **facts)
            first.setdefault(who.since, number)


def placeholder_left(settings: Settings) -> Iterator[Finding]:
    """Find what `ejarchive init` left to fill in."""
    for section in ("college", "regulation_act", "archive"):
        values = getattr(settings, section)
        for name in values.__dataclass_fields__:
            if getattr(values, name) == PLACEHOLDER:
                facts = {"setting": key_in_words((section, name)), "value": PLACEHOLDER}
                yield _at(settings, "S107", f"{section}.{name}", **facts)
    for role, people in settings.signatories.items():
        for number, who in enumerate(people):
            for name in ("position", "name"):
                if getattr(who, name) == PLACEHOLDER:
                    key = ("signatories", role, number, name)
                    facts = {"setting": key_in_words(key), "value": PLACEHOLDER}
                    yield _at(settings, "S107", ".".join(map(str, key)), **facts)


def incomplete_regulation_act(settings: Settings) -> Iterator[Finding]:
    """Find a local act that is named but cannot be cited."""
    act = settings.regulation_act
    parts = (("title", act.title, "названия"), ("number", act.number, "номера"), ("date", act.date, "даты"))
    missing = [(name, word) for name, value, word in parts if not value]
    if missing and len(missing) < len(parts):
        words = ", ".join(word for _, word in missing)
        yield _at(settings, "S108", f"regulation_act.{missing[0][0]}", missing=words)


def archive_case_fault(settings: Settings) -> Iterator[Finding]:
    """Find a case that cannot be formed: of no sheets, of unknown ones, or under an index that is taken."""
    taken = {stem(settings.archive.case_index)}
    if settings.archive.case and not any(unknown_regulation(settings)):
        rules = load_regulation(settings.regulation, settings.file.parent if settings.file else None).pack
        known = sorted(rules.sheets)
    else:
        known = []
    for number, case in enumerate(settings.archive.case):
        problems = [] if case.parts else [("parts", "не сказано, какие листы в него входят")]
        unknown = [part for part in case.parts if known and part not in known]
        if unknown:
            problems.append(("parts", f"нет листов {', '.join(unknown)}; есть {', '.join(known)}"))
        if case.index and stem(case.index) in taken:
            problems.append(("index", f"индекс {case.index} уже занят или от занятого не отличим в имени файла"))
        taken.add(stem(case.index))
        for key, problem in problems:
            words = key_in_words(("archive", "case", number, key))
            yield _at(settings, "S109", f"archive.case.{number}.{key}", setting=words, problem=problem)


def _at(settings: Settings, code: str, column: str, **facts: object) -> Finding:
    file = settings.file.name if settings.file else None
    return Finding(code, Place(file=file, column=column), facts)
