"""Who is who: groups, staff and students gathered from all answers, and the joining of names to them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from ejarchive.finding import Finding
from ejarchive.formats.answers import Answer
from ejarchive.formats.identity import plain_name
from ejarchive.formats.irtech.fields import Json, day, mapping, number, objects, person, person_of_line, text
from ejarchive.formats.irtech.words import Words
from ejarchive.model.place import Place

Names = tuple[str, str, str]


@dataclass(slots=True)
class Person:
    """A student or a teacher; `group` is the student's, "" for staff or where nothing says."""

    names: Names
    group: str = ""
    birth: str = ""
    position: str = ""
    teaches: bool = False


@dataclass(slots=True)
class College:
    """What the answers about people say; ids are the product's own."""

    words: Words
    groups: dict[str, dict[str, str]] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)
    students: dict[str, Person] = field(default_factory=dict)
    decrees: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    personal: int = 0  # cards of which only the orders were read
    findings: list[Finding] = field(default_factory=list)

    def take_groups(self, answer: Answer) -> None:
        """Take the list of groups."""
        for item in filter(_has_id, objects(answer.value)):
            group = self.groups.setdefault(text(item, "id"), {})
            form = self.words.word("forms", text(item, "educationForm"), answer.place)
            facts = {
                "name": text(item, "name"),
                "year_of_study": number(item, "yearNumber") or text(item, "yearNumber"),
                "study_form": form,
                "curator_id": text(item, "curatorId"),
                "department": text(item, "departmentId"),
            }
            group.update({name: value for name, value in facts.items() if value})

    def take_departments(self, answer: Answer) -> None:
        """Take the names of departments."""
        self.departments |= {text(item, "id"): text(item, "name") for item in objects(answer.value)}

    def take_employees(self, answer: Answer) -> None:
        """Take the names and positions of staff."""
        for item in objects(answer.value):
            if code := self.teacher(item, teaches=False):
                self.staff[code].position = text(item, "positionName")

    def take_students(self, records: list[Json], group: str = "") -> None:
        """Take the names of students; a group that is already known stays."""
        for item in filter(_has_id, records):
            own = mapping(item, "studentGroup")
            self._group_named(own)
            known = self.students.setdefault(text(item, "id"), Person(person(item)))
            known.group = text(own, "id") or known.group or group
            known.birth = day(item, "birthday") or known.birth

    def take_card(self, answer: Answer, ids: dict[str, str]) -> None:
        """Take the movement orders of a student's card, and nothing else of it."""
        self.personal += 1
        student = ids.get("student") or text(answer.value, "id")
        orders = []
        for item in objects(answer.value, "decrees"):
            group = item.get("studentGroup")
            self._group_named(group if isinstance(group, dict) else {})
            orders.append(
                {
                    "id": text(item, "id"),
                    "kind": self.words.word("decrees", text(item, "type"), answer.place),
                    "date": day(item, "effectiveDate") or day(item, "date"),
                    "order_date": day(item, "date"),
                    "order_number": text(item, "number"),
                    "group": text(group, "id") if isinstance(group, dict) else text(item, "studentGroup"),
                }
            )
        self.decrees[student] = orders
        self.take_students([{"id": student, **{name: answer.value.get(name) for name in _NAMES}}])

    def teacher(self, record: Json, *, teaches: bool = True) -> str:
        """Take a teacher that stands as an object in an answer; return the id."""
        code = text(record, "id")
        if not code:
            return ""
        known = self.staff.setdefault(code, Person(person(record)))
        known.teaches |= teaches
        return code

    def teacher_named(self, line: str, place: Place) -> str:
        """Return the id of the teacher a page names by a line («Зимин О.П.»); nobody known is a new one."""
        if not line:
            return ""
        names = person_of_line(line)
        found = [code for code, one in self.staff.items() if _same_teacher(names, one.names)]
        if len(found) == 1:
            self.staff[found[0]].teaches = True
            return found[0]
        if not names[1]:
            return ""
        code = pseudonym("t", *names)
        if len(found) > 1:
            self.findings.append(Finding("F209", place, {"ids": ", ".join(found), "id": code}))
        self.staff[code] = Person(names, teaches=True)
        return code

    def group_named(self, name: str) -> str:
        """Return the id of the group of that name, "" if nobody told it or two are called so."""
        found = [code for code, group in self.groups.items() if plain_name(group.get("name", "")) == plain_name(name)]
        return found[0] if len(found) == 1 else ""

    def named_in(self, group: str) -> dict[str, list[str]]:
        """Return the students of a group: plain name → ids."""
        named: dict[str, list[str]] = {}
        for code, one in self.students.items():
            if one.group == group:
                named.setdefault(full_name(one.names), []).append(code)
        return named

    def _group_named(self, record: Json) -> None:
        if text(record, "id"):
            self.groups.setdefault(text(record, "id"), {}).setdefault("name", text(record, "name"))


def _has_id(record: Json) -> bool:
    return text(record, "id") != ""


_NAMES = ("lastName", "firstName", "middleName")


def full_name(names: Names) -> str:
    """Return a name as names are compared."""
    return plain_name(" ".join(names))


def pseudonym(prefix: str, *words: str) -> str:
    """Return a code for whom the product gives none: the same each time, and it does not show the name."""
    digest = hashlib.sha256("\x1f".join(map(plain_name, words)).encode()).hexdigest()
    return f"{prefix}{digest[:10]}"


def _same_teacher(line: Names, names: Names) -> bool:
    if plain_name(line[0]) != plain_name(names[0]):
        return False
    pairs = zip(line[1:], names[1:], strict=True)
    return all(_begins(short, full) for short, full in pairs)


def _begins(short: str, full: str) -> bool:
    """Tell whether «О.» may stand for «Олег»; an absent name stands for any."""
    short, full = plain_name(short).rstrip("."), plain_name(full).rstrip(".")
    return not short or not full or full.startswith(short) or short.startswith(full)
