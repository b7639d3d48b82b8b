"""Records of the API → rows of a journal."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from ejarchive.finding import Finding
from ejarchive.formats.dnevnik.moments import Moments
from ejarchive.formats.dnevnik.shapes import code, name_of
from ejarchive.formats.irtech.fields import Json, day, number, objects, text
from ejarchive.formats.irtech.terms import school_year
from ejarchive.formats.rows import Rows

_STATUSES = {"attend": "", "absent": "н", "ill": "б", "late": "о", "pass": "п"}
_KINDS = {"quarter": "quarter", "semester": "semester", "halfyear": "semester", "trimester": "trimester",
          "module": "module"}  # fmt: skip


class Making:
    """A journal being made, table by table, in the order in which they lean on each other."""

    def __init__(self, taken: dict[str, list[Json]], zone: dt.tzinfo | None) -> None:
        self.rows, self.moments = Rows(), Moments(zone)
        self._taken = taken
        self._lost: Counter[str] = Counter()
        self._unknown: Counter[tuple[str, str]] = Counter()
        self._groups: dict[str, tuple[str, str]] = {}  # id → group and name of the subgroup
        self._terms: dict[str, str] = {}  # id of a period → ours
        self._days: list[tuple[str, str, str]] = []
        self._subjects = {code(one, "id"): text(one, "name") for one in taken["subjects"]}
        self._work_types = {code(one, "id"): text(one, "title") for one in taken["work_types"]}
        self._lessons: dict[str, str] = {}  # lesson → course
        self._students: set[str] = set()
        self._courses: dict[str, dict[str, str]] = {}
        self._add_groups()
        self._add_people()
        self._add_terms()
        self._add_lessons()
        self._add_entries()
        self._add_finals()
        for course, facts in self._courses.items():
            self.rows.add_once("courses", course_id=course, **facts)

    @property
    def findings(self) -> list[Finding]:
        """What was not taken, not known or assumed."""
        lost = [Finding("F250", facts={"what": what, "count": n}) for what, n in sorted(self._lost.items())]
        unknown = [
            Finding("F207", facts={"vocabulary": vocabulary, "value": value, "count": n})
            for (vocabulary, value), n in sorted(self._unknown.items())
        ]
        return [*lost, *unknown, *self.moments.findings]

    def _add_groups(self) -> None:
        for one in self._taken["groups"]:
            parents = one.get("parentIds_str") or one.get("parentIds")
            parent = str(parents[0]) if isinstance(parents, list) and parents else ""
            if text(one, "type").casefold() == "subgroup" and parent:
                self._groups[code(one, "id")] = (parent, text(one, "name"))
            else:
                self._groups[code(one, "id")] = (code(one, "id"), "")
                self.rows.add_once("groups", group_id=code(one, "id"), name=text(one, "name"))

    def _add_people(self) -> None:
        whole = [group for group, (_, subgroup) in self._groups.items() if not subgroup]
        for one in sorted(self._taken["persons"], key=lambda one: bool(self._subgroup(text(one, "in group")))):
            group = text(one, "in group") or (whole[0] if len(whole) == 1 else "")
            group = self._groups.get(group, (group, ""))[0]
            if not group:
                self._lost["группа обучающегося"] += 1
                continue
            self.rows.add_once("groups", group_id=group, name=group)
            self.rows.add_once("students", student_id=code(one, "id"), group_id=group, **_names(one))
            self._students.add(code(one, "id"))
        for one in self._taken["teachers"]:
            position = name_of(one, "nameTeacherPosition")
            self.rows.add_once("staff", person_id=code(one, "id"), roles="teacher", position=position, **_names(one))

    def _subgroup(self, group: str) -> str:
        return self._groups.get(group, ("", ""))[1]

    def _add_terms(self) -> None:
        """Number the periods by their order in the school year: how the product numbers them is not known."""
        years: defaultdict[tuple[int, str], dict[str, list[Json]]] = defaultdict(dict)
        for one in self._taken["periods"]:
            starts = day(one, "start")
            kind = text(one, "type")
            if starts and kind.casefold() != "year":
                years[school_year(starts), kind].setdefault(starts, []).append(one)
        for (year, kind), found in sorted(years.items()):
            known = _KINDS.get(kind.casefold(), "")
            if kind and not known:
                self._unknown["вид периода", kind] += sum(map(len, found.values()))
            for place, starts in enumerate(sorted(found), 1):
                term = f"{year}-{place}"
                ends = day(found[starts][0], "finish")
                self._terms |= {code(one, "id"): term for one in found[starts]}
                self._days.append((starts, ends, term))
                title = text(found[starts][0], "name")
                self.rows.add_once("terms", term_id=term, starts=starts, ends=ends, kind=known, title=title)

    def _add_lessons(self) -> None:
        teachers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        held: list[tuple[Json, str, str]] = []
        for one in sorted(self._taken["lessons"], key=lambda one: (day(one, "date"), number(one, "number"))):
            subject, date = code(one, "subject"), day(one, "date")
            if isinstance(one.get("subject"), dict):
                self._subjects.setdefault(subject, text(one["subject"], "name"))
            group = self._groups.get(code(one, "group") or text(one, "in group"))
            if group is None or not date or not self._subjects.get(subject):
                self._lost["группа, предмет или дата занятия"] += 1
                continue
            course = self._course(*group, subject, self._term(date))
            teacher = _first_code(one.get("teachers"))
            teachers[course][teacher] += 1
            held.append((one, course, teacher))
        usual = {course: counts.most_common(1)[0][0] for course, counts in teachers.items()}
        for course, teacher in usual.items():
            self._courses[course]["teacher_id"] = teacher
        for one, course, teacher in held:
            self._add_lesson(one, course, teacher if teacher != usual[course] else "")

    def _add_lesson(self, one: Json, course: str, teacher: str) -> None:
        lesson, homework, published = code(one, "id"), [], ""
        for work in objects(one, "works"):
            sent = self.moments.read(work, "sentDate", "tasks")
            if "homework" in text(work, "type").casefold():
                homework += [text(work, "text"), *(text(task, "text") for task in objects(work, "tasks"))]
                published = published or sent
            elif code(work, "id"):
                kind = self._work_types.get(code(work, "workType"), "")
                facts = {"kind": kind, "title": text(work, "text"), "published_at": sent}
                self.rows.add_once("tasks", task_id=code(work, "id"), lesson_id=lesson, **facts)
        facts = {"date": day(one, "date"), "slot": number(one, "number"), "topic": text(one, "title")}
        status = "cancelled" if text(one, "status").casefold() in ("cancelled", "canceled") else ""
        facts |= {"homework": "; ".join(filter(None, homework)), "status": status, "teacher_id": teacher}
        self._lessons[lesson] = course
        self.rows.add_once(
            "lessons", lesson_id=lesson, course_id=course, homework_published_at=published if homework else "", **facts
        )

    def _course(self, group: str, subgroup: str, subject: str, term: str) -> str:
        course = "-".join(filter(None, (group, subject, term, subgroup)))
        facts = {"group_id": group, "term_id": term, "name": self._subjects[subject], "subgroup": subgroup}
        if course not in self._courses:
            self._courses[course] = {**facts, "discipline_id": f"{group}-{subject}"}
            for one in self._taken["persons"] if subgroup else ():
                if self._groups.get(text(one, "in group")) == (group, subgroup):
                    self.rows.add_once("course_students", course_id=course, student_id=code(one, "id"))
        return course

    def _term(self, date: str) -> str:
        """Return the term of a day, else the half of the school year."""
        found = (term for starts, ends, term in self._days if starts <= date <= ends)
        return next(found, "") or f"{school_year(date)}-{1 if int(date[5:7]) > 7 else 2}"

    def _add_entries(self) -> None:
        codes: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        marks: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for one in self._taken["log"]:
            status = text(one, "status")
            if status.casefold() not in _STATUSES:
                self._unknown["отсутствие", status] += 1
            when = self.moments.read(one, "createdDate", "entries")
            if word := _STATUSES.get(status.casefold(), status):
                codes[code(one, "lesson"), code(one, "person")].append((when, word))
        for one in sorted(self._taken["marks"], key=lambda one: (text(one, "date"), code(one, "id"))):
            if value := text(one, "textValue") or number(one, "value") or text(one, "value"):
                when = self.moments.read(one, "date", "entries")
                marks[code(one, "lesson"), code(one, "person")].append((when, value, code(one, "work")))
        for key in sorted({*codes, *marks}):
            lesson, student = key
            if lesson not in self._lessons or student not in self._students:
                self._lost["занятие или обучающийся записи"] += 1
                continue
            words = list(dict.fromkeys(word for _, word in sorted(codes[key])))
            self.rows.add_once(
                "entries",
                lesson_id=lesson,
                student_id=student,
                text="".join(words) + "/".join(value for _, value, _ in marks[key]),
                task_ids=";".join(dict.fromkeys(work for *_, work in marks[key] if work)),
                absence_recorded_at=min((when for when, _ in codes[key] if when), default=""),
                mark_recorded_at=max((when for when, *_ in marks[key] if when), default=""),
            )

    def _add_finals(self) -> None:
        groups = {code(one, "id"): text(one, "in group") for one in self._taken["persons"]}
        for one in self._taken["finals"]:
            student, period = code(one, "person"), code(one, "reportingPeriod")
            group = self._groups.get(code(one, "group") or text(one, "in group") or groups.get(student, ""))
            for item in objects(one, "per-subject-final-marks"):
                mark = item.get("final-mark")
                value = (text(mark, "textValue") or number(mark, "value")) if isinstance(mark, dict) else ""
                if not value or not isinstance(mark, dict):
                    continue
                term = self._terms.get(period, "") if period else max((term for *_, term in self._days), default="")
                subject = code(item, "subject")
                if group is None or not term or student not in self._students or not self._subjects.get(subject):
                    self._lost["период, предмет или обучающийся итоговой оценки"] += 1
                    continue
                course = self._course(group[0], "", subject, term)
                when = self.moments.read(mark, "date", "grades")
                told = {"period": term if period else term[:4], "value": value, "recorded_at": when}
                self.rows.add_once("grades", course_id=course, student_id=student, **told)


def _names(record: Json) -> dict[str, str]:
    names = {"last_name": "lastName", "first_name": "firstName", "middle_name": "middleName"}
    return {ours: name_of(record, theirs) for ours, theirs in names.items()}


def _first_code(value: object) -> str:
    if not isinstance(value, list) or not value:
        return ""
    return code(value[0], "id") if isinstance(value[0], dict) else str(value[0])
