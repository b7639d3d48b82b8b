"""Answers of «Сетевой город ПОО» in the documented shape, invented, with every oddity known; and recordings of them."""

# ruff: noqa: E501 - what stands together in an answer stands on one line here
import base64
import datetime as dt
import json
from pathlib import Path

HOST = "https://spo.example.ru"
ZERO = "T00:00:00.0000000"
GROUP, BOOK, ANATOMY, PRACTICE = 11, 501, 71, 72
STUDENTS = [
    (901, "Весенний", "Пётр", "Олегович"),
    (902, "Осенняя", "Алёна", "Игоревна"),
    (903, "Зимняя", "Ольга", None),
]
SECRETS = {
    "cookie": "c00kie-9f8e7d6c5b4a", "token": "t0ken-1a2b3c4d5e6f", "password": "UGFyb2wtcGFyb2w-pw", "snils": "112-233-445 95",
    "passport": "36 05 777888", "phone": "+7 927 000-11-22", "parent": "Матушкина Роза", "query": "q-s3cret-77",
    "header": "h-s3cret-88",
}  # fmt: skip


def named(code, last, first, middle=None, **more):
    return {"id": code, "lastName": last, "firstName": first, **({"middleName": middle} if middle else {}), **more}


def groups():
    return [
        {"id": GROUP, "name": "21-ТМ", "code": "21", "yearNumber": 2, "educationForm": "FullTime", "departmentId": 3, "curatorId": 801},
        {"id": 12, "name": "22-ТМ", "yearNumber": 2, "departmentId": 3},
    ]  # fmt: skip


def departments():
    return [{"id": 3, "name": "Ветеринарное отделение", "managerId": 801}]


def employees():
    return [
        named(801, "Зимин", "Олег", "Петрович", positionId=1, positionName="Преподаватель", isFired=False),
        named(802, "Летова", "Анна", "Юрьевна", positionId=2, positionName="Мастер п/о"),
    ]


def students():
    people = [
        named(*person, birthday="2008-03-01" + ZERO, gender="Male", studentGroup={"id": GROUP, "name": "21-ТМ"})
        for person in STUDENTS
    ]
    return {"studentsCount": len(people), "students": people}


def card():
    return named(
        901, "Весенний", "Пётр", "Олегович",
        passport={"number": SECRETS["passport"]}, snils=SECRETS["snils"], phone=SECRETS["phone"],
        parents=[{"name": SECRETS["parent"]}],
        decrees=[
            {"id": 1, "type": "Enroll", "date": "2024-08-20" + ZERO, "effectiveDate": "2024-09-01" + ZERO, "studentGroup": {"id": 9, "name": "11-ТМ"}, "number": "55-к"},
            {"id": 2, "type": "Move", "date": "2025-08-28" + ZERO, "effectiveDate": "2025-09-01" + ZERO, "studentGroup": {"id": GROUP, "name": "21-ТМ"}, "number": "60-к"},
            {"id": 3, "type": "NextTerm", "date": "2025-12-28" + ZERO, "number": "1"},
        ],
    )  # fmt: skip


def entries():
    subjects = [
        {"id": ANATOMY, "name": "ОП.01 Анатомия животных", "plannedHours": 36, "editable": False},
        {"id": PRACTICE, "name": "УП.01.01 Учебная практика", "plannedHours": 18},
    ]
    return [
        {"id": BOOK, "name": "21-ТМ", "yearNumber": 2, "termNumber": 3, "termType": "Semester", "isActive": True,
         "startDate": "2025-09-01" + ZERO, "endDate": "2025-12-28" + ZERO, "scheduleSubjects": subjects},
    ]  # fmt: skip


def pupils():
    """The same students under the gradebook's own ids, which are nobody's codes."""
    return [
        {**named(number, last, first, middle), "number": place}
        for place, (number, (_, last, first, middle)) in enumerate(zip((11, 12, 13), STUDENTS, strict=True), 1)
    ]


