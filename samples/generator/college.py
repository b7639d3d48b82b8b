"""The invented college: its groups, staff and students before anything happens to them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.calendar import HOLIDAYS, OUTAGE, RETRIEVED_AT, TERM_IDS, TERMS
from generator.tables import Row, Tables

GROUPS = {
    "tm24": ("21-ТМ", "35.02.16", "Эксплуатация и ремонт сельскохозяйственной техники и оборудования", "speciality", 2,
             "p13", "Отделение механизации"),
    "pk25": ("11-ПК", "43.01.09", "Повар, кондитер", "profession", 1, "p16", "Отделение сервиса"),
    "vt25": ("11-ВТ", "36.02.01", "Ветеринария", "speciality", 1, "p18", "Отделение ветеринарии"),
}  # fmt: skip

# id, last name, first name, middle name, roles, position
STAFF = (
    ("p01", "Гордеева", "Наталья", "Викторовна", "director", "Директор"),
    ("p02", "Мещерякова", "Ольга", "Юрьевна", "deputy_academic",
     "Заместитель директора по учебно-методической работе"),
    ("p03", "Лукьянов", "Аркадий", "Петрович", "deputy_practical;acting_director",
     "Заместитель директора по учебно-производственной работе"),
    ("p04", "Синицын", "Илья", "Вадимович", "administrator", "Техник-программист"),
    ("p05", "Королёва", "Татьяна", "Ефимовна", "teacher", "Преподаватель"),
    ("p06", "Бессонов", "Игорь", "Валентинович", "teacher", "Преподаватель"),
    ("p07", "Шевченко-Добровольская", "Ангелина", "Вячеславовна", "teacher", "Преподаватель"),
    ("p08", "Мустафина", "Гузель", "Ильдаровна", "teacher", "Преподаватель"),
    ("p09", "Прохоров", "Анатолий", "Семёнович", "teacher", "Преподаватель-организатор ОБЗР"),
    ("p10", "Зубков", "Денис", "Леонидович", "teacher", "Руководитель физического воспитания"),
    ("p11", "Тимошенко", "Лариса", "Аркадьевна", "teacher", "Преподаватель"),
    ("p12", "Никифоров", "Вадим", "Эдуардович", "teacher", "Преподаватель"),
    ("p13", "Золотарёв", "Михаил", "Игнатьевич", "teacher;curator", "Преподаватель"),
    ("p14", "Пахомов", "Сергей", "Трофимович", "master;teacher", "Мастер производственного обучения"),
    ("p15", "Кривошеев", "Виталий", "Андреевич", "master", "Мастер производственного обучения"),
    ("p16", "Лисицына", "Марина", "Геннадьевна", "master;teacher;curator", "Мастер производственного обучения"),
    ("p17", "Ганина", "Елена", "Борисовна", "teacher", "Преподаватель"),
    ("p18", "Воробьёва", "Ирина", "Станиславовна", "teacher;curator", "Преподаватель"),
    ("p19", "Преображенская", "Валентина", "Иннокентьевна", "teacher", "Преподаватель"),
    ("p20", "Хайруллин", "Радик", "Шамильевич", "teacher", "Преподаватель"),
    ("p21", "Артамонова", "Юлия", "Игоревна", "teacher", "Преподаватель"),
    ("p22", "Дроздова", "Людмила", "Афанасьевна", "teacher", "Преподаватель"),
    ("p23", "Осипова", "Вера", "Никитична", "teacher;curator", "Преподаватель"),
)  # fmt: skip


def group_id(short: str) -> str:
    """Return the id of a group, `g-tm24`: no name in it."""
    return f"g-{short}"


def read_people() -> list[Row]:
    """Read the students from `people.txt`."""
    rows: list[Row] = []
    group = ""
    for line in Path(__file__).with_name("people.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            group = line[3:]
        elif line and not line.startswith("#"):
            student, last, first, middle, born, diary = line.split("|")
            rows.append({
                "student_id": student, "group_id": group_id(group), "last_name": last, "first_name": first,
                "middle_name": middle or None, "birth_date": dt.date.fromisoformat(born), "diary": diary,
            })  # fmt: skip
    return rows


def add_college(tables: Tables) -> None:
    """Fill the tables that do not change during the year."""
    for short, (name, code, title, kind, year, curator, department) in GROUPS.items():
        tables["groups"].append({
            "group_id": group_id(short), "name": name, "programme_code": code, "programme_name": title,
            "programme_kind": kind, "year_of_study": year, "study_form": "full_time", "curator_id": curator,
            "department": department,
        })  # fmt: skip
        if short == "tm24":
            tables["group_years"].append({
                "group_id": group_id(short), "academic_year": 2024, "name": "11-ТМ", "year_of_study": 1,
                "curator_id": "p23",
            })  # fmt: skip
        tables["group_years"].append({
            "group_id": group_id(short), "academic_year": 2025, "name": name, "year_of_study": year,
            "curator_id": curator,
        })  # fmt: skip
    tables["group_events"].append({
        "group_id": group_id("tm24"), "date": dt.date(2025, 9, 1), "kind": "renamed", "order_number": "118-у",
        "order_date": dt.date(2025, 8, 28),
    })  # fmt: skip
    keys = ("person_id", "last_name", "first_name", "middle_name", "roles", "position")
    tables["staff"] = [dict(zip(keys, person, strict=True)) for person in STAFF]
    tables["students"] = read_people()
    for number, (starts, ends) in TERMS.items():
        tables["terms"].append({
            "term_id": TERM_IDS[number], "starts": starts, "ends": ends, "kind": "semester",
            "title": f"{number} семестр 2025/2026 учебного года",
        })  # fmt: skip
    # The cooks end two weeks earlier: they have no work placement this year.
    tables["terms"].append({
        "term_id": TERM_IDS[2], "starts": TERMS[2][0], "ends": dt.date(2026, 6, 14), "kind": "semester",
        "title": "2 семестр 2025/2026 учебного года", "group_id": group_id("pk25"),
    })  # fmt: skip
    tables["holidays"] = [{"starts": a, "ends": b, "name": name} for a, b, name in HOLIDAYS]
    tables["outages"] = [
        {"starts_at": OUTAGE[0], "ends_at": OUTAGE[1], "note": "Авария у поставщика услуг связи, журнал недоступен"}
    ]
    tables["sources"].append({
        "name": "vygruzka-zhurnala-2025-2026.json", "kind": "school_system_export",
        "sha256": "9b5d2c6a4f0e18d37ac1f3e57b60c8a2d94e1f07358bc26ae0d7f19c4b83a65e", "retrieved_at": RETRIEVED_AT,
    })  # fmt: skip
