"""The view of a course: every lesson, student, cell and grade once, in its own row and column."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejarchive.document import Side
from ejarchive.regulation import load_regulation
from ejarchive.reports.course_head import PAGE_HEIGHT, PAGE_WIDTH
from ejarchive.reports.course_pages import course_parts
from ejarchive.reports.left_page import split_cell
from reports.small_journal import FIRST_DAY, context_of, course_of, tables


def part_of(context, course_id="c1"):
    (part,) = course_parts(context, course_of(context, course_id))
    return part


def pages_of(rows, **options):
    context = context_of(rows, **options)
    return [page for part in course_parts(context, course_of(context)) for page in part.view["pages"]]


def cells_shown(pages):
    """(lesson, student) → the cell's text, as often as it is shown."""
    found = []
    for page in pages:
        if page["side"] == "left":
            for row in page["table"]["rows"]:
                columns = [*page["table"]["days"], *page["table"]["block"]]
                for column, cell in zip(columns, [*row["cells"], *row["block"]], strict=True):
                    if cell:
                        found.append(((column["lesson"], row["student"]), cell["code"] + cell["mark"]))
    return found


def lessons_shown(pages):
    return [
        row["lesson"] for page in rights(pages) if page["table"] for row in page["table"]["rows"] if "lesson" in row
    ]


def lefts(pages):
    return [page for page in pages if page["side"] == "left"]


def rights(pages):
    return [page for page in pages if page["side"] == "right"]


def hatched_cells(page):
    return page["table"]["ruling"]["hatching"].count("M")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(students=st.integers(1, 45), lessons=st.integers(1, 70), words=st.integers(1, 90), block=st.booleans())
def test_every_entry_lesson_and_student_stands_once_in_its_row_and_column(students, lessons, words, block):
    kinds = ["lesson", "practical", "consultation", "exam"] if block else None
    rows = tables(students, lessons, topics=["Тема", "слово " * words], kinds=kinds)
    pages = pages_of(rows)
    written = {(entry["lesson_id"], entry["student_id"]): entry["text"] for entry in rows["entries"]}
    shown = cells_shown(pages)
    assert dict(shown) == written
    assert len(shown) == len(written)
    assert Counter(lessons_shown(pages)) == Counter(lesson["lesson_id"] for lesson in rows["lessons"])
    for page in lefts(pages):
        assert page["table"]["xs"][-1] <= PAGE_WIDTH
        assert page["head"]["height"] + page["table"]["ys"][-1] <= PAGE_HEIGHT
        assert page["table"]["row_height"] >= 5.8
    for page in rights(pages):
        if page["table"]:
            assert page["head"]["height"] + page["table"]["ys"][-1] <= PAGE_HEIGHT


@pytest.mark.parametrize("lessons", [1, 4, 21, 53, 120])
def test_a_spread_is_one_left_and_one_right_page_with_the_same_lessons(lessons):
    pages = pages_of(tables(25, lessons))
    for left, right in zip(lefts(pages), rights(pages), strict=True):
        assert [day["lesson"] for day in left["table"]["days"]] == [row["lesson"] for row in right["table"]["rows"]]
    counts = [len(page["table"]["days"]) for page in lefts(pages)]
    assert min(counts) > max(counts) / 2 or len(counts) == 1, "no lonely date on the last spread"


def test_more_students_than_a_page_holds_go_on_to_another_spread_with_the_same_dates():
    pages = pages_of(tables(44, 10))
    first, second = lefts(pages)
    assert first["table"]["days"] == second["table"]["days"]
    assert [len(page["table"]["rows"]) for page in (first, second)] == [22, 22]
    assert rights(pages)[1]["table"] is None
    assert "предыдущем развороте" in rights(pages)[1]["message"]


def test_a_group_of_33_keeps_its_page_when_others_came_and_left():
    assert len(pages_of(tables(36, 10))) == 2


def test_33_students_stand_on_one_page_under_a_title_of_four_lines():
    rows = tables(33, 10)
    rows["courses"][0]["name"] = "Организация и осуществление мероприятий по предупреждению чрезвычайных ситуаций " * 5
    assert len(pages_of(rows, director_signs="sheet", sides="one")) == 2


