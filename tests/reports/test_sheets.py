"""What the summary sheets, lists and forms of a pack say."""

import datetime as dt
from dataclasses import replace

from ejarchive.model.results import Results
from ejarchive.readiness import Gap, GapKind, Readiness
from ejarchive.reports.absence_summary import term_absences
from ejarchive.reports.corrections_page import corrections_page
from ejarchive.reports.debts import debts_page
from ejarchive.reports.front_pages import opening_page, title_page
from ejarchive.reports.fulfilment import term_fulfilment
from ejarchive.reports.grade_columns import decimal, total_lines
from ejarchive.reports.grade_summary import term_grades
from ejarchive.reports.group_list import group_list
from ejarchive.reports.readiness_page import readiness_page
from ejarchive.reports.remarks_page import remarks_page
from ejarchive.settings import RegulationAct
from reports.small_journal import MOMENT, SETTINGS, context_of, tables


def rows_of(part):
    return [row for page in part.view["pages"] for row in (page["rows"] if isinstance(page, dict) else page)]


class TestGrades:
    def test_the_shares_are_those_of_the_check_vector(self):
        lines = total_lines([Results(fives=5, fours=10, threes=8, twos=1, not_assessed=1)])
        told = {line["label"]: line["cells"][0] for line in lines}
        assert (told["% успеваемости"], told["% качества"], told["СОУ, %"]) == ("92,0", "60,0", "58,0")
        assert (told["Оценок «5»"], told["Оценок «2»"], told["Оценок «н/а»"]) == ("5", "1", "1")

    def test_halves_are_rounded_up_as_people_do(self):
        assert [decimal(value) for value in (3.625, 4.0, None)] == ["3,63", "4,00", ""]

    def test_a_discipline_in_subgroups_is_one_column(self):
        rows = tables(students=4)
        rows["courses"][0]["subgroup"] = "1"
        rows["courses"].append(rows["courses"][0] | {"course_id": "c2", "subgroup": "2"})
        rows["course_students"] = [
            {"course_id": course, "student_id": student}
            for course, student in (("c1", "s001"), ("c1", "s002"), ("c2", "s003"))
        ]
        rows["grades"] = [
            {"course_id": "c1", "student_id": "s001", "period": "2025-1", "value": "5"},
            {"course_id": "c2", "student_id": "s003", "period": "2025-1", "value": "3"},
        ]
        (part,) = term_grades(context_of(rows))
        assert len(part.view["shape"]["headings"]) == 1
        assert [row["cells"] for row in part.view["rows"]] == [["5"], [""], ["3"], ["–"]]  # the last takes neither

    def test_an_examination_has_a_column_of_its_own_and_no_part_in_the_average(self):
        rows = tables(students=1)
        rows["grades"] = [
            {"course_id": "c1", "student_id": "s001", "period": "2025-1", "value": "5"},
            {"course_id": "c1", "student_id": "s001", "period": "2025-1", "kind": "exam", "value": "3"},
        ]
        (part,) = term_grades(context_of(rows))
        assert [each["text"] for each in part.view["shape"]["headings"]] == [
            "ОП.01 Материаловедение", "ОП.01 Материаловедение, экзамен"]  # fmt: skip
        assert part.view["rows"][0] == part.view["rows"][0] | {"cells": ["5", "3"], "average": "5,00"}

    def test_who_left_is_not_counted_and_has_a_dash(self):
        rows = tables(students=2)
        rows["movements"] = [{"movement_id": "m1", "student_id": "s001", "date": "2025-11-01", "kind": "expelled"}]
        rows["grades"] = [{"course_id": "c1", "student_id": "s002", "period": "2025-1", "value": "4"}]
        (part,) = term_grades(context_of(rows))
        assert [row["cells"] for row in part.view["rows"]] == [["–"], ["4"]]
        assert "— 1; учатся" in part.view["overall"].replace("\u00a0", " ")

    def test_a_large_group_with_many_courses_is_cut_into_pages(self):
        rows = tables(students=50)
        rows["courses"] += [
            rows["courses"][0] | {"course_id": f"c{n}", "code": f"ОП.{n:02d}", "name": f"Дисциплина № {n}"}
            for n in range(2, 30)
        ]
        parts = term_grades(context_of(rows))
        assert len(parts) == 4
        seen = [
            (row["number"], heading["text"])
            for part in parts
            for row in part.view["rows"]
            for heading in part.view["shape"]["headings"]
        ]
        assert len(seen) == len(set(seen)) == 50 * 29


