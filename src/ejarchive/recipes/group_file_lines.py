"""A group's file in words for the console: where each semester stands, and what is to be done next."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.group_file import FiledTerm, GroupFile, breaks
from ejarchive.russian import short_date


def status_lines(file: GroupFile) -> Iterator[str]:
    """Yield where each semester of a file stands, what the next step is, and what does not add up."""
    yield f"Группа {file.name} ({file.group_id})"
    broken = {term.term_id: place for term, place in breaks(file)}
    for term in file.terms:
        yield f"  {term.term_id}  {term.title}: {_standing(term)}"
        for part in term.volumes:
            closed = ", том закрыт" if part.closed else ""
            yield f"      том {part.volume}, листы {part.range}{closed}, {part.file}"
        if place := broken.get(term.term_id):
            begin = f"с листа {place.first_sheet} в томе {place.volume}"
            yield f"      листы должны начинаться {begin}: напечатайте семестр заново"
        if term.skipped:
            yield f"      не отмечено: {', '.join(step.words for step in term.skipped)}"
        if term.bags:
            others = "" if term.bag == term.bags[-1] or not term.printings else " (в нём другие листы, не эти)"
            yield f"      электронное дело {term.bags[-1].name}{others}: {term.bags[-1].path}"
        if term.printings and (step := term.next_step):
            yield f"      дальше: {step.task} ({step.value})"


def _standing(term: FiledTerm) -> str:
    current = term.current
    if current is None or term.step is None:
        return "на подпись ещё не печатался"
    day = term.marks[term.step].day
    when = f" {short_date(day)}" if day else ""
    keeper = f", хранит {term.keeper}" if term.keeper else ""
    version = f", версия {current.version}" if current.version > 1 else ""
    unsure = ", восстановлено из пакета: что с бумагой, неизвестно" if term.unsure else ""
    return f"{term.step.words}{when}{keeper}{version}{unsure}"
