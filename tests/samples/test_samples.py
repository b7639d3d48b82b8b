"""The sample college is the same on any day, whole, legal, and holds what the documents need."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from ejarchive.model.schema import TABLES

KEYS = {
    "groups": ["group_id"], "group_years": ["group_id", "academic_year"], "group_events": ["group_id", "date"],
    "staff": ["person_id"], "students": ["student_id"], "movements": ["movement_id"],
    "individual_plans": ["student_id", "starts"], "terms": ["term_id", "group_id"], "holidays": ["starts"],
    "courses": ["course_id"], "course_hours": ["course_id", "kind"], "course_students": ["course_id", "student_id"],
    "practices": ["course_id", "subgroup"], "plan": ["course_id", "position"], "lessons": ["lesson_id"],
    "tasks": ["task_id"], "entries": ["lesson_id", "student_id"],
    "grades": ["course_id", "student_id", "period", "kind"],
    "attempts": ["course_id", "student_id", "period", "number"], "remarks": ["remark_id"],
    "corrections": ["correction_id"], "consents": ["student_id", "kind"], "outages": ["starts_at"], "sources": ["name"],
}  # fmt: skip
POINTS_TO = {
    "group_id": "groups", "from_group_id": "groups", "to_group_id": "groups", "other_group_id": "groups",
    "student_id": "students", "course_id": "courses", "lesson_id": "lessons", "term_id": "terms",
    "curator_id": "staff", "teacher_id": "staff", "recorded_by": "staff", "author_id": "staff", "head_id": "staff",
    "responsible_id": "staff", "repeats": "remarks",
}  # fmt: skip
NOT_SHOWN = {("group_events", "other_group_id")}  # three groups cannot merge
MAIN_KEY = {"groups": "group_id", "students": "student_id", "courses": "course_id", "lessons": "lesson_id",
            "terms": "term_id", "staff": "person_id", "remarks": "remark_id"}  # fmt: skip
CELL = re.compile(
    r"^(?:[нпбо]|[нпб]?(?:5[+-]?|[432])(?:/(?:5[+-]?|[432]))*|о(?:5[+-]?|[432])(?:/(?:5[+-]?|[432]))*|ЗЧ|НЗ)$"
)


def broken_keys(college):
    """Every key that is empty, repeated or points nowhere, as (table, column)."""
    found = []
    for table, key in KEYS.items():
        if college[table].duplicated(key).any():
            found.append((table, "+".join(key)))
    for table, frame in college.items():
        for column, target in POINTS_TO.items():
            if column in frame and not (table == target and column == MAIN_KEY[target]):
                known = set(college[target][MAIN_KEY[target]])
                if not set(frame[column].dropna()) <= known:
                    found.append((table, column))
    return found


def test_the_generator_gives_the_committed_bytes(folder, tmp_path, generate):
    """Why: the sample is reviewed as data; a program that gives something else would make it a lie."""
    generate("-o", tmp_path / "college")
    made = {file.name: file.read_bytes() for file in (tmp_path / "college").iterdir()}
    shipped = {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "datapackage.json"}
    assert made == shipped
    assert (tmp_path / "planted.toml").read_bytes() == (folder.parent / "planted.toml").read_bytes()


def test_another_seed_gives_another_college(folder, tmp_path, generate):
    """Why: proof that the comparison above can fail."""
    generate("-o", tmp_path / "college", "--seed", 7)
    assert (tmp_path / "college" / "entries.csv").read_bytes() != (folder / "entries.csv").read_bytes()


def test_every_table_has_exactly_columns_of_the_format(college):
    """All tables of the format are there; no column is unknown to it and every required one is filled."""
    assert set(college) == set(TABLES)
    for name, table in TABLES.items():
        known = {column.name for column in table.columns}
        assert set(college[name].columns) <= known, name
        for column in table.columns:
            if column.required:
                assert college[name][column.name].notna().all(), (name, column.name)
            elif column.name in college[name] and (name, column.name) not in NOT_SHOWN:
                assert college[name][column.name].notna().any(), f"{name}.{column.name} is nowhere shown"


def test_known_values_are_used(college):
    """Every closed or known list of values is kept to, so `check` has nothing to warn about."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.values and column.name in college[name]:
                used = set(college[name][column.name].dropna().str.split(";").explode())
                assert used <= set(column.values), (name, column.name)


def test_keys_are_whole(college):
    assert broken_keys(college) == []


@pytest.mark.parametrize(
    ("table", "column"), [("entries", "lesson_id"), ("courses", "teacher_id"), ("grades", "student_id")]
)
def test_a_broken_key_is_seen(college, table, column):
    """Why: proof that the integrity test can fail."""
    spoilt = {
        **college,
        table: college[table].assign(**{column: lambda frame: frame[column].where(frame.index > 0, "x9")}),
    }
    assert (table, column) in broken_keys(spoilt)