def test_the_grades_follow_the_last_lesson_in_the_order_term_exam_coursework_year_final():
    rows = tables(2, 30)
    kinds = [("2025-1", "exam"), ("2025", ""), ("final", ""), ("2025-1", "coursework")]
    rows["grades"] = [{**row, "kind": ""} for row in rows["grades"]]
    rows["grades"] += [
        {"course_id": "c1", "student_id": "s001", "period": period, "kind": kind, "value": "4"}
        for period, kind in kinds
    ]
    pages = lefts(pages_of(rows))
    assert [page["table"]["grades"] != [] for page in pages] == [*[False] * (len(pages) - 1), True]
    titles = [column["title"] for column in pages[-1]["table"]["grades"]]
    assert titles == ["Семестр", "Экзамен", "Курсовая", "Год", "Итог"]
    assert pages[-1]["table"]["rows"][0]["grades"] == ["4", "4", "4", "4", "4"]


def test_an_exam_that_is_due_has_its_column_before_anyone_is_graded():
    rows = tables(2, 3)
    rows["courses"][0]["control"] = "exam"
    assert [column["title"] for column in pages_of(rows)[0]["table"]["grades"]] == ["Семестр", "Экзамен"]


def test_consultations_and_examinations_stand_in_a_block_of_their_own():
    rows = tables(2, 4, kinds=["lesson", "lesson", "consultation", "exam"])
    left, right = pages_of(rows)
    assert [day["lesson"] for day in left["table"]["days"]] == ["l000", "l001"]
    assert [(each["lesson"], each["title"]) for each in left["table"]["block"]] == [("l002", "конс."), ("l003", "экз.")]
    headings = [row.get("heading") for row in right["table"]["rows"]]
    assert headings == [None, None, "Консультации и промежуточная аттестация", None, None]


def test_a_cancelled_lesson_is_a_note_and_a_planned_one_is_nothing():
    rows = tables(2, 4)
    rows["lessons"][1]["status"], rows["lessons"][2]["status"] = "cancelled", "planned"
    rows["entries"] = [entry for entry in rows["entries"] if entry["lesson_id"] in {"l000", "l003"}]
    pages = pages_of(rows)
    assert lessons_shown(pages) == ["l000", "l003"]
    assert [note["text"] for note in pages[-1]["foot"]["notes"]] == ["Отменено: 26.09."]


def test_lessons_after_the_moment_of_the_data_are_left_out():
    moment = dt.datetime(2025, 9, 27, 12, 0, tzinfo=dt.UTC)
    assert lessons_shown(pages_of(tables(2, 4), moment=moment)) == ["l000", "l001"]


def test_a_substitution_says_who_stood_in_and_a_moved_lesson_from_when():
    rows = tables(2, 2)
    rows["lessons"][0] |= {"teacher_id": "p2", "moved_from": "2025-09-12"}
    rows["lessons"][1]["teacher_id"] = "p1"
    notes = [row["texts"]["note"] for row in pages_of(rows)[1]["table"]["rows"]]
    assert notes == ["Заяц-Русак\u00a0А.В.; перенос с\u00a012.09", ""]


def test_a_masters_practice_has_kinds_of_work_and_no_homework():
    rows = tables(2, 2, kinds=["practice"])
    rows["courses"][0]["kind"] = "training_practice"
    fields = {field["name"]: field["title"] for field in pages_of(rows)[1]["table"]["fields"]}
    assert fields["topic"] == "Виды работ"
    assert "homework" not in fields


def test_cells_outside_the_time_in_the_group_are_void_and_the_page_says_so():
    rows = tables(2, 4)
    rows["entries"] = [entry for entry in rows["entries"] if entry["student_id"] == "s001"]
    rows["grades"] = rows["grades"][:1]
    rows["movements"] = [
        {"movement_id": "m1", "student_id": "s002", "date": "2025-10-01", "kind": "expelled", "group_id": "g"}
    ]
    page = pages_of(rows)[0]
    widths = page["table"]["widths"]
    assert hatched_cells(page) == sum(round(width / 1.75) for width in widths[4:7]), "two lessons and the grade"
    assert page["notes"][0]["text"].startswith("Заштриховано")


def test_nobody_is_void_in_a_group_that_does_not_move():
    page = pages_of(tables(2, 4))[0]
    assert hatched_cells(page) == 0
    assert page["notes"] == []


def test_a_subgroup_shows_its_own_students_only():
    rows = tables(4, 4)
    rows["entries"] = [entry for entry in rows["entries"] if entry["student_id"] in {"s002", "s004"}]
    rows["grades"] = []
    rows["courses"][0]["subgroup"] = "2"
    rows["course_students"] = [{"course_id": "c1", "student_id": student} for student in ("s002", "s004")]
    page = pages_of(rows)[0]
    assert [(row["number"], row["student"]) for row in page["table"]["rows"]] == [(1, "s002"), (2, "s004")]
    assert "подгруппа\u00a02" in page["head"]["group"]


