"""Comparing two journals, in bags or not: what changed, whose it is, and an act for the deputy."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ejarchive.archive.second_copy import is_bag
from ejarchive.checks.comparison import compare_journals, finding_of
from ejarchive.difference import Difference
from ejarchive.document import Document
from ejarchive.errors import FindingsError, UsageError
from ejarchive.formats.cutting import cut_to_group
from ejarchive.model.groups import Group
from ejarchive.model.journal import Journal
from ejarchive.naming import slug, stem
from ejarchive.recipes.compared_side import Scope, Side, open_bag, open_side
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.regulation import Regulation
from ejarchive.reports.comparison_act import Comparison, comparison_act
from ejarchive.reports.comparison_rows import ActRows
from ejarchive.reports.context import as_of
from ejarchive.russian import counted
from ejarchive.settings import Settings, regulation_of
from ejarchive.surroundings import Surroundings


def compare(
    first: Path,
    second: Path,
    order: Order,
    surroundings: Surroundings,
    *,
    act: Path | None = None,
    talk: Talk | None = None,
) -> Outcome:
    """Find everything in which the second differs from the first; exit code 4 when there is anything.

    A bag is checked before it is believed (`InvalidBagError`), and a journal compared with it is cut as it was.
    `act`: where to write the act, a folder or a file .pdf; it is written also when nothing differs.
    """
    talk = talk or Silence()
    before, after = (_open(surroundings.folder / path, order, surroundings, talk) for path in (first, second))
    settings = after.settings if after.settings.file else before.settings
    regulation = regulation_of(settings)
    scope = _scope(before, after)
    before, after = (_cut(side, scope) for side in (before, after))
    differences = compare_journals(before.journal, after.journal, cut_to=scope.group_id if scope else None)
    artifacts = []
    if act is not None:
        document = _act(before, after, differences, scope, settings, regulation, file_stem=_stem(act, scope))
        folder = surroundings.folder / (act.parent if _is_file(act) else act)
        artifacts = print_documents(
            [document], folder, settings=settings, order=order, surroundings=surroundings, talk=talk
        )
    return Outcome(
        artifacts=tuple(artifacts),
        findings=tuple(finding_of(each, regulation) for each in differences),
        lines=(
            *_summary(before, after, differences, settings.college.zone),
            *(f"Акт: {one.path}" for one in artifacts),
        ),
        exit_code=FindingsError.exit_code if differences else 0,
    )


def _open(path: Path, order: Order, surroundings: Surroundings, talk: Talk) -> Side:
    opening = open_bag if path.exists() and is_bag(path) else open_side
    side = opening(path, order, surroundings, talk)
    talk.tell(side.findings)
    return side


def _scope(before: Side, after: Side) -> Scope | None:
    """Return the file that both are compared within: a bag's own; of two bags it must be the same."""
    scopes = [side.scope for side in (before, after) if side.scope]
    if len(scopes) == 2 and (scopes[0].group_name, scopes[0].term_id) != (scopes[1].group_name, scopes[1].term_id):
        raise UsageError(
            "Это пакеты разных дел: у них разные группы или учебные периоды.",
            "Сверяйте пакеты одного дела или пакет с журналом.",
        )
    return scopes[0] if scopes else None


def _cut(side: Side, scope: Scope | None) -> Side:
    """Cut a whole journal to the file of the bag it is compared with, as the bag was cut."""
    if scope is None or side.scope is not None:
        return side
    group_id = _own_group(side.journal, scope)
    journal = cut_to_group(side.journal, group_id, scope.term_id, starts=scope.starts, ends=scope.ends)
    return replace(side, journal=journal)


def _own_group(journal: Journal, scope: Scope) -> str:
    """Return the code the journal has for the group of the bag: the same, or that of the one group so named."""
    groups = journal.rows(Group)
    if any(group.group_id == scope.group_id for group in groups):
        return scope.group_id
    named = [group.group_id for group in groups if group.name == scope.group_name]
    return named[0] if len(named) == 1 else scope.group_id


def _act(
    before: Side,
    after: Side,
    differences: Sequence[Difference],
    scope: Scope | None,
    settings: Settings,
    regulation: Regulation,
    *,
    file_stem: str,
) -> Document:
    moment = after.moment or before.moment
    if moment is None:
        raise UsageError(
            "Ни в одном из журналов не сказано, на какой момент его данные: акт не составить.",
            "Укажите его: --as-of 2025-12-29",
        )
    comparison = Comparison(
        before=before.compared,
        after=after.compared,
        differences=differences,
        group_id=scope.group_id if scope else None,
        term_id=scope.term_id if scope else None,
        scope=scope.title if scope else "",
    )
    rows = ActRows(before.journal, after.journal, settings.college.zone)
    return comparison_act(comparison, rows, settings, regulation, stem=file_stem, moment=moment)


def _summary(before: Side, after: Side, differences: Sequence[Difference], zone: dt.tzinfo) -> list[str]:
    """Say what was compared, how much differs, and how much of it is whose; people by their codes."""
    lines = [f"{word}: {_named(side, zone)}" for word, side in (("Было", before), ("Стало", after))]
    if not differences:
        return [*lines, "Расхождений нет."]
    unexplained = sum(each.unexplained for each in differences)
    lines.append(f"Найдено: {counted(len(differences), 'изменение')}, без записи в исправлениях — {unexplained}.")
    total = Counter(each.teacher_id or "" for each in differences)
    missing = Counter(each.teacher_id or "" for each in differences if each.unexplained)
    for teacher_id, count in sorted(total.items(), key=lambda pair: (not pair[0], pair[0])):
        who = f"преподаватель {teacher_id}" if teacher_id else "без преподавателя"
        lines.append(f"    {who}: {counted(count, 'изменение')}, без записи — {missing[teacher_id]}")
    return lines


def _named(side: Side, zone: dt.tzinfo) -> str:
    moment = as_of(side.moment.astimezone(zone)) if side.moment else "неизвестно когда"
    return f"{side.compared.what} {side.path}, по состоянию на {moment}"


def _is_file(act: Path) -> bool:
    """Tell whether the act was given a name of its own, and not a folder."""
    return act.suffix.lower() == ".pdf"


def _stem(act: Path, scope: Scope | None) -> str:
    if _is_file(act):
        return act.stem
    return stem("comparison", *((slug(scope.group_name), scope.term_id) if scope else ()))