def test_the_three_groups(college):
    students = college["students"].group_id.value_counts().to_dict()
    assert students == {"g-tm24": 25, "g-vt25": 33, "g-pk25": 9}
    courses = college["courses"]
    assert courses[courses.group_id == "g-tm24"].discipline_id.nunique() == 13
    kinds = courses.groupby("group_id").kind.agg(set).to_dict()
    assert kinds["g-tm24"] == {"subject", "discipline", "mdk", "module", "training_practice", "work_placement"}
    assert kinds["g-vt25"] == {"subject"}, "the large group has no practice"
    assert "training_practice" in kinds["g-pk25"]
    assert "work_placement" not in kinds["g-pk25"]
    assert courses.groupby("group_id").term_id.agg(set).map(sorted).tolist() == [["2025-1", "2025-2"]] * 3
    assert set(courses.control) >= {"exam", "graded_credit", "credit", "module_exam", "other"}


def test_awkward_names(college):
    students = college["students"]
    full = students.last_name + " " + students.first_name + " " + students.middle_name.fillna("")
    assert (full.str.len() > 45).sum() >= 2, "names that do not fit a narrow column"
    assert students.last_name.str.count("-").max() == 2
    assert full.str.contains("[ёЁ]").sum() >= 8
    assert students.last_name.str.startswith("Ё").sum() >= 2
    assert students.middle_name.isna().sum() >= 3
    assert full.str.contains("оглы|кызы").sum() >= 3
    initials = students.last_name + students.first_name.str[0] + students.middle_name.str[0]
    assert initials.dropna().duplicated().sum() == 2, "two pairs with the same surname and initials"
    born = pd.to_datetime(students.birth_date)
    adults = (born <= "2007-09-01").sum()
    assert 4 <= adults <= 12 < len(students) - adults
    refused = students[students.diary == "refused"]
    assert (pd.to_datetime(refused.birth_date) > "2008-01-01").sum() >= 4


def test_ids_tell_no_names(college):
    for table, key in KEYS.items():
        for column in key:
            values = college[table][column].dropna().astype(str)
            if column != "name":
                assert values.str.fullmatch(r"[A-Za-z0-9_:+.-]+").all(), (table, column)
    names = set(college["students"].last_name) | set(college["students"].first_name)
    sources = " ".join(college["sources"].name)
    assert not any(name in sources for name in names)


def test_the_folder_stays_small(folder):
    assert sum(file.stat().st_size for file in folder.glob("*.csv")) < 4_000_000


def stays(college):
    """Student, group, first and last day, worked out from the movements alone."""
    rows = []
    for student, group in college["students"][["student_id", "group_id"]].itertuples(index=False):
        place, since = None, None
        moves = college["movements"][college["movements"].student_id == student].sort_values("date", kind="stable")
        for move in moves.itertuples():
            if move.kind in {"enrolled", "transferred_in", "reinstated", "returned"}:
                place, since = move.group_id, move.date
            elif move.kind in {"expelled", "leave", "transferred_out", "programme_changed"}:
                rows.append(
                    (student, place, since, (pd.Timestamp(move.date) - pd.Timedelta(days=1)).date().isoformat())
                )
                place, since = (move.to_group_id, move.date) if move.kind == "programme_changed" else (None, None)
        if place:
            rows.append((student, place, since, "9999-12-31"))
            assert place == group, student
    return pd.DataFrame(rows, columns=["student_id", "group_id", "since", "until"])


def test_entries_stay_within_membership(college):
    """A cell stands only where the student was in the group, and in the course's list when it has one."""
    joined = college.cells.merge(stays(college), on=["student_id", "group_id"])
    inside = joined[(joined.since <= joined.date) & (joined.date <= joined.until)]
    assert set(zip(inside.lesson_id, inside.student_id, strict=True)) == set(
        zip(college["entries"].lesson_id, college["entries"].student_id, strict=True)
    )
    listed = college["course_students"].groupby("course_id").student_id.agg(set)
    for table in (college.cells, college["grades"], college["attempts"]):
        own = table[table.course_id.isin(listed.index)]
        assert all(student in listed[course] for course, student in zip(own.course_id, own.student_id, strict=True))


