"""One command, four analyses: a month, a period, a group for its curator, the readiness of the new year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ejarchive.errors import UsageError
from ejarchive.recipes.analytics import AnalyticsOrder, analyse, month_asked
from ejarchive.recipes.analytics_period import PeriodOrder, analyse_period
from ejarchive.recipes.analytics_views import CuratorOrder, check_new_year, make_curator_report
from ejarchive.recipes.order import Order, Outcome, Talk
from ejarchive.reports.upkeep_report.review import Deputy
from ejarchive.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOrder:
    """What is asked: one of `month` (`2025-10`), `term` (its id) and `readiness`; for the deputies, or for a curator.

    `snapshots`: earlier journals or bundles of the same groups; `remarks`: the workbook with the deputy's decisions.
    """

    month: str | None = None
    term: str | None = None
    readiness: bool = False
    deputy: Deputy | None = None
    reader: Literal["curator"] | None = None
    group: str | None = None
    snapshots: Sequence[Path] = ()
    remarks: Path | None = None


def make_analysis(
    journal: Path,
    out: Path,
    wanted: AnalysisOrder,
    order: Order,
    surroundings: Surroundings,
    *,
    talk: Talk | None = None,
) -> Outcome:
    """Make the analysis that is asked for; `UsageError` for what does not go together."""
    _refuse_contradictions(wanted)
    if wanted.readiness:
        return check_new_year(journal, out, order, surroundings, talk=talk)
    if wanted.reader == "curator":
        month = month_asked(wanted.month) if wanted.month else None
        curator = CuratorOrder(group=wanted.group or "", month=month, term=wanted.term)
        return make_curator_report(journal, out, curator, order, surroundings, talk=talk)
    if wanted.term is not None:
        period = PeriodOrder(term=wanted.term, deputy=wanted.deputy, snapshots=wanted.snapshots, remarks=wanted.remarks)
        return analyse_period(journal, out, period, order, surroundings, talk=talk)
    asked = AnalyticsOrder(
        month=wanted.month or "", deputy=wanted.deputy, snapshots=wanted.snapshots, remarks=wanted.remarks
    )
    return analyse(journal, out, asked, order, surroundings, talk=talk)


def _refuse_contradictions(wanted: AnalysisOrder) -> None:
    spans = [wanted.month is not None, wanted.term is not None, wanted.readiness]
    if sum(spans) != 1:
        raise UsageError(
            "Укажите что-то одно: месяц, учебный период или готовность к новому году.",
            "--month 2025-10, или --term 2025-1, или --readiness",
        )
    if wanted.reader is None and wanted.group is not None:
        raise UsageError("Отчёт по одной группе — для её руководителя.", "Добавьте: --for curator")
    if wanted.reader is not None and wanted.group is None:
        raise UsageError("Не сказано, для руководителя какой группы отчёт.", "Добавьте: --group ГРУППА")
    others: dict[str, object] = {"--deputy": wanted.deputy, "--snapshot": wanted.snapshots, "--remarks": wanted.remarks}
    if wanted.reader is not None or wanted.readiness:
        others["--readiness"] = wanted.readiness and wanted.reader is not None
        if stray := [option for option, value in others.items() if value]:
            raise UsageError(f"Здесь не нужно: {', '.join(stray)}.", "Уберите лишнее и повторите.")