def mark(value=None, *, required=False):
    return {"isRequired": required, "value": value}


def anatomy():
    """A page with both vocabularies of absence, several tasks in a cell, debts, a pair of two themes, a plan never held."""
    tasks = [{"id": 1, "type": "Lesson", "topic": "Ответ"}, {"id": 2, "type": "Control", "topic": "Срез"},
             {"id": 3, "type": "Home", "topic": "Чтение", "condition": "§ 1"}]  # fmt: skip
    return {
        "teacher": "Зимин О.П.",
        "students": pupils(),
        "lessons": [
            lesson(101, "2025-09-02", "Lecture", {"31": 2}, tasks, {
                "11": {"marks": {"2": mark("Four"), "1": mark("Five")}},
                "12": {"absenceType": "IsAbsentByNotValidReason"},
                "13": {"absenceType": "IsLate", "marks": {"1": mark("Three")}},
            }),
            lesson(102, "2025-09-09", "Laboratory", {"32": 1, "33": 1}, tasks[:1], {
                "11": {"absenceType": "IsAbsent"},
                "12": {"absenceType": "SickLeave", "marks": {"1": mark("Four")}},
                "13": {"absenceType": "IsAbsentByValidReason", "marks": {"1": mark(required=True)}},
            }),
            lesson(103, "2025-09-16", "Examination", {}, tasks[:1], {"11": {"marks": {"1": mark("Success")}}, "12": {"marks": {"1": mark("Fail")}}},
                   name="Тема занятия 3 не задана."),
            {"date": "2025-09-23" + ZERO, "startTime": "08:30", "type": "PracticalTraining", "duration": 2, "plannedLessons": {"33": 2}},
        ],
        "workingProgram": {"isApproved": True, "id": 5, "name": "Анатомия животных", "topics": [
            {"sectionIndex": 1, "index": 1, "name": "Скелет", "lessons": [{"id": 31, "type": "Lecture", "duration": 2, "name": "Кости"}]},
            {"sectionIndex": 1, "index": 2, "name": "Мышцы", "lessons": [{"id": 32, "duration": 1, "name": "Мышцы"}, {"id": 33, "duration": 3}]},
        ]},
        "remarks": [{"unknown": 1}],
    }  # fmt: skip


def lesson(number, date, kind, planned, tasks, marks, **more):
    return {
        "id": number, "scheduleLessonId": number + 5000, "date": date + ZERO, "startTime": "08:30", "endTime": "10:00",
        "type": kind, "duration": 2, "plannedLessons": planned, "tasks": tasks, "markSets": marks, **more,
    }  # fmt: skip


def practice():
    """A subgroup: one student of three."""
    page = {"teacher": "Летова А.Ю.", "students": pupils()[:1], "lessons": [], "workingProgram": {}}
    page["lessons"] = [lesson(201, "2025-10-01", "Practice", {}, [], {}, name="Вводное занятие")]
    return page


def sheet():
    return {
        "termType": "Semester", "termNumber": 3, "year": 2025, "departmentName": "Ветеринарное отделение",
        "students": [named(*person) for person in STUDENTS],
        "subjects": [
            {"id": ANATOMY, "name": "ОП.01 Анатомия животных", "examinationType": "Exam", "teacher": named(801, "Зимин", "Олег", "Петрович"),
             "marks": {"901": {"value": "Five"}, "902": {"value": "Four"}, "903": {}}},
            {"id": PRACTICE, "name": "УП.01.01 Учебная практика", "examinationType": "Test", "marks": {"901": {"value": "Success"}}},
        ],
        "profModules": [{"id": 73, "name": "ПМ.01 Уход за животными", "marks": {"901": {"value": "Five"}}}],
        "courseWorks": [{"id": ANATOMY, "name": "ОП.01 Анатомия животных", "marks": {"902": {"value": "Four"}}}],
    }  # fmt: skip


