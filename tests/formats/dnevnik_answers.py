"""Synthetic answers of Дневник.ру API v2, in the shapes that its public clients know."""

GROUP, ALGEBRA, PHYSICS, TEACHER = "2000000000000000001", "11", "12", "71"
BIG = 1_000_000_000_000_000_000


def twin(record, *names):
    """Give ids their `_str` twins, which are right where the number has been rounded on its way."""
    for name in names:
        record[f"{name}_str"], record[name] = str(record[name]), int(record[name]) // 1000 * 1000
    return record


def person(number, last, first):
    record = {"id": BIG + number, "userId": 5, "lastName": last, "firstName": first, "middleName": None,
              "shortName": f"{last} {first[0]}.", "sex": "Female", "email": "PLANTED@example.org"}  # fmt: skip
    return twin(record, "id")


def lesson(number, subject, date, *, slot=1, title="", works=(), teachers=(TEACHER,)):
    return {"id": number, "title": title, "date": f"{date}T00:00:00", "number": slot, "group": int(GROUP),
              "group_str": GROUP, "subject": {"id": int(subject), "name": "?"}, "status": "AttendanceSet",
              "works": list(works), "teachers": [int(one) for one in teachers]}  # fmt: skip


def mark(number, student, lesson_, work, value, date):
    record = {"id": number, "type": "Mark", "value": value, "textValue": value, "person": BIG + student,
              "work": work, "lesson": lesson_, "number": 1, "date": date, "workType": 1, "mood": "Good"}  # fmt: skip
    return twin(record, "person")


def log(student, lesson_, status, date):
    record = {"person": BIG + student, "lesson": lesson_, "comment": "PLANTED", "status": status, "createdDate": date}
    return twin(record, "person")


def bundle():
    """Address → answer."""
    api, works = "https://api.dnevnik.ru/v2.0", [
        {"id": 501, "type": "LessonTestWork", "workType": 1, "text": "Срез", "sentDate": None, "tasks": []},
        {"id": 502, "type": "LessonTestWork", "workType": 1, "text": "", "sentDate": None, "tasks": []},
        {"id": 503, "type": "Homework", "text": "§ 5", "sentDate": "2025-09-03T15:10:00", "tasks": []},
    ]  # fmt: skip
    first, second, third = 900, 901, 902
    final = {"subject": int(ALGEBRA), "final-mark": {"value": "5", "textValue": "5", "date": "2025-12-26T10:00:00"}}
    return {
        f"{api}/edu-groups/{GROUP}": {"id": int(GROUP), "id_str": GROUP, "name": "21-ТМ", "type": "Group",
                                      "parallel": 2, "studyyear": 2025, "parentIds": []},
        f"{api}/edu-groups/{GROUP}/persons": [person(1, "Белова", "Анна"), person(2, "Быков", "Борис")],
        f"{api}/edu-groups/{GROUP}/subjects": [
            {"id": 11, "id_str": "11", "name": "Алгебра", "knowledgeArea": "x", "fgosSubjectId": None},
            {"id": 12, "id_str": "12", "name": "Физика", "knowledgeArea": "x", "fgosSubjectId": None}],
        f"{api}/edu-groups/{GROUP}/reporting-periods": [
            {"id": 31, "start": "2025-09-01T00:00:00", "finish": "2025-12-28T00:00:00", "number": 0,
             "type": "Semester", "name": "1 семестр", "year": 2025}],
        f"{api}/schools/7/teachers": [{"Id": 71, "LastName": "Зимин", "FirstName": "Олег", "MiddleName": "Петрович",
                                       "Email": "PLANTED", "NameTeacherPosition": "преподаватель"}],
        f"{api}/work-types/7": [{"id": 1, "schoolId": 7, "kindId": 1, "title": "Контрольная работа", "weight": 2}],
        f"{api}/edu-groups/{GROUP}/lessons/2025-09-01/2025-12-31": [
            lesson(first, ALGEBRA, "2025-09-03", title="Пределы", works=works),
            lesson(second, ALGEBRA, "2025-09-03", slot=2), lesson(third, PHYSICS, "2025-09-04", slot=3)],
        f"{api}/edu-groups/{GROUP}/subjects/11/marks/2025-09-01/2025-12-31": [
            mark(1, 1, first, 501, "4", "2025-09-03T12:00:00"), mark(2, 1, first, 502, "5", "2025-09-09T08:00:00"),
            mark(3, 2, second, 501, "3", "2025-09-03T12:00:00.1234567")],
        f"{api}/lesson-log-entries/group/{GROUP}": [
            log(1, first, "Late", "2025-09-03T09:00:00"), log(2, first, "Absent", "2025-09-03T09:00:00"),
            log(1, second, "Ill", "2025-09-03T10:00:00"), log(2, second, "Attend", "2025-09-03T10:00:00"),
            log(1, third, "Pass", "2025-09-05T10:00:00"), log(2, third, "Quarantine", "2025-09-05T10:00:00")],
        f"{api}/edu-groups/{GROUP}/final-marks": [
            twin({"person": BIG + 1, "group": int(GROUP), "reportingPeriod": 31,
                  "per-subject-final-marks": [final]}, "person"),
            twin({"person": BIG + 1, "group": int(GROUP), "reportingPeriod": None,
                  "per-subject-final-marks": [final]}, "person")],
    }  # fmt: skip
