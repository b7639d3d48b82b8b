"""Comparing two journals: every planted change is told once, in its own words, and nothing else is."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checks.planted_changes import PLANTS, Tables
from ejarchive.checks.comparison import compare_journals, finding_of
from ejarchive.difference import Change, Record
from ejarchive.finding import catalogue
from ejarchive.formats.cutting import cut_to_group
from ejarchive.formats.read import read_journal
from ejarchive.model.journal import Journal
from ejarchive.model.people import Staff, Student
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import text_of, typed
from ejarchive.regulation import load_regulation

MIRRORED = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
UNDO = "C172_student_removed"  # a student nothing refers to is put into the first journal and is not in the second


@pytest.fixture(scope="module")
def college(root) -> Path:
    return root / "samples" / "college"


@pytest.fixture(scope="module")
def journals(college, tmp_path_factory):
    """Return the journal before and after all plants, and what each plant has touched."""
    folder = tmp_path_factory.mktemp("planted")
    first, second = Tables(college), Tables(college)
    touched = {name: (first if name == UNDO else second) for name in PLANTS}
    expected = {name: PLANTS[name](tables) for name, tables in touched.items()}
    before, after = (read_journal(tables.write(folder / name))[0] for tables, name in ((first, "a"), (second, "b")))
    return before, after, expected


def facts(difference):
    return difference.code, difference.key, difference.column


def test_the_planted_changes_of_every_kind_are_told_and_nothing_else(journals):
    before, after, expected = journals
    assert len(expected) > 40
    found = Counter(map(facts, compare_journals(before, after)))
    assert found == Counter((name[:4], *where) for name, where in expected.items())


def test_every_code_has_its_plant_and_every_plant_its_code():
    named = {f"{rule.code}_{rule.name}" for rule in catalogue().values() if rule.code.startswith("C")}
    assert {name.partition("__")[0] for name in PLANTS} == named


def test_the_corrections_account_for_what_they_account_for(journals):
    before, after, _ = journals
    records = {each.correction_id: each.record for each in compare_journals(before, after) if each.correction_id}
    withdrawn = next(row["correction_id"] for row in rows_gone(before, after, "corrections", "text"))
    assert records == {**dict.fromkeys(("k9001", "k9002", "k9003"), Record.MADE), withdrawn: Record.WITHDRAWN}


def rows_gone(before, after, table, field):
    one, other = before.frame(table), after.frame(table)
    gone = one[~one["correction_id"].isin(other["correction_id"]) & one["field"].eq(field)]
    return gone[gone["course_id"].eq("c-tm24-oup09-1")].to_dict("records")


def test_who_wrote_it_and_when_is_told_and_what_came_along_is_counted(journals):
    before, after, _ = journals
    told = {(each.code, each.record): each for each in compare_journals(before, after)}
    mark = told["C103", Record.MISSING]
    assert (mark.recorded_by, mark.recorded_at.isoformat(), mark.teacher_id) == (
        "p09",
        "2026-06-29T21:15:00+04:00",
        "p05",
    )
    assert told["C111", Record.MISSING].along == {"entries": 2}
    assert set(told["C112", Record.MISSING].along) <= {"entries", "tasks"}


def test_in_each_course_the_unexplained_stand_first_and_the_order_of_rows_means_nothing(journals):
    before, after, _ = journals
    told = compare_journals(before, after)
    groups: dict[object, list[bool]] = {}
    for each in told:
        groups.setdefault((each.group_id, each.course_id, each.teacher_id), []).append(each.unexplained)
    assert all(flags == sorted(flags, reverse=True) for flags in groups.values())
    frames = {name: frame.sample(frac=1, random_state=1) for name, frame in after.frames.items()}
    assert [*map(facts, compare_journals(before, replace(after, frames=frames, _cache={})))] == [*map(facts, told)]


def test_findings_are_whole_sentences_and_name_no_person(journals):
    before, after, _ = journals
    people = [who for journal in (before, after) for kind in (Student, Staff) for who in journal.rows(kind)]
    names = {name for who in people for name in (who.last_name, who.first_name, who.middle_name) if name}
    regulation = load_regulation("common")
    for each in compare_journals(before, after):
        text = f"{(finding := finding_of(each, regulation)).message} {finding.remedy}"
        assert not set("{}\n\x00|") & set(text), text
        assert "None" not in text, text
        assert not [name for name in names if name in text.split()], text


def test_a_journal_differs_in_nothing_from_itself(journals):
    assert compare_journals(journals[0], journals[0]) == ()


def test_the_other_way_round_everything_is_mirrored(journals):
    before, after, _ = journals
    assert mirrored(compare_journals(before, after)) == plainly(compare_journals(after, before))


def plainly(differences):
    return Counter((d.table, d.change, d.key, d.column, d.before, d.after, tuple(d.along.items())) for d in differences)


def mirrored(differences):
    return Counter(
        (d.table, MIRRORED.get(d.change, d.change), d.key, d.column, d.after, d.before, tuple(d.along.items()))
        for d in differences
    )


def renumbered(journal: Journal) -> Journal:
    """Return the journal as a converter would make it that numbers its rows by another order."""
    numbered = ("lessons", "tasks", "movements", "students", "courses", "staff", "remarks", "corrections")
    codes = {table: TABLES[table].key[0] for table in numbered}
    new = {}
    for table, code in codes.items():
        known = journal.frame(table)[code].tolist()
        new[table] = dict(zip(known, [*known[7:], *known[:7]], strict=True))  # each code now stands for another row
    frames = {}
    for name, table in TABLES.items():
        text = text_of(table, journal.frame(name))
        for column in table.columns:
            own = codes.get(name) == column.name
            target = name if own else column.references[0] if column.references else None
            if (name, column.name) == ("practices", "subgroup"):
                target = "students"  # a subgroup, or the code of a student
            if target in new:
                mapping = new[target]
                text[column.name] = text[column.name].map(
                    lambda cell, mapping=mapping: ";".join(mapping.get(code, code) for code in cell.split(";")),
                    na_action="ignore",
                )
        frames[name] = typed(table, text)[0]
    return replace(journal, frames=frames, _cache={})


def test_codes_that_were_given_anew_raise_no_storm(journals):
    before, after, expected = journals
    assert compare_journals(before, renumbered(before)) == ()
    found = Counter(each.code for each in compare_journals(before, renumbered(after)))
    by_code = Counter(name[:4] for name in expected)
    assert sum(((found - by_code) + (by_code - found)).values()) <= 8, found


EDITS = st.lists(
    st.tuples(st.sampled_from(["entries", "lessons", "grades", "plan", "movements"]), st.integers(0, 400),
              st.sampled_from(["change", "remove", "copy"])),
    max_size=12,
)  # fmt: skip
EDITED = {"entries": "text", "lessons": "topic", "grades": "value", "plan": "topic", "movements": "order_number"}


@pytest.fixture(scope="module")
def small(journals) -> Journal:
    """The journal of one group and period."""
    return cut_to_group(journals[0], "g-pk25", "2025-1", starts=dt.date(2025, 9, 1), ends=dt.date(2025, 12, 28))


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # a failing list of edits is short enough to be read as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_whatever_is_edited_is_mirrored_and_never_passed_over(edits, small):
    frames = dict(small.frames)
    for table, place, what in edits:
        frame = frames[table]
        if frame.empty:
            continue
        row = frame.index[place % len(frame)]
        if what == "remove":
            frames[table] = frame.drop(index=row)
        elif what == "copy":  # a row twice, as a careless export has it
            frames[table] = pd.concat([frame, frame.loc[[row]].rename(index={row: frame.index.max() + 1})])
        else:
            column = frame[EDITED[table]].where(frame.index != row, f"№ {place}")
            frames[table] = frame.assign(**{EDITED[table]: column})
    after = replace(small, frames=frames, _cache={})
    told = compare_journals(small, after)
    assert mirrored(told) == plainly(compare_journals(after, small))
    assert bool(told) is (written(small) != written(after))


def written(journal):
    """What a journal says, whatever the order of its rows."""
    texts = {name: text_of(table, journal.frame(name)).astype("object").fillna("") for name, table in TABLES.items()}
    return {name: Counter(map(tuple, text.to_numpy())) for name, text in texts.items()}
