"""The cells themselves: marks for which no task was set, and who wrote them (БГСХТ 4.2.3.3; АПТ 4.4)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.ground import CLOSING, Ground
from ejarchive.checks.upkeep.verdicts import Known, rows
from ejarchive.upkeep import Verdict


def mark_without_task(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether each mark names the task it was given for; a source without tasks tells nothing."""
    cells, lessons = ground.cells, ground.lessons
    closing = lessons["kind"].isin(CLOSING).to_numpy()
    cells = cells[cells["mark"].to_numpy() & ~closing[cells["at"].to_numpy()]]
    answer = np.where(cells["task_ids"].notna(), Verdict.IN_TIME.value, Verdict.BREACH.value)
    if ground.journal.frame("tasks").empty:
        answer = np.full(len(cells), Verdict.NO_DATA.value)
    things = ground.with_lesson(cells)
    known = Known.stamped(cells["marked_at"])
    matured = ground.calendar.day(known.done).fillna(things["date"])
    verdict = pd.Series(answer, cells.index, dtype="str")
    yield rows(ground, "mark_without_task", things, verdict, known=known, matured=matured)


def foreign_author(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether the cells of a lesson were written by those who teach the group in that period (АПТ 4.4)."""
    lessons, cells = ground.lessons, ground.cells
    groups = (lessons["group_id"].astype("str") + "\n" + lessons["course_term_id"].astype("str")).to_numpy(dtype=object)
    courses = ground.courses
    teaching = set(zip(courses["group_id"] + "\n" + courses["term_id"], courses["teacher_id"], strict=True))
    teaching |= set(zip(groups, lessons["responsible_id"], strict=True))
    written = pd.DataFrame({
        "at": cells["at"], "author": cells["recorded_by"], "done": cells["signed_at"].fillna(cells["marked_at"]),
    })  # fmt: skip
    written = written.sort_values(["at", "done"], kind="stable")
    authors = written.drop_duplicates(["at", "author"])
    known = authors["author"].notna().to_numpy()
    pairs = zip(groups[authors["at"].to_numpy()], authors["author"], strict=True)
    foreign = np.array([pair not in teaching for pair in pairs], dtype=bool) & known
    authors = authors.assign(order=np.select([foreign, known], [0, 1], 2)).sort_values(["at", "order"], kind="stable")
    authors = authors.drop_duplicates("at")
    things = lessons.iloc[authors["at"].to_numpy()]
    answers = np.array([Verdict.BREACH.value, Verdict.IN_TIME.value, Verdict.NO_DATA.value])
    verdict = pd.Series(answers[authors["order"].to_numpy()], things.index, dtype="str")
    done = Known.stamped(pd.Series(authors["done"].array, things.index))
    matured = ground.calendar.day(done.done).fillna(things["date"])
    yield rows(ground, "foreign_author", things, verdict, known=done, matured=matured)
