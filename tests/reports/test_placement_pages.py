"""A work placement is a list: student, place, from–to, hours, mark, date."""

from ejarchive.model.courses import Course
from ejarchive.reports.course_order import ordered_courses
from ejarchive.reports.course_pages import course_parts
from reports.small_journal import context_of, course_of, tables


def placement():
    rows = tables(4, 0, names=["Абрамов Олег", "Белов Ян Львович", "Ветров Ким Ильич", "Гусев Лев Олегович"])
    del rows["lessons"], rows["entries"]
    rows["courses"][0] |= {"kind": "work_placement", "code": "ПП.01", "name": "Производственная практика"}
    rows["courses"] += [{**rows["courses"][0], "course_id": "c2", "kind": "training_practice", "subgroup": "2"}]
    rows["course_students"] = [{"course_id": "c2", "student_id": "s002"}]
    shared = {"course_id": "c1", "starts": "2025-11-10", "ends": "2025-12-07", "hours": "144", "order_number": "87-у"}
    rows["practices"] = [
        {**shared, "subgroup": "s001", "place": "КФХ «Раздолье», с. Полынково", "agreement": "№ 11/26 от 02.03.2025"},
        {**shared, "subgroup": "2", "place": "СПК «Заря»", "agreement": "№ 12/26", "head_id": "p2"},
        {**shared, "subgroup": "", "place": "ООО «Нива»", "agreement": ""},
    ]
    rows["grades"] = [
        {
            "course_id": "c1", "student_id": "s001", "period": "2025-1", "value": "5",
            "recorded_at": "2025-12-08T23:30:00+04:00",
        }
    ]  # fmt: skip
    rows["movements"] = [
        {"movement_id": "m", "student_id": "s004", "date": "2025-10-01", "kind": "expelled", "group_id": "g"}
    ]
    return rows


def texts_of(rows):
    context = context_of(rows)
    (part,) = course_parts(context, course_of(context))
    return part, [row["texts"] for page in part.view["pages"] for row in page["table"]["rows"]]


def test_each_student_has_his_own_place_else_his_subgroups_else_everybodys():
    _, texts = texts_of(placement())
    assert [row["place"] for row in texts[:3]] == [
        "КФХ «Раздолье», с.\u00a0Полынково; договор №\u00a011/26 от\u00a002.03.2025",
        "СПК «Заря»; договор №\u00a012/26; руководитель Заяц-Русак\u00a0А.В.",
        "ООО «Нива»",
    ]


def test_the_row_has_time_hours_mark_and_the_day_of_the_mark_in_the_colleges_own_time():
    _, (first, *_) = texts_of(placement())
    assert (first["hours"], first["grade"], first["date"]) == ("144", "5", "08.12.2025")
    assert "".join(first["dates"].split()) == "10.11.2025–07.12.2025"


def test_what_all_places_share_stands_once_in_the_head():
    part, _ = texts_of(placement())
    facts = [fact["text"] for fact in part.view["pages"][0]["head"]["facts"]]
    assert facts == ["Сроки: 10.11.2025–07.12.2025, 144\u00a0ч.", "Приказ №\u00a087-у"]


def test_hours_are_in_the_list_and_in_no_table_below():
    part, _ = texts_of(placement())
    assert part.view["pages"][-1]["foot"]["hours"] is None


def test_whoever_had_left_before_is_struck_out():
    rows = placement()
    rows["practices"] = rows["practices"][:2]
    part, _ = texts_of(rows)
    table = part.view["pages"][0]["table"]
    assert [row["void"] for row in table["rows"]] == [False, False, False, True]
    assert table["ruling"]["hatching"]


def test_both_engines_print_the_list(render):
    part, _ = texts_of(placement())
    texts = [["".join(page.split()) for page in render.pages(part, engine)] for engine in render.engines]
    assert texts[0] == texts[1]


def test_practice_stands_after_its_mdk_and_the_examination_of_the_module_last():
    def course(course_id, kind, order, module=None):
        return Course(
            course_id=course_id,
            group_id="g",
            term_id="t",
            name=course_id,
            kind=kind,
            plan_order=order,
            module_id=module,
        )

    courses = [
        course("practice", "training_practice", 1, "ПМ.01"),
        course("exam", "module", 2, "ПМ.01"),
        course("mdk", "mdk", 5, "ПМ.01"),
        course("history", "subject", 3),
        course("unplanned", "subject", None),
        course("physics", "subject", 0),
    ]
    order = [each.course_id for each in ordered_courses(courses)]
    assert order == ["physics", "mdk", "practice", "exam", "history", "unplanned"]