def test_a_surname_is_the_one_of_the_moment():
    rows = tables(1, 2, names=["Соловьёва Дарья Игоревна"])
    rows["movements"] = [
        {
            "movement_id": "m1", "student_id": "s001", "date": "2026-01-12", "kind": "name_changed", "group_id": "g",
            "former_last_name": "Петрова",
        }
    ]  # fmt: skip
    assert pages_of(rows)[0]["table"]["rows"][0]["name"] == "Петрова Дарья Игоревна"
    later = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    assert pages_of(rows, moment=later)[0]["table"]["rows"][0]["name"] == "Соловьёва Дарья Игоревна"


def test_a_course_without_lessons_is_one_clean_page_that_says_so():
    rows = tables(3, 0)
    for table in ("lessons", "entries", "grades"):
        del rows[table]
    part = part_of(context_of(rows))
    (page,) = part.view["pages"]
    assert page["message"] == "По состоянию на 30.12.2025, 18:00 занятия не проводились."
    assert (part.pages, part.starts) == (1, Side.ANY)


def test_the_left_page_lies_left_in_two_sided_print():
    rows = tables(3, 3)
    assert part_of(context_of(rows)).starts is Side.BACK
    assert part_of(context_of(rows, sides="one")).starts is Side.ANY


def test_hours_by_kind_stand_below_with_a_place_for_the_reason_of_a_difference():
    rows = tables(2, 4, kinds=["lesson", "practical", "consultation", "exam"])
    rows["course_hours"] = [
        {"course_id": "c1", "kind": kind, "planned": hours}
        for kind, hours in (("theory", "4"), ("practical", "2"), ("consultation", "2"), ("self_study", "6"))
    ]
    foot = pages_of(rows)[-1]["foot"]
    assert foot["hours"]["titles"] == [
        "Теория", "Практич. занятия", "Консультации", "Промеж. аттестация", "Всего", "Самост. работа",
    ]  # fmt: skip
    assert [row["values"] for row in foot["hours"]["rows"]] == [
        ["4", "2", "2", "0", "8", "6"],
        ["2", "2", "2", "2", "8", "—"],
        ["−2", "0", "0", "+2", "0", "—"],
    ]
    assert foot["reason"] is True


def test_no_line_is_drawn_that_nobody_will_fill():
    foot = pages_of(tables(2, 4))[-1]["foot"]
    assert foot["reason"] is False, "hours agree with the plan"
    assert foot["signatures"] == []


def test_a_teacher_signs_where_the_regulation_wants_it_and_the_director_where_the_settings_do():
    regulation = load_regulation("common")
    signing = replace(regulation, pack=replace(regulation.pack, teacher_signs_course=True))
    foot = pages_of(tables(2, 4), regulation=signing, director_signs="part")[-1]["foot"]
    assert [line["name"] for line in foot["signatures"]] == ["Т.Е.\u00a0Королёва", "Н.В.\u00a0Гордеева"]


def test_a_sheet_is_signed_on_its_face():
    two = pages_of(tables(2, 4), director_signs="sheet")
    assert [page["signature"] is not None for page in two] == [False, True], "two-sided: the right page is the face"
    one = pages_of(tables(2, 4), director_signs="sheet", sides="one")
    assert [page["signature"] is not None for page in one] == [True, True]


def test_not_assessed_is_told_with_term_and_form():
    rows = tables(2, 2)
    rows["grades"][0] |= {"value": "н/а", "make_up_until": "2026-02-15", "make_up_form": "собеседование"}
    notes = [note["text"] for note in pages_of(rows)[-1]["foot"]["notes"]]
    assert notes == ["Иванов01\u00a0П.С.\u00a0— н/а: ликвидировать до 15.02.2026, собеседование (семестр)."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [("б4", ("б", "4")), ("о4/3", ("о", "4/3")), ("5-", ("", "5-")), ("н", ("н", "")), ("н/а", ("", "н/а"))],
)
def test_a_code_is_set_apart_from_the_mark(text, parts):
    assert split_cell(load_regulation("common"), text) == parts


def test_a_wide_cell_widens_its_own_column_only():
    rows = tables(3, 20)
    rows["entries"] = [{"lesson_id": "l004", "student_id": "s001", "text": "н4/3/5"}]
    widths = lefts(pages_of(rows))[0]["table"]["widths"]
    dates = widths[2:-1]
    assert max(dates) == dates[4] > 9
    assert len(set(dates)) == 2


def test_twice_a_day_is_two_columns():
    rows = tables(2, 2)
    rows["lessons"][1]["date"] = str(FIRST_DAY)
    assert [day["text"] for day in pages_of(rows)[0]["table"]["days"]] == ["01", "01"]
