"""Three months of the sample college: remarks found, eliminated, overdue and repeated as planted, and nothing else."""

import dataclasses

import pytest

from ejarchive.remark_life import (
    Actor,
    Decision,
    Look,
    Origin,
    State,
    ages,
    looked,
    median_days_to_eliminate,
    repeat_offenders,
    tally,
    tally_by,
    with_events,
)
from ejarchive.upkeep import upkeep_rules


def look_of(seen, **more):
    return Look(journal=seen.journal, regulation=seen.regulation, upkeep=seen.upkeep, months={seen.month}, day=seen.day,
                **more)  # fmt: skip


def without_remarks(journal):
    frames = {name: frame for name, frame in journal.frames.items() if name != "remarks"}
    return dataclasses.replace(journal, frames=frames, _cache={})


def issuing(remark, row, day):
    return Decision(row=row, remark_id=remark.remark_id, seen=len(remark.history), text=remark.text, due=remark.due,
                    state=State.ISSUED, issued_on=day)  # fmt: skip


@pytest.fixture(scope="module")
def by_the_journal(three_looks):
    """The remarks after each look, where the deputies write theirs into the journal, as the sample's do."""
    remarks, stages = {}, []
    for seen in three_looks:
        events, faults = looked(remarks, look_of(seen))
        assert faults == []
        remarks = with_events(remarks, events)
        assert looked(remarks, look_of(seen)) == ([], []), "the same month again changes nothing"
        stages.append(remarks)
    return stages


@pytest.fixture(scope="module")
def by_the_program(three_looks):
    """The same months where the journal has no remarks: all are found, and a week later the deputy issues each."""
    remarks, stages = {}, []
    for seen in three_looks:
        look = look_of(dataclasses.replace(seen, journal=without_remarks(seen.journal)))
        remarks = with_events(remarks, looked(remarks, look)[0])
        stages.append(remarks)
        proposed = [remark for remark in remarks.values() if remark.state is State.PROPOSED]
        issue = [issuing(remark, number, seen.day) for number, remark in enumerate(proposed)]
        events, faults = looked(remarks, dataclasses.replace(look, decisions=issue))
        assert faults == []
        remarks = with_events(remarks, events)
    return stages


def due_plants(plants, seen):
    """Plants whose month has come and whose fact stood when somebody looked."""
    return {key: plant for key, plant in plants.items() if plant["month"] <= seen.month}


def places(remark):
    """Lessons or, where there are none, students the remark is about."""
    return sorted({fact.lesson_id or fact.student_id or "" for fact in remark.facts})


def plant_places(plant):
    return sorted(plant.get("lesson_ids") or plant.get("student_ids") or [""])


def of_plants(remarks, plants):
    """Plant → its remark, by rule, course and places; what belongs to no plant stands under its own id."""
    found = {}
    for remark in remarks.values():
        ours = [key for key, plant in plants.items() if plant["rule"] == remark.rule
                and plant["course_id"] == remark.course_id and plant_places(plant) == places(remark)]  # fmt: skip
        found[ours[0] if ours else remark.remark_id] = remark
    return found


class TestFoundByTheProgram:
    def test_every_plant_is_found_and_nothing_else(self, by_the_program, three_looks, plants):
        for seen, remarks in zip(three_looks, by_the_program, strict=True):
            wanted = {key for key, plant in due_plants(plants, seen).items()
                      if not ("mended" in plant and plant["mended"] < first_look(three_looks, plant))}  # fmt: skip
            assert of_plants(remarks, plants).keys() == wanted

    def test_each_counts_once_in_its_month_for_whom_it_was_planted(self, by_the_program, plants):
        for key, remark in of_plants(by_the_program[-1], plants).items():
            plant = plants[key]
            assert (remark.month, remark.responsible_id, remark.deputy, remark.group_id) == (
                plant["month"], plant["responsible_id"], plant["deputy"], plant["group_id"])  # fmt: skip
            assert remark.nature is upkeep_rules()[plant["rule"]].nature

    def test_what_was_mended_is_presumed_eliminated_and_no_more(self, by_the_program, three_looks, plants):
        for seen, remarks in zip(three_looks, by_the_program, strict=True):
            presumed = {key for key, remark in of_plants(remarks, plants).items() if remark.state is State.PRESUMED}
            mended = {
                key
                for key, plant in due_plants(plants, seen).items()
                if "mended" in plant and first_look(three_looks, plant) <= plant["mended"] <= seen.day
            }
            assert presumed == mended

    def test_what_was_not_mended_in_time_is_overdue_and_no_lateness_ever_is(self, by_the_program, three_looks, plants):
        overdue = [
            {key for key, remark in of_plants(remarks, plants).items() if remark.overdue(seen.day)}
            for seen, remarks in zip(three_looks, by_the_program, strict=True)
        ]
        assert overdue == [set(), {"P04"}, {"P12", "P13"}]

    def test_what_happened_again_points_to_the_first_time(self, by_the_program, plants):
        found = of_plants(by_the_program[-1], plants)
        names = {remark.remark_id: key for key, remark in found.items()}
        assert {key: names[remark.repeats] for key, remark in found.items() if remark.repeats} == {
            "P08": "P05", "P14": "P01", "P15": "P03", "P17": "P06"}  # fmt: skip

    def test_under_a_regulation_that_is_not_the_colleges_act_all_are_recommendations(self, by_the_program):
        assert {remark.binding for remark in by_the_program[-1].values()} == {False}

    def test_no_person_is_named_in_a_text(self, by_the_program, three_looks):
        staff = set(three_looks[0].journal.frame("staff")["last_name"])
        students = set(three_looks[0].journal.frame("students")["last_name"])
        for remark in by_the_program[-1].values():
            assert not [name for name in staff | students if name in remark.text]


