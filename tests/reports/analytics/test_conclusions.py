"""Every sentence of a справка with 0, 1, 2, 5, 11, 21 and 101 of everything, as it was read through.

After a change of the sentences: `python tests/reports/analytics/test_conclusions.py`, and read what has changed.
"""

import datetime as dt
import re
from itertools import product
from pathlib import Path
from types import SimpleNamespace

from ejarchive.regulation import Deadline
from ejarchive.remark_life import Origin, State, TrackedRemark
from ejarchive.reports.upkeep_report import conclusions as say
from ejarchive.reports.upkeep_report import method
from ejarchive.reports.upkeep_report.remark_rows import state_text
from ejarchive.upkeep import Nature

GOLDEN = Path(__file__).with_name("golden_sentences.txt")
NUMBERS = (0, 1, 2, 5, 11, 21, 101)
PAIRS = [(part, whole) for whole in NUMBERS for part in NUMBERS if part <= whole]
_SUBJECTS = (
    ("Отсутствующие отмечены", "отметки отсутствующих"),
    ("Оценки выставлены", "выставления оценок"),
    ("Домашние задания опубликованы", "публикации домашних заданий"),
    ("Оценки за период выставлены", "выставления оценок за период"),
)


def sentences():
    """Name and text of every sentence."""
    for number in NUMBERS:
        yield f"scope {number}", say.scope(number, number, number, number)
        yield f"filled since {number}", say.filled_since(number)
        yield f"overdue {number}", say.overdue(number)
        for other in NUMBERS:
            yield f"scope {number} lessons, {other} entries", say.scope(1, number, number, other)
            yield f"new {number}, recommendations {other}", say.new_remarks(number, 0, other)
        yield f"plan: no data in {number}", say.plan(0, 0, lag=None, behind=0, unplanned=number)
        yield f"plan: {number} of 101 hours", say.plan(101, number, lag=None, behind=0)
        yield f"plan: {number} hours behind in {number}", say.plan(0, 0, lag=number, behind=number)
        yield f"marks {number} in 21 lessons", say.accumulation(21, min(number, 21), number)
        for other in NUMBERS:
            yield f"evidence {number}, {other} bounded, 0 unknown", say.evidence(number, other, 0)
        yield f"evidence {number}, 0 bounded, {number} unknown", say.evidence(number, 0, number)
        yield f"evidence 0, 0 bounded, {number} unknown", say.evidence(0, 0, number)
    yield "topics: not told", say.topics(0, 0, told=False)
    yield "homework: not told", say.homework(0, 0, told=False)
    for part, whole in PAIRS:
        yield f"topics: {part} missing of {whole}", say.topics(whole, part)
        yield f"homework: {part} missing of {whole}", say.homework(whole, part)
        yield f"grades: {part} missing of {whole}", say.period_grades(whole, part)
        yield f"new {whole}, repeated {part}", say.new_remarks(whole, part, 0)
        yield f"last month {whole}, settled {part}", say.last_months_remarks(whole, part)
        yield f"clean {part} of {whole}", say.clean_teachers(part, whole)
    for subject, noun in _SUBJECTS:
        for part, whole in PAIRS:
            of = say.Timeliness(subject=subject, noun=noun, in_time=whole - part, late=part)
            yield f"{subject}: {part} late of {whole}", say.timeliness(of)
    subject, noun = _SUBJECTS[0]
    for number in NUMBERS:
        for in_time in (0, 5):
            for no_data, not_due in ((number, 0), (0, number), (number, number)):
                of = say.Timeliness(
                    subject=subject, noun=noun, in_time=in_time, late=0, no_data=no_data, not_due=not_due
                )
                yield f"{in_time} in time, {no_data} no data, {not_due} not due", say.timeliness(of)
    for late, unknown in product((1, 2, 5, 21), (1, 101)):
        of = say.Timeliness(subject=subject, noun=noun, in_time=21, late=late, no_data=unknown)
        yield f"{late} late of {21 + late}, {unknown} no data", say.timeliness(of)
        of = say.Timeliness(subject=subject, noun=noun, in_time=0, late=late, no_data=unknown)
        yield f"{late} late of {late}, {unknown} no data", say.timeliness(of)
    for before in (None, 0.0, 98.8, 99.0, 100.0):
        of = say.Timeliness(subject=subject, noun=noun, in_time=99, late=1, before=before)
        yield f"1 late of 100, before {before}", say.timeliness(of)
        yield f"attendance 99, before {before}", say.attendance(99.0, before)
    for number in NUMBERS[1:]:
        yield f"results of {number} grades", say.results(number, 100.0, 100.0, 100.0, 5.0)
    yield "attendance unknown", say.attendance(None, 99.0)
    yield "results", say.results(25, 92.0, 60.0, 58.04, 3.79)
    yield "results without an average", say.results(1, 0.0, 0.0, 7.0, None)
    yield "no results", say.results(0, None, None, None, None)
    yield "one late of many", say.timeliness(say.Timeliness(subject=subject, noun=noun, in_time=99_999, late=1))
    yield "one in time of many", say.timeliness(say.Timeliness(subject=subject, noun=noun, in_time=1, late=99_999))
    yield "half an hour behind", say.plan(40, 39.5, lag=0.5, behind=1)


def phrases():
    """What stands in the middle of a sentence or of a table: terms, and what became of a remark."""
    for number in NUMBERS:
        for kind in ("calendar", "working"):
            for hour in (None, "19:00"):
                deadline = Deadline(days=number, hour=hour, kind=kind)
                yield f"within {number} {kind} days, {hour}", method.within(deadline, "занятия")
    day = dt.date(2026, 1, 14)
    for nature, state, due, settled, explanation in product(
        Nature, State, (day, day - dt.timedelta(days=1)), (None, dt.date(2026, 1, 13)), ("", "Болел.")
    ):
        remark = TrackedRemark(
            remark_id="r", origin=Origin.FOUND, month="2025-12", found_on=day, nature=nature, state=state, due=due,
            settled_on=settled, explanation=explanation,
        )  # fmt: skip
        late = "late" if due < day else "in time"
        settled_text = "settled" if settled else "not settled"
        yield (
            f"{nature} {state}, {late}, {settled_text}, explanation: {explanation or 'none'}",
            state_text(SimpleNamespace(day=day), remark),
        )


def table():
    """The golden: a line a sentence, the same text once."""
    found = {}
    for name, text in (*sentences(), *phrases()):
        found.setdefault(text, name)
    return "".join(f"{name}\t{text or '(ничего)'}\n" for text, name in found.items()).replace("\u00a0", "_")


def test_every_sentence_is_the_one_that_was_read_through():
    assert table() == GOLDEN.read_text("utf-8")


def test_no_sentence_is_put_together_badly():
    for name, text in sentences():
        assert not re.search(r"  |\.\.|,\.|\( |None|nan", text), f"{name}: {text}"
        assert not text or (text[0].isupper() and text.endswith(".")), f"{name}: {text}"


if __name__ == "__main__":
    GOLDEN.write_text(table(), "utf-8")