class TestAbsences:
    def test_hours_stand_under_their_month_and_reason_and_lateness_apart(self):
        rows = tables(students=1, lessons=4)
        days = ("2025-09-01", "2025-09-02", "2025-10-01", "2025-10-02")
        for lesson, day in zip(rows["lessons"], days, strict=True):
            lesson["date"] = day
        rows["entries"] = [
            {"lesson_id": lesson, "student_id": "s001", "text": text, "absent_hours": hours}
            for lesson, text, hours in (
                ("l000", "н", None), ("l001", "б4", "1"), ("l002", "о5", None), ("l003", "п", None))
        ]  # fmt: skip
        (part,) = term_absences(context_of(rows))
        (row,) = part.view["rows"]
        assert part.view["codes"] == ["п", "б", "н"]
        september, october, november, december, total = row["groups"]
        assert september == ["3", "", "1", "2"]
        assert october == ["2", "2", "", ""]
        assert november == december == ["", "", "", ""]
        assert total == ["5", "2", "1", "2"]
        assert row["late"] == "1"

    def test_consultations_and_cancelled_lessons_add_nothing(self):
        rows = tables(students=1, lessons=2)
        rows["lessons"][0]["kind"], rows["lessons"][1]["status"] = "consultation", "cancelled"
        rows["entries"] = [{"lesson_id": f"l00{n}", "student_id": "s001", "text": "н"} for n in range(2)]
        (part,) = term_absences(context_of(rows))
        assert part.view["sums"][0]["groups"][-1] == ["", "", "", ""]


class TestFulfilment:
    def test_the_lag_is_what_was_planned_and_not_given(self):
        rows = tables(lessons=4)
        rows["courses"][0]["planned_hours"] = "10"
        part = term_fulfilment(context_of(rows))
        assert rows_of(part)[0]["total"] == ["10", "8", "80,0", "2"]
        assert part.view["totals"] == ["10", "8", "80,0", "2"]

    def test_a_placement_has_given_its_hours_when_the_practice_is_over(self):
        rows = tables(lessons=0) | {"entries": [], "grades": []}
        rows["courses"][0] |= {"kind": "work_placement", "planned_hours": "36"}
        rows["practices"] = [
            {"course_id": "c1", "starts": "2025-11-03", "ends": "2025-11-10", "hours": "36", "subgroup": None}
        ]
        assert rows_of(term_fulfilment(context_of(rows)))[0]["total"] == ["36", "36", "100,0", "–"]
        before = context_of(rows, moment=dt.datetime(2025, 11, 5, tzinfo=dt.UTC))
        assert rows_of(term_fulfilment(before))[0]["total"] == ["36", "0", "0,0", "36"]


class TestGroupList:
    def test_movement_is_told_in_nouns_with_its_order(self):
        rows = tables(students=1)
        rows["groups"].append({"group_id": "h", "name": "22-ТМ"})
        rows["movements"] = [
            {"movement_id": "m1", "student_id": "s001", "date": "2025-09-01", "kind": "enrolled",
             "order_number": "102-у", "order_date": "2025-08-16", "group_id": "h"},
            {"movement_id": "m2", "student_id": "s001", "date": "2025-10-01", "kind": "transferred_in",
             "order_number": "5", "from_group_id": "h", "to_group_id": "g"},
            {"movement_id": "m3", "student_id": "s001", "date": "2025-11-01", "kind": "name_changed",
             "former_last_name": "Ёлкин"},
            {"movement_id": "m4", "student_id": "s001", "date": "2026-03-01", "kind": "expelled"},
        ]  # fmt: skip
        rows["individual_plans"] = [
            {"student_id": "s001", "starts": "2025-10-15", "order_number": "7", "order_date": "2025-10-14"}
        ]
        (row,) = rows_of(group_list(context_of(rows)))
        assert [line.replace("\u00a0", " ") for line in row["lines"]] == [
            "01.09.2025 — зачисление, приказ № 102-у от 16.08.2025",
            "01.10.2025 — перевод из группы 22-ТМ, приказ № 5",
            "01.11.2025 — смена фамилии, прежняя: Ёлкин",
            "ИУП, приказ № 7 от 14.10.2025",
        ]

    def test_birth_dates_are_printed_only_where_the_college_wants_them(self):
        rows = tables(students=1)
        rows["students"][0]["birth_date"] = "2008-11-03"
        assert rows_of(group_list(context_of(rows)))[0]["born"] == ""
        assert rows_of(group_list(context_of(rows, birth_dates=True)))[0]["born"] == "03.11.2008"

    def test_who_came_and_left_is_summed_up(self):
        rows = tables(students=3)
        rows["movements"] = [
            {"movement_id": "m1", "student_id": "s001", "date": "2025-10-01", "kind": "enrolled", "group_id": "g"},
            {"movement_id": "m2", "student_id": "s002", "date": "2025-10-02", "kind": "expelled"},
        ]
        told = group_list(context_of(rows)).view["summary"].replace("\u00a0", " ")
        assert told == "На начало периода — 2 обучающихся, прибыло 1, выбыло 1, на конец периода — 2 обучающихся."


