"""Groups, staff, students and their movement → rows, of those groups only whose journal was saved."""

from __future__ import annotations

from ejarchive.finding import Finding
from ejarchive.formats.irtech.college import College, Person
from ejarchive.formats.irtech.gradebook import Courses
from ejarchive.formats.rows import Rows


def add_people(college: College, courses: Courses, rows: Rows) -> None:
    """Add the people; those without a group or a name cannot be told and are findings."""
    groups = {made.group for made in courses.made.values()} or set(college.groups)
    for code in sorted(groups):
        facts = dict(college.groups.get(code, {}))
        department = college.departments.get(facts.pop("department", ""), "")
        curator = facts.get("curator_id", "")
        if curator not in college.staff:
            facts.pop("curator_id", None)
        if not facts.get("name"):
            courses.findings.append(Finding("F229", facts={"id": code}))
        rows.add_once("groups", group_id=code, department=department, **{**facts, "name": facts.get("name") or code})
    if dropped := len(set(college.groups) - groups):
        courses.findings.append(Finding("F223", facts={"count": dropped}))
    _add_staff(college, courses, groups, rows)
    for code, one in college.students.items():
        if one.group in groups:
            _add_student(code, one, rows)
        elif not one.group and _is_needed(code, courses):
            courses.findings.append(Finding("F224", facts={"id": code}))
    for code, (group, names) in courses.unjoined.items():
        _add_student(code, Person(names, group), rows)
    named = {code for code, one in college.students.items() if one.group in {m.group for m in courses.made.values()}}
    if courses.seen and (lonely := sorted(named - courses.seen)):
        courses.findings.append(Finding("F225", facts={"ids": ", ".join(lonely), "count": len(lonely)}))
    _add_movements(college, groups, courses, rows)


def _is_needed(code: str, courses: Courses) -> bool:
    return code in courses.seen or code in courses.graded


def _add_student(code: str, one: Person, rows: Rows) -> None:
    last, first, middle = one.names
    facts = {"last_name": last, "first_name": first, "middle_name": middle, "birth_date": one.birth}
    rows.add_once("students", student_id=code, group_id=one.group, **facts)


def _add_staff(college: College, courses: Courses, groups: set[str], rows: Rows) -> None:
    """Add those who teach a course or lead a group here."""
    teachers = {made.teacher for made in courses.made.values()}
    curators = {college.groups.get(group, {}).get("curator_id", "") for group in groups}
    for code, one in college.staff.items():
        roles = [role for role, who in (("teacher", teachers), ("curator", curators)) if code in who]
        if roles:
            last, first, middle = one.names
            facts = {"last_name": last, "first_name": first, "middle_name": middle, "position": one.position}
            rows.add_once("staff", person_id=code, roles=";".join(roles), **facts)


def _add_movements(college: College, groups: set[str], courses: Courses, rows: Rows) -> None:
    if college.personal:
        courses.findings.append(Finding("F226", facts={"count": college.personal}))
    for student, orders in college.decrees.items():
        if student not in college.students or college.students[student].group not in groups:
            continue
        group = ""
        for number, order in enumerate(sorted(orders, key=lambda order: order["date"]), 1):
            if not order["kind"] or not order["date"]:
                continue
            moved = order["kind"] == "transferred_in" and group and order["group"] and order["group"] != group
            ends = {"from_group_id": group, "to_group_id": order["group"]} if moved else {}
            group = order["group"] or group
            rows.add_once(
                "movements",
                movement_id=order["id"] or f"{student}-{number}",
                student_id=student,
                date=order["date"],
                kind=order["kind"],
                order_number=order["order_number"],
                order_date=order["order_date"],
                group_id=order["group"],
                **ends,
            )
