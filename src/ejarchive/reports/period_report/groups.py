"""Each group's journal on the way to the paper: what keeps it from being printed (БГСХТ 5.5)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ejarchive.group_file import Step
from ejarchive.readiness import GapKind
from ejarchive.reports.names import group_name
from ejarchive.reports.period_report.review import PeriodReview
from ejarchive.russian import counted, short_date

_WORDS = {
    GapKind.TOPIC: "нет тем занятий",
    GapKind.LESSON: "не отмечены занятия",
    GapKind.GRADE: "нет оценок за период",
    GapKind.MAKE_UP: "«н/а» без срока и формы",
    GapKind.HOURS: "недодано часов",
    GapKind.NO_LESSONS: "курсов без занятий",
    GapKind.REMARK: "не устранено замечаний",
}


def pack_rows(review: PeriodReview) -> list[dict[str, Any]]:
    """Return a row a group: ready or not, what keeps it, and its way on paper."""
    rows = []
    for group_id in dict.fromkeys(course.group_id for course in review.courses):
        readiness = review.readiness[group_id]
        kinds = Counter(gap.kind for gap in readiness.gaps)
        gaps = [f"{_WORDS[kind]} ({counted(kinds[kind], 'журнал')})" for kind in GapKind if kinds[kind]]
        rows.append(
            {
                "name": group_name(review.review.journal, group_id),
                "ready": readiness.ready,
                "gaps": "; ".join(gaps),
                "papers": paper_cells(review, group_id),
            }
        )
    return sorted(rows, key=lambda row: str(row["name"]))


def paper_cells(review: PeriodReview, group_id: str) -> list[str]:
    """Return when the pack was printed, signed and stitched by the group's file; "" for what it does not know."""
    file = review.files.get(group_id)
    term = file.term(review.term_id) if file else None
    marks = term.marks if term else {}
    steps = (marks.get(step) for step in (Step.PRINTED, Step.SIGNED, Step.STITCHED))
    return ["" if mark is None else short_date(mark.day) if mark.day else "да" for mark in steps]