class TestDebts:
    def test_the_signed_grade_stays_and_what_came_of_it_stands_beside_it(self):
        rows = tables(students=2)
        rows["grades"] = [
            {"course_id": "c1", "student_id": "s001", "period": "2025-1", "value": "н/а",
             "make_up_until": "2026-02-15", "make_up_form": "контрольная работа"},
            {"course_id": "c1", "student_id": "s002", "period": "2025-1", "value": "4"},
        ]  # fmt: skip
        rows["attempts"] = [
            {"course_id": "c1", "student_id": "s001", "period": "2025-1", "number": "1", "date": "2025-12-29",
             "value": "2", "kind": "retake", "document_number": "4-Л"},
            {"course_id": "c1", "student_id": "s001", "period": "2025-1", "number": "2", "date": "2025-12-30",
             "value": "3", "kind": "commission"},
            {"course_id": "c1", "student_id": "s001", "period": "2025-1", "number": "3", "date": "2026-06-01",
             "value": "5", "kind": "commission"},
        ]  # fmt: skip
        (row,) = rows_of(debts_page(context_of(rows)))
        assert (row["grade"], row["terms"]) == ("н/а", "до 15.02.2026, контрольная работа")
        first, second, commission = row["attempts"]
        assert (first["value"], second["value"], commission["value"]) == ("2", "", "3")  # the last is of the future
        assert first["document"] == "№\u00a04-Л"

    def test_without_debts_there_is_no_sheet(self):
        assert debts_page(context_of(tables())) is None


class TestRemarks:
    def remark(self, **facts):
        return {"remark_id": "r1", "date": "2025-11-05", "author_id": "p2", "responsible_id": "p1", "group_id": "g",
                "course_id": "c1", "text": "Не записана тема.", "state": "issued"} | facts  # fmt: skip

    def test_a_page_without_remarks_is_ruled_for_the_pen(self):
        (page,) = remarks_page(context_of(tables())).view["pages"]
        assert page["rows"] == []
        assert page["blank"] > 20

    def test_what_the_data_only_presume_is_said_to_be_presumed(self):
        marks = {}
        for state in ("issued", "presumed_eliminated", "confirmed"):
            rows = tables()
            rows["remarks"] = [self.remark(state=state, resolved_at="2025-11-07", resolution="Тема записана")]
            marks[state] = rows_of(remarks_page(context_of(rows)))[0]["mark"].replace("\u00a0", " ")
        assert marks == {
            "issued": "",
            "presumed_eliminated": "устранено по данным журнала 07.11.2025, тема записана, Королёва Т.Е.",
            "confirmed": "устранено 07.11.2025, тема записана, Королёва Т.Е.",
        }

    def test_proposed_and_dropped_ones_are_nobodys(self):
        rows = tables()
        rows["remarks"] = [self.remark(state="proposed"), self.remark(remark_id="r2", state="dropped")]
        assert rows_of(remarks_page(context_of(rows))) == []

    def test_many_remarks_go_on_over_pages_and_keep_room_for_the_pen(self):
        rows = tables()
        rows["remarks"] = [self.remark(remark_id=f"r{n}", text="Не записана тема. " * 9) for n in range(30)]
        part = remarks_page(context_of(rows))
        assert part.pages == len(part.view["pages"]) > 2
        assert part.view["pages"][-1]["blank"] >= 5
        assert len(rows_of(part)) == 30