def diary():
    slot = {"startTime": "10:10", "endTime": "11:40"}
    book = {"id": 101, "lessonType": "Lecture", "themes": ["Кости"], "tasks": [
        {"id": 1, "type": "Lesson", "topic": "Ответ", "mark": "Five", "isRequired": False, "attachments": []}]}  # fmt: skip
    first = {"startTime": "08:30", "endTime": "10:00", "name": "ОП.01 Анатомия животных", "gradebook": book}
    return [{"date": "2025-09-02" + ZERO, "lessons": [first, slot], "isHoliday": False, "isShort": False}]


ADDRESSES = {
    "groups": "/services/people/student-groups/all",
    "departments": "/services/people/departments/all",
    "employees": "/services/people/employees/all",
    "students": "/services/people/students",
    "card": "/services/people/students/901",
    "entries": f"/services/journal/gradebook/{GROUP}/entries",
    "anatomy": f"/services/journal/gradebook/{BOOK}/subjects/{ANATOMY}",
    "practice": f"/services/journal/gradebook/{BOOK}/subjects/{PRACTICE}",
    "sheet": f"/services/reports/curator/group-attestation/Semester/3/2025-12-28/{GROUP}",
    "diary": "/services/students/901/lessons/2025-09-01/2025-09-07",
}
MAKERS = {
    maker.__name__: maker
    for maker in (groups, departments, employees, students, card, entries, anatomy, practice, sheet, diary)
}


def all_answers(*names, **changed):
    """Return name → value; all of them, or those named; `changed` puts other values in."""
    return {name: changed.get(name) or MAKERS[name]() for name in names or MAKERS}


def write_folder(folder: Path, answers) -> Path:
    """Save answers as a person does: any names, except that pages carry the numbers of their address."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, value) in enumerate(answers.items()):
        numbers = {"anatomy": f"{BOOK}_{ANATOMY}", "practice": f"{BOOK} {PRACTICE}"}.get(name, number)
        (folder / f"ответ {numbers}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return folder


def exchange(path, body, *, moment="2025-12-29T06:00:00.123Z", mime="application/json", **content):
    """Return one entry of a recording, with secrets wherever a browser puts them."""
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return {
        "startedDateTime": moment,
        "time": 12.5,
        "request": {
            "method": "GET", "url": f"{HOST}{path}?access_token={SECRETS['query']}", "httpVersion": "HTTP/2",
            "cookies": [{"name": "sid", "value": SECRETS["cookie"]}],
            "headers": [{"name": "Authorization", "value": f"Bearer {SECRETS['token']}"}, {"name": "X-Secret", "value": SECRETS["header"]}],
            "queryString": [{"name": "access_token", "value": SECRETS["query"]}],
            "postData": {"mimeType": "application/json", "text": json.dumps({"password": SECRETS["password"]})},
        },
        "response": {
            "status": 200, "cookies": [{"name": "sid", "value": SECRETS["cookie"]}], "headers": [],
            "content": {"size": len(text), "mimeType": mime, "text": text, **content},
        },
    }  # fmt: skip


def login():
    return exchange("/services/security/login", {"token": SECRETS["token"], "students": [], "lessons": []})


def in_base64(path, body):
    data = base64.b64encode(json.dumps(body).encode()).decode()
    return exchange(path, data, encoding="base64")


def recording(answers, *more) -> dict:
    last = dt.datetime(2025, 12, 29, 6, 30, tzinfo=dt.UTC)
    found = [login(), *(exchange(ADDRESSES[name], value) for name, value in answers.items()), *more]
    found[-1]["startedDateTime"] = last.isoformat().replace("+00:00", "Z")
    return {"log": {"version": "1.2", "creator": {"name": "Firefox"}, "pages": [], "entries": found}}


def write_recording(file: Path, answers, *more) -> Path:
    file.write_text(json.dumps(recording(answers, *more), ensure_ascii=False), "utf-8")
    return file
