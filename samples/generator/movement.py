"""What happens to people during the year: orders, individual plans, consents, and who is where when."""

from __future__ import annotations

import datetime as dt

from generator.calendar import RETRIEVED_AT, TERMS
from generator.college import group_id
from generator.tables import Row, Tables

D = dt.date
FAR = D(2100, 1, 1)
YEAR_STARTS = TERMS[1][0]

TRANSFERRED_IN, EXPELLED, RENAMED = "s023", "s022", "s020"
ON_LEAVE, CHANGED_GROUP, TRANSFERRED_OUT, REINSTATED = "s062", "s032", "s065", "s030"
FREE_ATTENDANCE, OWN_PLAN, EXEMPT = "s019", "s058", "s015"

# student → the stretches in which he is not simply in his group from September to June.
_STAYS: dict[str, tuple[tuple[str, D, D], ...]] = {
    TRANSFERRED_IN: (("tm24", D(2025, 11, 10), FAR),),
    EXPELLED: (("tm24", YEAR_STARTS, D(2026, 3, 15)),),
    ON_LEAVE: (("vt25", YEAR_STARTS, D(2025, 10, 12)), ("vt25", D(2026, 1, 12), FAR)),
    CHANGED_GROUP: (("vt25", YEAR_STARTS, D(2025, 11, 16)), ("pk25", D(2025, 11, 17), FAR)),
    TRANSFERRED_OUT: (("vt25", YEAR_STARTS, D(2026, 2, 1)),),
    REINSTATED: (("pk25", D(2026, 1, 26), FAR),),
}
FREE_FROM, FREE_UNTIL = D(2025, 11, 17), D(2025, 12, 28)


def stays(student: Row) -> tuple[tuple[str, D, D], ...]:
    """Return the groups of a student with first and last day in each."""
    own = student["group_id"].removeprefix("g-")
    return _STAYS.get(student["student_id"], ((own, YEAR_STARTS, FAR),))


def is_member(student: Row, group: str, day: D) -> bool:
    """Whether the student sits in that group on that day."""
    return any(g == group and starts <= day <= ends for g, starts, ends in stays(student))


def ever_member(student: Row, group: str, starts: D, ends: D) -> bool:
    """Whether the student sits in that group on any day of the stretch."""
    return any(g == group and a <= ends and starts <= b for g, a, b in stays(student))


def attends_freely(student: str, day: D) -> bool:
    """Whether an individual plan frees the student from daily attendance on that day."""
    return student == FREE_ATTENDANCE and FREE_FROM <= day <= FREE_UNTIL


def _event(student: str, day: D, kind: str, order: str, ordered: D, **more: object) -> Row:
    return {"student_id": student, "date": day, "kind": kind, "order_number": order, "order_date": ordered, **more}


def add_movement(tables: Tables) -> None:
    """Fill movements, individual plans and consents."""
    tm, pk, vt = group_id("tm24"), group_id("pk25"), group_id("vt25")
    rows: list[Row] = []
    for student in tables["students"]:
        sid, group = student["student_id"], student["group_id"]
        if sid in {TRANSFERRED_IN, REINSTATED}:
            continue
        if group == tm:
            rows.append(_event(sid, D(2024, 9, 1), "enrolled", "102-у", D(2024, 8, 16), group_id=tm))
            rows.append(_event(sid, YEAR_STARTS, "promoted", "119-у", D(2025, 8, 29), group_id=tm))
        else:
            first = vt if sid == CHANGED_GROUP else group
            rows.append(_event(sid, YEAR_STARTS, "enrolled", "115-у", D(2025, 8, 18), group_id=first))
    rows += [
        _event(ON_LEAVE, D(2025, 10, 13), "leave", "141-у", D(2025, 10, 10), group_id=vt),
        _event(TRANSFERRED_IN, D(2025, 11, 10), "transferred_in", "158-у", D(2025, 11, 7), group_id=tm, to_group_id=tm),
        _event(CHANGED_GROUP, D(2025, 11, 17), "programme_changed", "163-у", D(2025, 11, 14), group_id=pk,
               from_group_id=vt, to_group_id=pk),
        _event(RENAMED, D(2025, 11, 24), "name_changed", "167-у", D(2025, 11, 21), group_id=tm,
               former_last_name="Ёлкина"),
        _event(ON_LEAVE, D(2026, 1, 12), "returned", "3-у", D(2026, 1, 9), group_id=vt),
        _event(REINSTATED, D(2026, 1, 26), "reinstated", "9-у", D(2026, 1, 23), group_id=pk),
        _event(TRANSFERRED_OUT, D(2026, 2, 2), "transferred_out", "15-у", D(2026, 1, 30), group_id=vt,
               from_group_id=vt),
        _event(EXPELLED, D(2026, 3, 16), "expelled", "41-у", D(2026, 3, 13), group_id=tm),
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["date"], row["student_id"]))
    tables["movements"] = [{"movement_id": f"m{n:03}", **row} for n, row in enumerate(rows, start=1)]
    tables["individual_plans"] = [
        {"student_id": FREE_ATTENDANCE, "starts": FREE_FROM, "ends": FREE_UNTIL, "order_number": "164-у",
         "order_date": D(2025, 11, 14), "free_attendance": True},
        {"student_id": OWN_PLAN, "starts": D(2025, 10, 1), "ends": TERMS[2][1], "order_number": "137-у",
         "order_date": D(2025, 9, 30), "free_attendance": False},
    ]  # fmt: skip
    for number, student in enumerate(tables["students"]):
        _add_consents(tables, student, number)


def _add_consents(tables: Tables, student: Row, number: int) -> None:
    sid = student["student_id"]
    signed = stays(student)[0][1] + dt.timedelta(days=number % 4)
    tables["consents"].append({"student_id": sid, "kind": "personal_data", "given": True, "date": signed})
    tables["consents"].append(
        {"student_id": sid, "kind": "electronic_diary", "given": student["diary"] == "uses", "date": signed}
    )
    born = student["birth_date"]
    if D(born.year + 18, born.month, born.day) <= RETRIEVED_AT.date():
        given = number % 3 != 0  # an adult decides whether the parents are told
        tables["consents"].append({"student_id": sid, "kind": "parents_informed", "given": given, "date": signed})
