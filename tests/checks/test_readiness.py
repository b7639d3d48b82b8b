"""Who owes a grade, and what is no gap: the sound journal with one thing changed."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from ejarchive.checks.readiness import readiness_of
from ejarchive.formats.read import read_journal
from ejarchive.readiness import GapKind
from ejarchive.regulation import load_regulation

SOUND = Path(__file__).parents[1] / "bad" / "sound"
MOVEMENTS = "movement_id,student_id,date,kind,order_number,order_date,group_id\n"
ONE_GRADE = "course_id,student_id,period,value\nc1,s1,2025-1,5\n"
END = dt.datetime.fromisoformat("2025-12-29T10:00:00+04:00")


@pytest.fixture
def gaps(tmp_path):
    def find(moment=END, **tables):
        folder = shutil.copytree(SOUND, tmp_path / "journal")
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        readiness = readiness_of(read_journal(folder)[0], load_regulation("common"), "g1", "2025-1", moment)
        return [(gap.kind, gap.course_id, gap.responsible_id, gap.count, gap.student_ids) for gap in readiness.gaps]

    return find


def test_a_full_journal_is_ready(gaps):
    assert gaps() == []


def test_a_student_without_a_grade_is_named_by_the_teacher_of_the_course(gaps):
    assert gaps(grades=ONE_GRADE) == [(GapKind.GRADE, "c1", "p2", 1, ("s2",))]


@pytest.mark.parametrize("kind", ["expelled", "leave", "transferred_out"])
def test_who_is_not_in_the_group_at_the_end_owes_no_grade(gaps, kind):
    gone = f"{MOVEMENTS}m1,s2,2025-11-15,{kind},14-у,2025-11-14,g1\n"
    assert gaps(grades=ONE_GRADE, movements=gone) == []


def test_who_leaves_after_the_data_were_taken_still_owes_it(gaps):
    gone = f"{MOVEMENTS}m1,s2,2025-12-20,expelled,14-у,2025-12-19,g1\n"
    before = dt.datetime.fromisoformat("2025-12-19T10:00:00+04:00")
    assert gaps(before, grades=ONE_GRADE, movements=gone) == [(GapKind.GRADE, "c1", "p2", 1, ("s2",))]


def test_who_is_not_in_the_subgroup_owes_no_grade(gaps):
    assert gaps(grades=ONE_GRADE, course_students="course_id,student_id\nc1,s1\n") == []


def test_an_empty_cell_of_free_attendance_is_no_gap(gaps):
    plan = "student_id,starts,ends,order_number,order_date,free_attendance\ns1,2025-09-01,,137-у,2025-08-30,true\n"
    assert gaps(individual_plans=plan) == []


def test_a_work_placement_has_neither_topics_nor_lessons_to_ask_for(gaps):
    courses = (
        "course_id,group_id,term_id,name,kind,teacher_id,planned_hours\n"
        "c1,g1,2025-1,Анатомия,discipline,p2,4\nc2,g1,2025-1,Практика,work_placement,p2,144\n"
    )
    grades = f"{ONE_GRADE}c1,s2,2025-1,4\nc2,s1,2025-1,5\nc2,s2,2025-1,5\n"
    assert gaps(courses=courses, grades=grades) == []


def test_a_module_is_graded_by_its_exam(gaps):
    courses = "course_id,group_id,term_id,name,kind,teacher_id,planned_hours\nc1,g1,2025-1,Модуль,module,p2,4\n"
    grades = "course_id,student_id,period,kind,value\nc1,s1,2025-1,module_exam,5\nc1,s2,2025-1,module_exam,4\n"
    assert gaps(courses=courses, grades=grades) == []


def test_a_confirmed_remark_is_no_gap_and_an_issued_one_is(gaps):
    head = "remark_id,date,author_id,responsible_id,course_id,text,state,resolved_at\n"
    rows = "r1,2025-10-03,p1,p2,c1,Тема,confirmed,2025-10-10\nr2,2025-11-03,p1,p2,c1,Тема,issued,\n"
    assert gaps(remarks=head + rows) == [(GapKind.REMARK, "c1", "p2", 1, ())]