def test_people_move(college):
    kinds = set(college["movements"].kind)
    assert kinds == {"enrolled", "promoted", "transferred_in", "transferred_out", "leave", "returned", "reinstated",
                     "name_changed", "programme_changed", "expelled"}  # fmt: skip
    changed = college["movements"].set_index("kind").loc["programme_changed"]
    cells = college.cells[college.cells.student_id == changed.student_id]
    old, new = cells[cells.group_id == changed.from_group_id], cells[cells.group_id == changed.to_group_id]
    assert len(old) > 20
    assert len(new) > 20
    assert old.date.max() < changed.date <= new.date.min()


def test_cells_are_legal_and_of_every_kind(college):
    texts = set(college["entries"].text)
    assert [text for text in texts if not CELL.match(text)] == []
    assert texts >= {
        "5",
        "4",
        "3",
        "2",
        "5-",
        "5+",
        "ЗЧ",
        "НЗ",
        "н",
        "п",
        "б",
        "о",
        "о5",
        "н3",
        "б4",
        "п5",
        "4/3",
        "о4/4",
    }
    assert college["entries"].absent_hours.notna().sum() >= 5
    cancelled = set(college["lessons"][college["lessons"].status == "cancelled"].lesson_id)
    assert len(cancelled) >= 5
    assert not cancelled & set(college["entries"].lesson_id)


def test_lessons_stand_in_their_term_and_on_no_holiday(college):
    terms = college["terms"]
    own = terms.set_index(["term_id", "group_id"])
    for lesson in college.held.itertuples():
        key = (lesson.term_id, lesson.group_id)
        row = (
            own.loc[key]
            if key in own.index
            else terms[(terms.term_id == lesson.term_id) & terms.group_id.isna()].iloc[0]
        )
        assert row.starts <= lesson.date <= row.ends, lesson.lesson_id
    for holiday in college["holidays"].itertuples():
        assert not ((college["lessons"].date >= holiday.starts) & (college["lessons"].date <= holiday.ends)).any()


def places(college):
    """Each held lesson once for every pair it takes."""
    lessons = college.held
    lessons = lessons.assign(
        pair=[range(int(s), int(s) + int(h) // 2) for s, h in zip(lessons.slot, lessons.hours, strict=True)]
    )
    return lessons.explode("pair").assign(who=lambda frame: frame.teacher_id.fillna(frame.teacher_id_of_course))


def test_nobody_stands_in_two_places(college):
    """No teacher, no subgroup and no whole group has two lessons in one pair."""
    taken = places(college)
    assert not taken.duplicated(["date", "pair", "who"]).any()
    assert not taken.duplicated(["date", "pair", "group_id", "subgroup"]).any()
    for _, lessons in taken.groupby(["date", "pair", "group_id"]):
        assert lessons.subgroup.notna().all() or len(lessons) == 1


def test_lessons_follow_the_programme(college, plants):
    """Every topic is that of the programme, save the planted one; planned hours add up."""
    joined = college.held.merge(
        college["plan"],
        left_on=["course_id", "plan_position"],
        right_on=["course_id", "position"],
        suffixes=("", "_planned"),
    )
    assert len(joined) == len(college.held)
    off = joined[joined.topic.notna() & (joined.topic != joined.topic_planned)]
    assert sorted(off.lesson_id) == [
        lesson for plant in plants if plant["rule"] == "topic_off_plan" for lesson in plant["lesson_ids"]
    ]
    hours = college["course_hours"][college["course_hours"].kind != "self_study"]
    planned = hours.planned.astype(int).groupby(hours.course_id).sum()
    assert planned.to_dict() == college["courses"].set_index("course_id").planned_hours.astype(int).to_dict()


def test_changes_of_the_timetable(college):
    lessons = college["lessons"]
    assert lessons.moved_from.notna().sum() >= 5
    assert (lessons.moved_from.dropna() != lessons.date[lessons.moved_from.notna()]).all()
    assert lessons.teacher_id.notna().sum() >= 8
    substitutes = college.held[college.held.teacher_id.notna()]
    assert (substitutes.teacher_id != substitutes.teacher_id_of_course).all()


def test_masters_give_no_homework(college):
    practice = college.held[college.held.kind_of_course.isin(["training_practice", "work_placement"])]
    assert len(practice) > 40
    assert practice.homework.isna().all()


def test_settings_are_complete(folder):
    from datetime import date

    from ejarchive.settings import load_settings

    settings, findings = load_settings(folder / "ejarchive.toml")
    assert findings == []
    assert "Полынков" in settings.college.full_name
    assert settings.signatory("director", date(2025, 12, 29)).position == "И.о. директора"
    assert settings.signatory("director", date(2026, 6, 30)).position == "Директор"
    for role in ("deputy_academic", "deputy_practical", "statement", "archivist"):
        assert settings.signatory(role, date(2026, 6, 30))
    assert settings.archive.retention_term
