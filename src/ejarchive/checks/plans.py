"""Individual plans of students (АПТ 4.2): their order is printed, their reason never."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ejarchive.checks.inspection import Inspection, each
from ejarchive.checks.movement import lacking_order
from ejarchive.finding import Finding


def plan_without_order(inspection: Inspection) -> Iterator[Finding]:
    """Find an individual plan whose order is not named."""
    frame = inspection.journal.frame("individual_plans")
    bare = frame[frame["order_number"].isna() | frame["order_date"].isna()]
    for row, student, starts, *order in each(bare, "student_id", "starts", "order_number", "order_date"):
        column = "order_number" if pd.isna(order[0]) else "order_date"
        facts = {"student": student, "starts": starts, "missing": lacking_order(*order)}
        yield inspection.finding("J421", "individual_plans", row, column, **facts)


def plans_overlap(inspection: Inspection) -> Iterator[Finding]:
    """Find two individual plans of a student that run at the same time."""
    frame = inspection.journal.frame("individual_plans").sort_values(["student_id", "starts"], kind="stable")
    frame = frame.assign(before=frame["student_id"].shift(), other=frame["starts"].shift(), last=frame["ends"].shift())
    both = frame[frame["student_id"] == frame["before"]]
    over = both[both["last"].isna() | (both["starts"] <= both["last"])]
    for row, student, starts, other in each(over, "student_id", "starts", "other"):
        yield inspection.finding("J422", "individual_plans", row, "starts", student=student, starts=starts, other=other)


RULES = (plan_without_order, plans_overlap)
