# ruff: noqa: N802 - a function is named by the code it must raise, as a folder of tests/bad is
"""One change for each function, made with the csv module alone; named by the code that `compare` must tell it with.

A function edits the tables and returns the key of the row it has changed, and the column where one is meant.
"""

import csv
from collections.abc import Callable
from pathlib import Path

Rows = list[dict[str, str]]
PLANTS: dict[str, Callable[["Tables"], tuple[tuple[str, ...], str | None]]] = {}
"""Name → the change. Several may have one code: what follows the second `__` tells them apart."""


def plant(function):
    PLANTS[function.__name__] = function
    return function


class Tables:
    """The csv files of a journal folder, edited by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, Rows] = {}
        for file in folder.glob("*.csv"):
            with file.open(encoding="utf-8", newline="") as text:
                self.rows[file.stem] = list(csv.DictReader(text))

    def row(self, table: str, **wanted: str) -> dict[str, str]:
        return next(row for row in self.rows[table] if all(row[name] == value for name, value in wanted.items()))

    def add(self, table: str, **values: str) -> None:
        self.rows[table].append(dict.fromkeys(self.rows[table][0], "") | values)

    def remove(self, table: str, row: dict[str, str]) -> None:
        self.rows[table].remove(row)

    def write(self, folder: Path) -> Path:
        folder.mkdir()
        (folder / "ejarchive.toml").write_bytes((self.folder / "ejarchive.toml").read_bytes())
        for name, rows in self.rows.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as text:
                writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return folder


LATE = "2026-06-29T21:15:00+04:00"
COURSE, OTHER = "c-tm24-oup09-1", "c-vt25-ood01-1"


def lesson_of(tables: Tables, number: int, course: str = COURSE) -> dict[str, str]:
    return [row for row in tables.rows["lessons"] if row["course_id"] == course][number]


def entry_of(tables: Tables, number: int, student: int = 0) -> dict[str, str]:
    lesson = lesson_of(tables, number)["lesson_id"]
    return [row for row in tables.rows["entries"] if row["lesson_id"] == lesson][student]


def corrected(tables: Tables, code: str, **values: str) -> None:
    tables.add(
        "corrections", correction_id=code, at=LATE, author_id="p05", reason="Ошибка", kind="correction", **values
    )


@plant
def C101_mark_added(tables):
    lesson = lesson_of(tables, 1)["lesson_id"]
    there = {row["student_id"] for row in tables.rows["entries"] if row["lesson_id"] == lesson}
    student = next(row["student_id"] for row in tables.rows["students"] if row["student_id"] not in there)
    tables.add("entries", lesson_id=lesson, student_id=student, text="5", mark_recorded_at=LATE, recorded_by="p09")
    return (lesson, student), None


@plant
def C102_mark_removed(tables):
    row = entry_of(tables, 2)
    tables.remove("entries", row)
    return (row["lesson_id"], row["student_id"]), None


@plant
def C103_mark_changed(tables):
    row = entry_of(tables, 3)
    row |= {"text": "2" if row["text"] != "2" else "5", "mark_recorded_at": LATE, "recorded_by": "p09"}
    return (row["lesson_id"], row["student_id"]), "text"


@plant
def C103_mark_changed__with_a_correction(tables):
    row = entry_of(tables, 4)
    before, row["text"] = row["text"], "3" if row["text"] != "3" else "4"
    corrected(tables, "k9001", course_id=COURSE, lesson_id=row["lesson_id"], student_id=row["student_id"],
              field="text", before=before, after=row["text"])  # fmt: skip
    return (row["lesson_id"], row["student_id"]), "text"


@plant
def C103_mark_changed__correction_withdrawn(tables):
    correction = tables.row("corrections", field="text", course_id=COURSE)
    where = {name: correction[name] for name in ("lesson_id", "student_id")}
    tables.row("entries", **where)["text"] = correction["before"]
    tables.remove("corrections", correction)
    return tuple(where.values()), "text"


@plant
def C104_entry_fact_changed(tables):
    row = next(row for row in tables.rows["entries"][5000:] if row["text"] == "н")
    row["absent_hours"] = "1"
    return (row["lesson_id"], row["student_id"]), "absent_hours"


@plant
def C104_entry_fact_changed__stamp_alone(tables):
    row = entry_of(tables, 5)
    row["mark_recorded_at" if row["mark_recorded_at"] else "absence_recorded_at"] = "2025-09-30T10:00:00+04:00"
    return (row["lesson_id"], row["student_id"]), (
        "mark_recorded_at" if row["mark_recorded_at"] == "2025-09-30T10:00:00+04:00" else "absence_recorded_at"
    )


@plant
def C111_lesson_added(tables):
    tables.add("lessons", lesson_id="l9001", course_id=COURSE, date="2025-12-27", slot="6", hours="2", topic="Приписка",
               recorded_at=LATE)  # fmt: skip
    for student in ("s001", "s002"):
        tables.add("entries", lesson_id="l9001", student_id=student, text="5", recorded_by="p05")
    return ("l9001",), None


@plant
def C112_lesson_removed(tables):
    spoken_of = {row["lesson_id"] for table in ("remarks", "corrections") for row in tables.rows[table]}
    lessons = [row for row in tables.rows["lessons"] if row["course_id"] == COURSE][20:]
    lesson = next(row for row in lessons if row["lesson_id"] not in spoken_of)
    for table in ("lessons", "tasks", "entries"):
        tables.rows[table] = [row for row in tables.rows[table] if row["lesson_id"] != lesson["lesson_id"]]
    return (lesson["lesson_id"],), None


@plant
def C113_topic_changed(tables):
    row = lesson_of(tables, 7)
    row |= {"topic": "Совсем другая тема", "recorded_at": LATE}
    return (row["lesson_id"],), "topic"


@plant
def C113_topic_changed__with_a_correction(tables):
    row = lesson_of(tables, 8)
    corrected(tables, "k9002", course_id=COURSE, lesson_id=row["lesson_id"], field="topic", before=row["topic"],
              after="Исправленная тема")  # fmt: skip
    row["topic"] = "Исправленная тема"
    return (row["lesson_id"],), "topic"


@plant
def C114_lesson_moved(tables):
    row = lesson_of(tables, 9)
    row |= {"moved_from": row["date"], "date": "2025-12-26", "slot": "6"}
    return (row["lesson_id"],), "date"


@plant
def C115_homework_changed(tables):
    row = lesson_of(tables, 10)
    row["homework"] = "§ 100, всё"
    return (row["lesson_id"],), "homework"


@plant
def C116_lesson_fact_changed(tables):
    row = lesson_of(tables, 11)
    row["hours"] = "4"
    return (row["lesson_id"],), "hours"


@plant
def C116_lesson_fact_changed__teacher(tables):
    row = lesson_of(tables, 12)
    row["teacher_id"] = "p09"
    return (row["lesson_id"],), "teacher_id"


@plant
def C116_lesson_fact_changed__status(tables):
    row = lesson_of(tables, 0, OTHER)
    row["status"] = "cancelled"
    return (row["lesson_id"],), "status"


@plant
def C121_task_added(tables):
    tables.add("tasks", task_id="t9001", lesson_id=lesson_of(tables, 13)["lesson_id"], kind="essay", title="Реферат")
    return ("t9001",), None


@plant
def C122_task_removed(tables):
    used = {code for row in tables.rows["entries"] for code in row["task_ids"].split(";")}
    row = next(row for row in tables.rows["tasks"] if row["task_id"] not in used)
    tables.remove("tasks", row)
    return (row["task_id"],), None


@plant
def C123_task_changed(tables):
    row = tables.rows["tasks"][20]
    row["title"] = "Другое задание"
    return (row["task_id"],), "title"


@plant
def C131_grade_added(tables):
    tables.add("grades", course_id=COURSE, student_id="s001", period="2025-1", kind="coursework", value="5",
               recorded_at=LATE, recorded_by="p05")  # fmt: skip
    return (COURSE, "s001", "2025-1", "coursework"), None


@plant
def C132_grade_removed(tables):
    row = tables.row("grades", course_id=COURSE, student_id="s002", kind="exam")
    tables.remove("grades", row)
    return (COURSE, "s002", row["period"], "exam"), None


@plant
def C133_grade_changed(tables):
    row = tables.row("grades", course_id=COURSE, student_id="s003", kind="result", period="2025-1")
    row |= {"value": "5" if row["value"] != "5" else "4", "recorded_at": LATE}
    return (COURSE, "s003", "2025-1", "result"), "value"


@plant
def C133_grade_changed__with_a_correction(tables):
    row = tables.row("grades", course_id=COURSE, student_id="s004", kind="exam")
    before, row["value"] = row["value"], "5" if row["value"] != "5" else "4"
    corrected(tables, "k9003", course_id=COURSE, student_id="s004", field="value", before=before, after=row["value"])
    return (COURSE, "s004", row["period"], "exam"), "value"


@plant
def C134_grade_fact_changed(tables):
    row = tables.row("grades", course_id=COURSE, student_id="s005", kind="exam")
    row["sheet_number"] = "99"
    return (COURSE, "s005", row["period"], "exam"), "sheet_number"


@plant
def C135_attempt_added(tables):
    tables.add(
        "attempts", course_id=COURSE, student_id="s006", period="2025-1", number="7", date="2026-06-29", value="3"
    )
    return (COURSE, "s006", "2025-1", "7"), None


@plant
def C136_attempt_removed(tables):
    row = tables.rows["attempts"][0]
    tables.remove("attempts", row)
    return tuple(row[name] for name in ("course_id", "student_id", "period", "number")), None


@plant
def C137_attempt_changed(tables):
    row = tables.rows["attempts"][1]
    row["value"] = "5"
    return tuple(row[name] for name in ("course_id", "student_id", "period", "number")), "value"


@plant
def C141_remark_added(tables):
    tables.add("remarks", remark_id="r900", date="2026-06-29", author_id="p02", course_id=COURSE, text="Проверено")
    return ("r900",), None


@plant
def C142_remark_removed(tables):
    row = next(
        row
        for row in tables.rows["remarks"]
        if not any(r["repeats"] == row["remark_id"] for r in tables.rows["remarks"])
    )
    tables.remove("remarks", row)
    return (row["remark_id"],), None


@plant
def C143_remark_changed(tables):
    row = tables.row("remarks", remark_id="r030")
    row["text"] = "Замечаний нет"
    return ("r030",), "text"


@plant
def C145_correction_added(tables):
    corrected(tables, "k9004", course_id=COURSE, lesson_id=lesson_of(tables, 14)["lesson_id"], field="topic",
              before="Чего не было", after="Что не стало")  # fmt: skip
    return ("k9004",), None


@plant
def C146_correction_removed(tables):
    row = tables.row("corrections", field="text", course_id=OTHER)
    tables.remove("corrections", row)
    return (row["correction_id"],), None


@plant
def C147_correction_changed(tables):
    row = tables.row("corrections", field="homework")
    row["reason"] = "Другая причина"
    return (row["correction_id"],), "reason"


@plant
def C151_course_row_added(tables):
    tables.add("course_hours", course_id=COURSE, kind="consultation", planned="2")
    return (COURSE, "consultation"), None


@plant
def C151_course_row_added__course(tables):
    tables.add("courses", course_id="c-new", group_id="g-tm24", term_id="2025-1", name="Факультатив", kind="discipline")
    tables.add("plan", course_id="c-new", position="1", topic="Введение")
    tables.add("lessons", lesson_id="l9002", course_id="c-new", date="2025-12-25", slot="7")
    return ("c-new",), None


@plant
def C152_course_row_removed(tables):
    row = tables.rows["course_students"][0]
    tables.remove("course_students", row)
    return (row["course_id"], row["student_id"]), None


@plant
def C153_course_fact_changed(tables):
    tables.row("courses", course_id=COURSE)["planned_hours"] = "60"
    return (COURSE,), "planned_hours"


@plant
def C153_course_fact_changed__practice(tables):
    row = tables.rows["practices"][0]
    row["place"] = "Другое место"
    return (row["course_id"], row["subgroup"]), "place"


@plant
def C161_programme_row_added(tables):
    tables.add("plan", course_id=COURSE, position="900", topic="Новая тема", hours="2")
    return (COURSE, "900"), None


@plant
def C162_programme_row_removed(tables):
    row = tables.row("plan", course_id=COURSE, position="1")
    tables.remove("plan", row)
    return (COURSE, "1"), None


@plant
def C163_programme_row_changed(tables):
    tables.row("plan", course_id=COURSE, position="2")["hours"] = "6"
    return (COURSE, "2"), "hours"


@plant
def C171_student_added(tables):
    tables.add("students", student_id="s900", group_id="g-tm24", last_name="Приписной", first_name="Пётр")
    return ("s900",), None


@plant
def C172_student_removed(tables):
    tables.add("students", student_id="s901", group_id="g-tm24", last_name="Лишний", first_name="Пётр")
    return ("s901",), None


@plant
def C173_student_changed(tables):
    tables.row("students", student_id="s007")["last_name"] = "Переименованный"
    return ("s007",), "last_name"


@plant
def C181_order_added(tables):
    tables.add(
        "movements", movement_id="m900", student_id="s008", date="2026-06-28", kind="expelled", order_number="1-у"
    )
    return ("m900",), None


@plant
def C182_order_removed(tables):
    row = tables.rows["movements"][8]
    tables.remove("movements", row)
    return (row["movement_id"],), None


@plant
def C183_order_changed(tables):
    row = tables.rows["individual_plans"][0]
    row["free_attendance"] = "false" if row["free_attendance"] == "true" else "true"
    return (row["student_id"], row["starts"]), "free_attendance"


@plant
def C191_row_added(tables):
    tables.add("holidays", starts="2026-06-15", ends="2026-06-15", name="Праздник")
    return ("2026-06-15",), None


@plant
def C192_row_removed(tables):
    row = tables.rows["consents"][0]
    tables.remove("consents", row)
    return (row["student_id"], row["kind"]), None


@plant
def C193_row_changed(tables):
    tables.row("groups", group_id="g-tm24")["curator_id"] = "p05"
    return ("g-tm24",), "curator_id"


@plant
def C194_table_on_one_side(tables):
    del tables.rows["outages"]
    return (), None


@plant
def C195_column_on_one_side(tables):
    for row in tables.rows["groups"]:
        del row["department"]
    return (), "department"
