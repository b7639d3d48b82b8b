"""Events ↔ files: what a file is, is what its events made of it; nothing else is kept anywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ejarchive.group_file.filed import ORDER, Event, FiledBag, FiledTerm, GroupFile, Kind, Mark, Printing, Step
from ejarchive.group_file.sheets import SheetNumber, Volume

Files = Mapping[str, GroupFile]
"""The files of all groups by group id."""


def replayed(events: Iterable[Event]) -> dict[str, GroupFile]:
    """Return the files that these events made; an intention that nothing followed has made nothing yet."""
    terms: dict[tuple[str, str], FiledTerm] = {}
    intended: dict[int, Event] = {}
    for event in events:
        key = event.group_id, event.term_id
        if event.kind is Kind.PRINTING:
            intended[event.number] = event
        elif event.kind is Kind.ABANDONED:
            intended.pop(event.facts["intention"], None)
        else:
            told = event
            if event.kind is Kind.PRINTED:
                intention = intended.pop(event.facts["intention"])
                told = replace(event, facts=intention.facts)
            terms[key] = _applied(terms.get(key) or _new(told), told)
    files: dict[str, list[FiledTerm]] = {}
    for (group_id, _), term in sorted(terms.items(), key=lambda item: (item[0][0], item[1].starts, item[0][1])):
        files.setdefault(group_id, []).append(term)
    return {group_id: GroupFile(group_id=group_id, terms=tuple(own)) for group_id, own in files.items()}


def intentions(events: Iterable[Event]) -> list[Event]:
    """Return the intentions of which nobody knows yet what came of them."""
    left: dict[int, Event] = {}
    for event in events:
        if event.kind is Kind.PRINTING:
            left[event.number] = event
        elif event.kind in {Kind.PRINTED, Kind.ABANDONED}:
            left.pop(event.facts["intention"], None)
    return list(left.values())


def printing_facts(term: FiledTerm, printing: Printing) -> dict[str, Any]:
    """Return what an event tells of a semester and of one version of its pack."""
    return term_facts(term) | {
        "version": printing.version,
        "content": printing.content,
        "ordered": printing.ordered,
        "as_of": printing.as_of,
        "volumes": [volume_facts(volume) for volume in printing.volumes],
    }


def term_facts(term: FiledTerm) -> dict[str, Any]:
    """Return what an event tells of the semester itself."""
    return {
        "group_name": term.group_name,
        "title": term.title,
        "starts": term.starts.isoformat(),
        "ends": term.ends.isoformat(),
        "curator_id": term.curator_id,
    }


def volume_facts(volume: Volume) -> dict[str, Any]:
    """Return a volume as JSON values."""
    return {
        "volume": volume.volume,
        "first_sheet": volume.first_sheet,
        "last_sheet": volume.last_sheet,
        "literal": [str(number) for number in volume.literal],
        "pages": volume.pages,
        "sha256": volume.sha256,
        "file": volume.file,
        "closed": volume.closed,
    }


def volume_of(facts: Mapping[str, Any]) -> Volume:
    """Read a volume back: the inverse of `volume_facts`; `ValueError`, `KeyError` or `TypeError` for what is none."""
    return Volume(
        volume=int(facts["volume"]),
        first_sheet=int(facts["first_sheet"]),
        last_sheet=int(facts["last_sheet"]),
        literal=tuple(SheetNumber.read(text) for text in facts["literal"]),
        pages=int(facts["pages"]),
        sha256=str(facts["sha256"]),
        file=str(facts["file"]),
        closed=bool(facts["closed"]),
    )


def _new(event: Event) -> FiledTerm:
    return FiledTerm(group_id=event.group_id, term_id=event.term_id, **_told(event.facts))


def _told(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "group_name": facts["group_name"],
        "title": facts["title"],
        "starts": dt.date.fromisoformat(facts["starts"]),
        "ends": dt.date.fromisoformat(facts["ends"]),
        "curator_id": facts["curator_id"],
    }


def _applied(term: FiledTerm, event: Event) -> FiledTerm:
    facts, history = event.facts, (*term.history, event)
    match event.kind:
        case Kind.PRINTED | Kind.REBUILT:
            printing = _printing(event)
            earlier = tuple(each for each in term.printings if each.version != printing.version)
            marks = {Step.PRINTED: Mark(day=event.day)}
            return replace(term, **_told(facts), printings=(*earlier, printing), marks=marks, history=history)
        case Kind.BAGGED:
            bag = FiledBag(
                name=facts["name"], fingerprint=facts["fingerprint"], path=facts["path"], version=facts["version"]
            )
            others = tuple(each for each in term.bags if each.name != bag.name)
            return replace(term, bags=(*others, bag), history=history)
        case Kind.STEP:
            step = Step(facts["step"])
            marks = {each: mark for each, mark in term.marks.items() if each.place < step.place}
            mark = Mark(day=event.day, order=facts["order"], keeper=facts["keeper"], reason=facts["reason"])
            return replace(term, marks=marks | {step: mark}, printings=_sure(term), history=history)
        case _:  # pragma: no cover - intentions never come here
            return term


def _sure(term: FiledTerm) -> tuple[Printing, ...]:
    """Somebody has said how far the sheets have come: they are no longer known from their bag alone."""
    return tuple(replace(each, rebuilt=False) for each in term.printings)


def _printing(event: Event) -> Printing:
    facts = event.facts
    return Printing(
        version=facts["version"],
        content=facts["content"],
        ordered=facts["ordered"],
        as_of=facts["as_of"],
        volumes=tuple(volume_of(each) for each in facts["volumes"]),
        day=event.day,
        rebuilt=event.kind is Kind.REBUILT,
    )


def reached(term: FiledTerm) -> tuple[tuple[Step, Mark | None], ...]:
    """Return every step with its mark, None where it was not reached or was passed over."""
    return tuple((step, term.marks.get(step)) for step in ORDER)
