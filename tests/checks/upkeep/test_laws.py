"""Laws that hold whatever the journal: one verdict for a thing, one month for it, and a stamp is always believed."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.upkeep.small_college import MONDAY, cell, journal_of, lesson
from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.regulation import load_regulation
from ejarchive.settings import Settings
from ejarchive.upkeep import Verdict, upkeep_rules

START = dt.datetime(2025, 10, 1, tzinfo=dt.UTC)
NAME = ["rule", "course_id", "lesson_id", "student_id", "period"]
hours = st.integers(0, 24 * 120).map(lambda hour: (START + dt.timedelta(hours=hour)).isoformat())
stamps = st.none() | hours
quick = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def journals(draw, stamp=stamps):
    lessons, entries = [], []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        row = lesson(
            number,
            MONDAY + dt.timedelta(days=draw(st.integers(0, 40))),
            kind=draw(st.sampled_from(["lesson", "exam", "practical"])),
            status=draw(st.sampled_from(["held", "planned", "cancelled", None])),
            topic=draw(st.sampled_from(["Соли", None])),
            homework=draw(st.sampled_from(["§ 1", None])),
            teacher_id=draw(st.sampled_from(["p3", None])),
            recorded_at=draw(stamp),
            homework_published_at=draw(stamp),
        )
        lessons.append(row)
        for student in ("s1", "s2"):
            text = draw(st.sampled_from(["5", "н", "о4", "б3/4", ""]))
            found = cell(text, number, student, mark_recorded_at=draw(stamp), absence_recorded_at=draw(stamp))
            entries += [{name: value for name, value in found.items() if value}] if text else []
    grade = {"course_id": "c1", "student_id": "s1", "period": "2025-1", "kind": "result", "value": "н/а"}
    at = draw(stamp)
    grades = [grade | ({"recorded_at": at} if at else {})] if draw(st.booleans()) else []
    return journal_of(lessons=lessons, entries=entries, grades=grades)


def judged(journal, at, snapshots=()):
    moment = dt.datetime.fromisoformat(at)
    return judge_upkeep(journal, load_regulation("common"), Settings(), moment, snapshots=snapshots).judged


@quick
@given(journals(), hours)
def test_every_thing_has_one_verdict_of_four_and_a_month_and_none_before_its_term_is_over(journal, at):
    rows = judged(journal, at)
    assert not rows.duplicated(NAME).any()
    assert set(rows["verdict"]) <= set(Verdict)
    assert set(rows["rule"]) <= set(upkeep_rules())
    assert rows["matured"].notna().all()
    assert set(rows["deputy"]) <= {"academic", "practical"}
    told = rows[rows["due_at"].notna() & rows["verdict"].ne("not_due")]
    assert (told["due_at"] < dt.datetime.fromisoformat(at)).all()


@quick
@given(journals(stamp=hours), hours)
def test_where_everything_is_stamped_there_are_always_data(journal, at):
    rows = judged(journal, at)
    timed = rows[rows["rule"].str.endswith("_late")]
    assert "no_data" not in set(timed["verdict"])


@quick
@given(journals(), hours, hours)
def test_a_breach_stays_in_its_month_and_a_lateness_never_goes(journal, one, other):
    first, second = sorted([one, other], key=dt.datetime.fromisoformat)
    before, after = (judged(journal, at).set_index(NAME) for at in (first, second))
    rules = [key for key, rule in upkeep_rules().items() if key in {"attendance_late", "marks_late", "homework_late"}]
    late = before[before["verdict"].eq("breach") & before.index.get_level_values("rule").isin(rules)]
    now = after.reindex(late.index)
    gone = now["verdict"].isna()  # the lesson was filled wholly after its month: a gap, and not late besides
    assert (now["verdict"][~gone] == "breach").all()
    assert (now["matured"][~gone] == late["matured"][~gone]).all()


@quick
@given(journals(stamp=st.none()), st.lists(hours, min_size=1, max_size=3))
def test_the_journal_itself_as_an_earlier_look_never_proves_anything_late(journal, moments):
    at = (START + dt.timedelta(days=200)).isoformat()
    rows = judged(journal, at, [(journal, dt.datetime.fromisoformat(moment)) for moment in moments])
    timed = rows[rows["rule"].str.endswith("_late")]
    assert "breach" not in set(timed["verdict"])


@quick
@given(journals(), hours)
def test_the_order_of_the_rows_of_a_journal_changes_nothing(journal, at):
    turned = {name: frame.iloc[::-1] for name, frame in journal.frames.items()}
    other = type(journal)(turned, journal.present)
    columns = [*NAME, "verdict", "matured", "due_at", "responsible_id"]
    one, two = (judged(each, at)[columns].sort_values(NAME).reset_index(drop=True) for each in (journal, other))
    assert one.equals(two)