def first_look(three_looks, plant):
    """The day of the first look that could see the plant."""
    return next(seen.day for seen in three_looks if seen.month >= plant["month"])


class TestWrittenIntoTheJournal:
    def test_the_journals_remarks_keep_their_ids_and_hold_their_facts(self, by_the_journal, plants):
        for plant in plants.values():
            remark = by_the_journal[-1].get(plant.get("remark_id", ""))
            if remark is not None and remark.facts:
                assert (remark.rule, places(remark)) == (plant["rule"], plant_places(plant))
                assert remark.origin is Origin.JOURNAL

    def test_nothing_is_remarked_on_twice(self, by_the_journal):
        found = [sorted(key for key, r in remarks.items() if r.origin is Origin.FOUND) for remarks in by_the_journal]
        late = "2025-11/correction_late/c-vt25-ood07-1/p18"  # P35 and P23: no deputy has remarked on them
        assert found == [[], [late], [late, "2025-12/plan_lag/c-tm24-op01-1/p11"]]

    def test_what_the_deputy_wrote_later_is_taken_in(self, by_the_journal, three_looks):
        october, november, december = (remarks["r004"] for remarks in by_the_journal)
        assert (october.state, october.due.isoformat()) == (State.ACQUAINTED, "2025-11-12")
        assert november.overdue(three_looks[1].day)
        assert (december.state, december.resolution) == (State.CONFIRMED, "Задания указаны с опозданием")
        assert [event.actor for event in december.history] == [Actor.JOURNAL, Actor.JOURNAL, Actor.PROGRAM]

    def test_each_month_has_its_sums(self, by_the_journal, three_looks):
        sums = [tally(remarks.values(), seen.month, seen.day)
                for seen, remarks in zip(three_looks, by_the_journal, strict=True)]  # fmt: skip
        assert [(s.proposed, s.new, s.open_, s.overdue, s.repeated, s.in_time, s.late, s.accepted) for s in sums] == [
            (0, 6, 6, 0, 0, 0, 0, 0),
            (1, 6, 3, 1, 1, 3, 0, 5),
            (2, 6, 7, 1, 3, 3, 1, 5),
        ]

    def test_sums_of_persons_add_up_to_the_whole(self, by_the_journal, three_looks):
        remarks, seen = by_the_journal[-1].values(), three_looks[-1]
        parts = tally_by(remarks, lambda remark: remark.responsible_id, seen.month, seen.day)
        whole = tally(remarks, seen.month, seen.day)
        for name in whole.__slots__:
            assert sum(getattr(part, name) for part in parts.values()) == getattr(whole, name), name

    def test_ages_time_to_eliminate_and_repeat_offenders(self, by_the_journal, three_looks):
        remarks, day = by_the_journal[-1].values(), three_looks[-1].day
        assert ages(remarks, day) == {7: 5, 30: 0, 90: 2, None: 0}  # r013 to r017; r009, r011
        assert median_days_to_eliminate(remarks) == 6  # of 1, 5, 7 and 41 days
        assert {who: [r.remark_id for r in own] for who, own in repeat_offenders(remarks).items()} == {
            "p12": ["r014", "r015"], "p16": ["r017"], "p22": ["r008"]}  # fmt: skip

    def test_a_look_back_changes_nothing(self, by_the_journal, three_looks):
        assert looked(by_the_journal[-1], look_of(three_looks[0])) == ([], [])
