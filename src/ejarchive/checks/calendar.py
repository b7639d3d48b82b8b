"""The calendar: terms that follow one another, for every group (АПТ 4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding


def terms_overlap(inspection: Inspection) -> Iterator[Finding]:
    """Find two terms of one kind, of all groups or of the same one, that share days."""
    frame = inspection.journal.frame("terms").sort_values(["starts", "ends"], kind="stable")
    previous: dict[tuple[str, str], tuple[str, object]] = {}
    for row, term, starts, ends, kind, group in each(frame, "term_id", "starts", "ends", "kind", "group_id"):
        scope = (str(kind), str(group))
        other, last = previous.get(scope, (None, None))
        if other is not None and starts <= last:
            facts = {"term": term, "other": other, "starts": starts, "ends": min(ends, last)}
            yield inspection.finding("J408", "terms", row, "starts", **facts)
        previous[scope] = (term, ends)


def term_not_for_group(inspection: Inspection) -> Iterator[Finding]:
    """Find a course in a term that is defined for other groups only: it has no days."""
    frame = inspection.journal.frame("courses")
    known = inspection.journal.frame("terms")["term_id"]
    for row, course, term, group in each(frame[frame["term_id"].isin(known)], "course_id", "term_id", "group_id"):
        if inspection.term_of(term, group) is None:
            yield inspection.finding("J409", "courses", row, "term_id", term=term, course=course, group=group)


RULES = (terms_overlap, term_not_for_group)
