"""Facts: what each lesson, grade or course adds to an indicator, above and below the line.

Every figure is a sum of facts over some of them, so each can be followed to the rows it was made from.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

PLACES = ("deputy", "responsible_id", "group_id", "course_id", "lesson_id", "student_id")
"""What a fact is about; null where it is not about one."""
AMOUNTS = ("numerator", "denominator", "not_due", "no_data")
COLUMNS = ("indicator", "day", "current", *PLACES, *AMOUNTS)
"""`day`: null for what belongs to a term as a whole; `current`: it belongs to the group's current term."""


def facts(indicator: str, rows: pd.DataFrame, **amounts: Any) -> pd.DataFrame:  # noqa: ANN401 - columns or numbers
    """Return facts of one indicator about these rows; amounts not given are 0, places not there are null."""
    found = {"indicator": indicator, "day": rows.get("day"), "current": rows["current"]}
    found |= {place: rows.get(place) for place in PLACES}
    found |= {amount: amounts.get(amount, 0.0) for amount in AMOUNTS}
    frame = pd.DataFrame(found, index=rows.index, columns=list(COLUMNS))
    frame["day"] = frame["day"].astype("datetime64[s]")
    for place in PLACES:
        frame[place] = frame[place].astype("str")
    for amount in AMOUNTS:
        frame[amount] = frame[amount].astype("float64")
    return frame
