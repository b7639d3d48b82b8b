"""What a statement says in each case: grounds, requests, readers, periods, missing data."""

import datetime as dt
from dataclasses import replace

import pytest

from ejarchive.regulation import load_regulation
from ejarchive.reports.statement import StatementOptions, build_statement, statement_source
from ejarchive.settings import RegulationAct, Signatory
from reports.small_journal import MOMENT, SETTINGS, journal_of, tables
from reports.statement.conftest import ISSUED, items, rows, words


def small(rows=None, *, regulation="common", settings=SETTINGS, student="s001", moment=MOMENT, **changes):
    source = statement_source(journal_of(rows or tables()), settings, load_regulation(regulation), moment)
    return build_statement(source, student, replace(ISSUED, **changes))


def facts(document):
    return {label: value.replace("\u00a0", " ") for item in items(document, "fact") for label, value in item["pairs"]}


def lead(document):
    return items(document, "lead")[0]["text"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("regulation", "informing", "act", "told"),
    [
        ("apt-2020", False, True, "Положение (приказ № 5 от 01.09.2025), п. 4.6"),
        ("bgsht-2022", False, True, "Положение (приказ № 5 от 01.09.2025), п. 4.2.5.2"),
        ("bgsht-2022", True, True, "Положение (приказ № 5 от 01.09.2025), п. 4.2.5.2"),
        ("apt-2020", True, True, "Положение (приказ № 5 от 01.09.2025)"),
        ("common", False, True, "Положение (приказ № 5 от 01.09.2025)"),
        ("common", False, False, "по настройке учреждения"),
        ("apt-2020", False, False, "Положение об электронном журнале и дневнике обучающихся (2020), п. 4.6"),
    ],
)
def test_the_ground_is_the_colleges_own_act(regulation, informing, act, told):
    own = RegulationAct(title="Положение", number="5", date=dt.date(2025, 9, 1)) if act else RegulationAct()
    document = small(regulation=regulation, settings=replace(SETTINGS, regulation_act=own), informing=informing)
    assert facts(document)["Основание"] == told


def test_a_request_is_told_with_capacity_and_basis_and_no_name():
    document = small(reader="official", basis="ст. 6 ч. 1 п. 2 152-ФЗ", copy_number=2)
    assert facts(document)["Запрос"] == (
        "№ 15 от 12.01.2026, заявитель: уполномоченное должностное лицо; ст. 6 ч. 1 п. 2 152-ФЗ"
    )
    assert document.parts[0].view["title"] == "Сводная ведомость успеваемости и посещаемости №\u00a07 (экз.\u00a02)"
    assert "выдаётся бесплатно" in words(document)
    assert document.watermark == ""


def test_without_request_and_without_informing_it_is_a_draft_without_slip():
    document = small(request_number="", issue_number="")
    assert document.watermark == "Черновик"
    assert not any(page["slip"] for part in document.parts for page in part.view["pages"])
    assert "бесплатно" not in words(document)


def test_the_person_who_certifies_is_the_one_of_the_issue_day():
    acting = Signatory(position="И.о. заведующего", name="А.А. Новый", since=dt.date(2026, 1, 10))
    head = Signatory(position="Заведующий отделением", name="Б.Б. Прежний")
    settings = replace(SETTINGS, signatories={"statement": (head, acting)})
    assert "Прежний" in words(small(settings=settings))
    assert "А.А. Новый" in words(small(settings=settings, issue_date=dt.date(2026, 1, 12)))
    assert items(small(), "signature")[0]["position"] == "Руководитель структурного подразделения"


@pytest.mark.parametrize(
    ("born", "under"),
    [
        ("2007-12-29", "для обучающегося"),
        ("2007-12-31", "для родителей (законных представителей)"),
        ("", "для родителей (законных представителей)"),
    ],
)
def test_informing_goes_to_an_adult_himself(born, under):
    made = tables()
    made["groups"][0]["curator_id"] = "p2"
    made["students"][0] |= {"birth_date": born} if born else {}
    document = small(
        made, informing=True, reader=None, request_number="", issue_number="", annex=True, regulation="bgsht-2022"
    )
    said = words(document)
    assert under in said
    assert "Классный руководитель" in said
    assert "А.В. Заяц-Русак" in said
    assert "Ознакомлен(а)" in said
    (signature,) = items(document, "signature")
    assert not signature["seal"]
    assert not signature["certifies"]
    assert "Запрос" not in facts(document)
    assert ("Тема занятия" in said) == (under == "для обучающегося")  # БГСХТ 3.3: the student sees topics
    assert document.stem == "informing-s001-2025-1"


def test_hours_that_nobody_wrote_are_not_invented():
    made = tables(students=1, lessons=8)
    for row in made["lessons"]:
        del row["hours"]
    document = small(made)
    assert lead(document) == (
        "За период проведено 8 занятий. "
        "Пропущено 2 занятия: по болезни — 1, без уважительной причины — 1. Опозданий: 1."
    )
    assert "Продолжительность занятий: нет данных." in words(document)
    made = tables(students=1, lessons=8)
    del made["lessons"][0]["hours"]
    assert "Занятий без указанной продолжительности: 1; их часы не посчитаны." in words(small(made))


def test_grades_without_lessons_are_printed_and_the_lack_is_told():
    made = tables()
    del made["lessons"], made["entries"]
    document = small(made)
    assert lead(document) == "Сведений о проведённых занятиях, пропусках и опозданиях в исходных данных нет."
    assert rows(document)[0]["grades"] == ["4"]
    assert rows(document)[0]["held"] == "нет данных"