class TestCorrections:
    def correction(self, number, **facts):
        return {"correction_id": f"k{number}", "at": "2025-10-06T16:10:00+04:00", "author_id": "p1", "course_id": "c1",
                "lesson_id": "l000", "student_id": "s001", "field": "text", "before": "3", "after": "4",
                "reason": "Ошибка при внесении", "kind": "correction"} | facts  # fmt: skip

    def test_refined_reasons_of_absence_stand_apart_and_together(self):
        rows = tables()
        refined = {"before": "н", "after": "б", "kind": "absence_reason"}
        rows["corrections"] = [
            self.correction(1),
            self.correction(2, **refined),
            self.correction(3, lesson_id="l001", **refined),
        ]
        (page,) = corrections_page(context_of(rows)).view["pages"]
        assert [(row["before"], row["after"], row["field"]) for row in page["fix"]] == [("3", "4", "запись")]
        (reason,) = page["reason"]
        assert reason["change"] == "н → б"
        assert [day["day"] for day in reason["lessons"]] == ["01.09", "26.09"]

    def test_without_corrections_there_is_no_sheet(self):
        assert corrections_page(context_of(tables())) is None


class TestFrontPages:
    def test_the_title_bears_no_period_and_room_for_the_years_to_come(self):
        rows = tables()
        rows["group_years"] = [
            {"group_id": "g", "academic_year": "2024", "name": "11-ТМ", "year_of_study": "1", "curator_id": "p2"}
        ]
        view = title_page(context_of(rows)).view
        assert [(row["name"], row["course"]) for row in view["years"]] == [("11-ТМ", "1"), ("21-ТМ", "2")]
        assert view["blank_years"] == 3
        assert (view["started"], view["started_year"]) == ("", "2024")  # nobody knows the day of 2024
        assert "семестр" not in str(view)

    def test_a_title_a_year_names_its_year(self):
        view = title_page(context_of(tables(), file_unit="year")).view
        assert (view["year"], view["blank_years"], view["started"]) == ("2025/2026", 0, "1\u00a0сентября 2025\u00a0г.")

    def test_the_file_ends_with_graduation(self):
        rows = tables()
        rows["group_events"] = [{"group_id": "g", "date": "2025-12-29", "kind": "graduated"}]
        assert title_page(context_of(rows)).view["ended"] == "29\u00a0декабря 2025\u00a0г."
        assert title_page(context_of(tables())).view["ended"] == ""

    def test_the_opening_page_tells_what_happened_to_the_group(self):
        rows = tables()
        rows["groups"].append({"group_id": "h", "name": "22-ТМ"})
        rows["group_years"] = [{"group_id": "g", "academic_year": "2024", "name": "11-ТМ"}]
        rows["group_events"] = [
            {"group_id": "g", "date": "2025-09-01", "kind": "renamed", "order_number": "118-у"},
            {"group_id": "g", "date": "2025-10-01", "kind": "merged_into", "other_group_id": "h"},
        ]
        lines = opening_page(context_of(rows)).view["lines"]
        assert [line["value"].replace("\u00a0", " ") for line in lines if line["label"] == "Движение группы"] == [
            "01.09.2025 переименована из 11-ТМ, приказ № 118-у",
            "01.10.2025 влита в группу 22-ТМ",
        ]

    def test_only_the_colleges_own_act_is_cited(self):
        assert opening_page(context_of(tables())).view["act"] == ""
        act = RegulationAct(title="Положение об электронном журнале", number="128", date=dt.date(2025, 8, 29))
        view = opening_page(context_of(tables(), settings=replace(SETTINGS, regulation_act=act))).view
        assert view["act"].replace("\u00a0", " ") == "Положение об электронном журнале (приказ № 128 от 29.08.2025)"


def test_readiness_is_told_by_person_with_what_to_do():
    gaps = (
        Gap(kind=GapKind.GRADE, count=2, course_id="c1", responsible_id="p1", student_ids=("s002", "s001")),
        Gap(kind=GapKind.REMARK, responsible_id="p2", dates=(dt.date(2025, 11, 5),)),
        Gap(kind=GapKind.TOPIC, course_id="c1"),
    )
    document = readiness_page(context_of(tables()), Readiness(group_id="g", term_id="2025-1", gaps=gaps))
    groups = document.parts[0].view["groups"]
    assert [group["person"] for group in groups] == [
        "Заяц-Русак Андрей Викторович", "Королёва Татьяна Ефимовна", "Ответственный не указан"]  # fmt: skip
    row = groups[1]["rows"][0]
    assert row["students"].replace("\u00a0", " ") == "Иванов01 П.С., Иванов02 П.С."
    assert row["remedy"] == "Выставить оценки за период"
    assert document.moment == MOMENT
