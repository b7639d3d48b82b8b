"""The groups and the period that a pack or a bundle is made of, found sound before anything is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ejarchive.checks.needs import lacking_to_choose_from
from ejarchive.checks.run import check_journal, check_pack
from ejarchive.finding import Finding
from ejarchive.recipes.opening import Opened, open_journal, stop_at_errors
from ejarchive.recipes.order import Order
from ejarchive.recipes.selection import chosen_groups, chosen_term
from ejarchive.regulation import Regulation
from ejarchive.reports.context import PackContext, pack_context
from ejarchive.settings import Settings
from ejarchive.surroundings import Surroundings

SettingsRule = Callable[[Settings, Regulation], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTerms:
    """Groups in one period of a journal without errors; `findings` are the warnings that remain."""

    opened: Opened
    contexts: tuple[PackContext, ...]
    findings: tuple[Finding, ...]


def open_group_terms(
    path: Path,
    order: Order,
    surroundings: Surroundings,
    *,
    groups: Sequence[str],
    term: str | None,
    refusal: str,
    needs: Sequence[SettingsRule] = (),
) -> GroupTerms:
    """Open a journal and choose; `FindingsError` beginning with `refusal` when one error stands in the way.

    `needs` are rules about the settings beyond those of a pack. A group or period that does not exist is a
    `UsageError`, but a journal without any is told as findings, with everything else that is wrong with it.
    """
    opened = open_journal(path, order, surroundings)
    journal, regulation, settings = opened.journal, opened.regulation, opened.settings
    findings = [*opened.findings, *check_journal(journal, regulation, settings, opened.moment)]
    if nothing := list(lacking_to_choose_from(journal, regulation)):
        stop_at_errors([*findings, *nothing], refusal)
    moment = opened.certain_moment
    term_id = chosen_term(journal, term, moment)
    chosen = chosen_groups(journal, groups, term_id)
    lacking = [finding for rule in needs for finding in rule(settings, regulation)]
    for group_id in chosen:  # what the college lacks is found again with every group
        again = check_pack(journal, regulation, settings, group_id, moment)
        lacking += [finding for finding in again if finding not in lacking]
    findings += lacking
    stop_at_errors(findings, refusal)
    contexts = tuple(
        pack_context(journal, settings, regulation, group_id=group_id, term_id=term_id, moment=moment)
        for group_id in chosen
    )
    return GroupTerms(opened=opened, contexts=contexts, findings=tuple(findings))