def test_lessons_without_cells_are_printed_and_the_lack_is_told():
    made = tables()
    del made["entries"]
    document = small(made)
    assert lead(document).endswith("Сведений об отметках, пропусках и опозданиях в исходных данных нет.")
    assert rows(document)[0]["held"] == "4 (8)"
    assert rows(document)[0]["missed"] == "нет данных"


def test_a_discipline_that_may_be_another_subgroups_is_told_of():
    """A class report does not say who is in which subgroup."""
    told = "не указано, кто в какой подгруппе"
    made = tables(students=1)
    made["courses"].append(made["courses"][0] | {"course_id": "c2", "name": "Труд (вторая подгруппа)"})
    made["lessons"].append(made["lessons"][0] | {"lesson_id": "other", "course_id": "c2"})
    assert told in words(small(made))
    assert told not in words(small())
    made["course_students"] = [{"course_id": "c2", "student_id": "s001"}]
    assert told not in words(small(made))


def test_a_student_of_no_group_in_the_period():
    made = tables()
    made["movements"] = [
        {"movement_id": "m1", "student_id": "s001", "date": "2026-02-01", "kind": "enrolled", "group_id": "g"}
    ]
    document = small(made, annex=True)
    assert "не числился в группах" in words(document)
    assert rows(document) == []


def test_a_name_is_that_of_the_day_of_the_data():
    made = tables()
    made["movements"] = [
        {
            "movement_id": "m1",
            "student_id": "s001",
            "date": "2025-11-24",
            "kind": "name_changed",
            "former_last_name": "Прежняя",
        }
    ]
    assert facts(small(made))["Обучающийся"] == "Иванов01 Пётр Сергеевич"
    before = small(made, moment=dt.datetime(2025, 11, 1, tzinfo=dt.UTC))
    assert facts(before)["Обучающийся"] == "Прежняя Пётр Сергеевич"


def test_lessons_to_come_and_cancelled_ones_are_not_counted():
    made = tables(lessons=4)  # on 1 and 26 September, 21 October, 15 November
    made["lessons"][1]["status"] = "cancelled"
    assert lead(small(made)).startswith("За период проведено 3 занятия (6 ч.).")
    early = small(made, moment=dt.datetime(2025, 10, 1, tzinfo=dt.UTC))
    assert lead(early).startswith("За период проведено 1 занятие (2 ч.).")


def test_grades_of_just_any_days_are_those_whose_period_ended_in_them():
    days = {"term_id": None, "starts": dt.date(2025, 10, 1)}
    within = small(**days, ends=dt.date(2025, 12, 28))
    assert next(item["grades"] for item in items(within, "table")) == ["1 семестр 2025/2026"]
    assert rows(within)[0]["grades"] == ["4"]
    short = small(**days, ends=dt.date(2025, 12, 27))
    assert next(item["grades"] for item in items(short, "table")) == []


def test_a_period_must_be_known():
    with pytest.raises(KeyError):
        small(term_id="2030-1")
    with pytest.raises(KeyError):
        small(student="nobody")
    with pytest.raises(ValueError, match="first and last day"):
        small(term_id=None)
    with pytest.raises(ValueError, match="first and last day"):
        small(term_id=None, starts=dt.date(2025, 10, 2), ends=dt.date(2025, 10, 1))


def test_file_names_are_ids_and_tell_the_forms_apart():
    stems = {small(**changes).stem for changes in ({}, {"large": True}, {"accessible": True}, {"issue_number": "8"})}
    assert stems == {
        "statement-7-s001-2025-1",
        "statement-7-s001-2025-1-large",
        "statement-7-s001-2025-1-accessible",
        "statement-8-s001-2025-1",
    }
    assert small(term_id=None, starts=dt.date(2025, 9, 1), ends=dt.date(2025, 9, 30)).stem == (
        "statement-7-s001-20250901-20250930"
    )


def test_a_title_names_nobody():
    assert (
        small().title
        == "Сводная ведомость успеваемости и посещаемости №\u00a07: s001, 1 семестр 2025/2026 учебного года"
    )


def test_birthdays(college):
    source = college.source()
    assert source.students["s018"].birth_date == dt.date(2007, 8, 15)
    assert source.is_adult("s018", dt.date(2025, 8, 14)) is False
    assert source.is_adult("s018", dt.date(2025, 8, 15)) is True
    made = statement_source(journal_of(tables()), SETTINGS, load_regulation("common"), MOMENT)
    assert made.is_adult("s001", MOMENT.date()) is None


def test_enlarged_cards_say_what_the_table_says(college):
    table = {row["title"]: row for row in rows(college.statement("s006"))}
    cards = items(college.statement("s006", large=True), "card")
    assert {card["title"] for card in cards} == set(table)
    for card in cards:
        told = dict(text.split(": ", 1) for text in card["texts"])
        row = table[card["title"]]
        assert told.get("Проведено занятий (часов)", "") == row["held"]
        assert told.get("Пропущено занятий (часов)", "") == row["missed"]
        assert told.get("Отметки", row["marks"] or "нет") == (row["marks"] or "нет")
        assert [value for label, value in told.items() if label.startswith("Оценка")] == [g for g in row["grades"] if g]


def test_options_say_themselves_whether_they_are_a_draft():
    assert StatementOptions(term_id="2025-1").is_draft
    assert not StatementOptions(informing=True).is_draft
    assert not StatementOptions(request_number="1").is_draft
    assert StatementOptions(request_number="1", draft=True).is_draft
