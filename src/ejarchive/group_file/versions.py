"""Which version of a semester's pack is about to be printed, and whether it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ejarchive.errors import UsageError
from ejarchive.group_file.filed import ORDER, FiledTerm, GroupFile, Printing
from ejarchive.group_file.place import breaks
from ejarchive.russian import short_date


@dataclass(frozen=True, slots=True)
class Version:
    """The number that a pack gets. `new` is False where just this content has it already."""

    number: int
    new: bool


def version_of(term: FiledTerm | None, content: str) -> Version:
    """Return the version that a content is; `UsageError` where other sheets are signed already."""
    current = term.current if term else None
    if term is None or current is None:
        return Version(1, new=True)
    if current.content == content:
        return Version(current.version, new=False)
    if term.signed:
        raise UsageError(_signed(term, current), _remedy(term))
    if term.unsure:
        raise UsageError(
            f"{_whose(term)}: учёт восстановлен из пакета, подписан ли этот журнал, программа не знает. "
            "Теперь он вышел бы другим.",
            f"Отметьте, до чего дошло дело: ejarchive file mark --group {term.group_id} --term {term.term_id} "
            "signed --date ДЕНЬ (или printed, если он не подписан).",
        )
    return Version(current.version + 1, new=True)


def with_printing(file: GroupFile | None, term: FiledTerm, printing: Printing) -> GroupFile:
    """Return the file as it will be once a version is printed; `term` is the semester as the journal tells it."""
    terms = [each for each in file.terms if each.term_id != term.term_id] if file else []
    known = file.term(term.term_id) if file else None
    terms.append(replace(known or term, printings=(*(known.printings if known else ()), printing)))
    return GroupFile(group_id=term.group_id, terms=tuple(sorted(terms, key=lambda each: (each.starts, each.term_id))))


def newly_broken(before: GroupFile | None, after: GroupFile) -> Iterator[FiledTerm]:
    """Yield the later semesters whose sheets followed those before them, and do no more."""
    known = {term.term_id for term, _ in breaks(before)} if before else set()
    yield from (term for term, _ in breaks(after) if term.term_id not in known)


def _signed(term: FiledTerm, current: Printing) -> str:
    days = [term.marks[step].day for step in ORDER[1:] if step in term.marks]
    signed = next((day for day in days if day), None)
    when = f" {short_date(signed)}" if signed else ""
    version = f" (версия {current.version})" if current.version > 1 else ""
    return f"{_whose(term)}: листы уже подписаны{when}{version}, а теперь они вышли бы другими. Ничего не напечатано."


def _remedy(term: FiledTerm) -> str:
    if bag := term.bag:
        return (
            f"Подписанные листы лежат в пакете {bag.name}: {bag.path}. "
            f'Что изменилось, покажет ejarchive compare "{bag.path}" ЖУРНАЛ; для просмотра печатайте с --draft.'
        )
    return (
        "Подписанные листы остаются в деле. Для просмотра печатайте с --draft; "
        "прежние данные печатает --as-of с тем моментом, который стоит внизу подписанных листов."
    )


def _whose(term: FiledTerm) -> str:
    return f"Группа {term.group_name}, {term.title}"
