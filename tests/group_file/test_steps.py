"""Steps follow the order of БГСХТ 5.5; out of turn only with a reason, and the reason is kept."""

import datetime as dt

import pytest

from ejarchive.errors import UsageError
from ejarchive.group_file import ORDER, Step
from group_file.lives import Life

DAYS = dict(zip(ORDER[1:], ("2026-01-12", "2026-01-13", "2026-01-14", "2026-01-15", "2026-06-30"), strict=True))


def refusal(life, *arguments, **more):
    with pytest.raises(UsageError) as caught:
        life.mark(*arguments, **more)
    return str(caught.value)


def test_a_semester_goes_through_all_steps_in_their_order():
    life = Life().printed()
    for step, on in DAYS.items():
        assert life.term().next_step is step
        assert life.mark(step, on) == 1
    marks = life.term().marks
    assert {step: f"{marks[step].day}" for step in DAYS} == DAYS
    assert life.term().next_step is None
    assert life.term().marks[Step.KEPT].keeper == "p2", "its curator, when nobody else is named"


@pytest.mark.parametrize(("step", "missing"), [("sealed", "«подписан»"), ("kept", "«заверен печатью», «подшит»")])
def test_a_skipped_step_is_refused_and_says_what_is_expected(step, missing):
    said = refusal(Life().printed(), step)
    assert missing in said
    assert "Следующий шаг: подписать у директора (signed)" in said
    assert "--reason" in said


def test_a_step_is_skipped_for_a_reason_that_is_kept():
    life = Life().printed()
    assert life.mark("sealed", reason="подпись стоит на листе подписей прежнего журнала") == 1
    term = life.term()
    assert term.step is Step.SEALED
    assert term.skipped == (Step.SIGNED,)
    assert term.marks[Step.SEALED].reason == "подпись стоит на листе подписей прежнего журнала"
    assert term.signed, "who has sealed it has gone past the signature"


def test_the_way_back_needs_a_reason_too_and_takes_the_later_steps_away():
    life = Life().printed()
    life.mark("signed")
    life.mark("sealed", "2026-01-13")
    assert "уже пройден" in refusal(life, "signed", "2026-01-14")
    life.mark("printed", "2026-01-10", reason="отмечено не у той группы")
    assert life.term().step is Step.PRINTED
    assert not life.term().signed
    assert len(life.term().history) == 4, "nothing is forgotten"


def test_the_same_mark_again_changes_nothing_and_another_day_is_a_correction():
    life = Life().printed()
    life.mark("signed")
    assert life.mark("signed") == 0
    assert "уже подписан 12.01.2026" in refusal(life, "signed", "2026-01-13")
    assert life.mark("signed", "2026-01-13", reason="описка") == 1
    assert life.term().marks[Step.SIGNED].day == dt.date(2026, 1, 13)


@pytest.mark.parametrize(("on", "words"), [("2026-07-02", "ещё не наступил"), ("2026-01-09", "не мог быть раньше")])
def test_a_day_that_cannot_be_is_refused(on, words):
    assert words in refusal(Life().printed(), "signed", on)
    assert words in refusal(Life().printed(), "signed", on, reason="никакая причина не меняет времени")


def test_the_keeper_changes_by_an_order():
    life = Life().printed()
    for step in ("signed", "sealed", "stitched", "kept"):
        life.mark(step)
    assert "--keeper и --order" in refusal(life, "kept", "2026-06-01", keeper="p7")
    assert life.mark("kept", "2026-06-01", keeper="p7", order="№ 5-к от 01.06.2026") == 1
    assert [(kept.keeper, kept.order) for kept in life.term().custody] == [("p2", ""), ("p7", "№ 5-к от 01.06.2026")]
    assert life.term().keeper == "p7"
    assert "не мог быть раньше" in refusal(life, "kept", "2026-05-31", keeper="p8", order="№ 6 от 30.05.2026")
    assert life.mark("archived", "2026-06-30") == 1
    assert life.term().keeper is None, "the archive keeps it now"


def test_nothing_is_marked_of_what_was_not_printed():
    assert "ejarchive pack" in refusal(Life(), "signed")
    assert "2025-2" in refusal(Life().printed(), "signed", term_id="2025-2")


def test_a_file_known_from_its_bag_waits_for_somebody_to_say_what_happened_to_the_paper():
    life = Life().rebuilt()
    assert life.term().unsure
    assert life.term().marks[Step.PRINTED].day is None
    assert life.mark("printed", "2026-01-10") == 1
    assert not life.term().unsure
    life = Life().rebuilt()
    assert life.mark("signed") == 1
    assert (life.term().unsure, life.term().signed) == (False, True)
