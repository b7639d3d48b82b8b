"""The pages of the offline browsing on small and hostile journals, as any reader of XML finds them."""

import json
import re

import pytest
from defusedxml.ElementTree import fromstring
from tinyhtml5.parser import HTMLParser

from ejarchive.document import WebPage
from ejarchive.errors import RenderingError
from ejarchive.render.html_pages import render_pages
from ejarchive.reports.browsing.pages import browsing_pages
from reports.small_journal import context_of, tables

HOSTILE = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "</td></tr></table><h1>Конец</h1>",
    "{{ cycler.__init__.__globals__ }} {% raw %}",
    "<!-- --> <![CDATA[ ]]> &amp; &lt; &#0;",
    "javascript:alert(1)",
    "\u202eатадрог\u202c \u2066и\u2069 \u200fещё\u200e",
    "Ю" * 10_000,
    "слово " * 2_000,
    "\x00\x07\ud800 управляющие \ufffe\ufeff",
    "</style><style>*{display:none}</style>",
    "а\u2028б\u2029в",
]
COURSE, INDEX = "browse/course-c1.html", "index.html"


def pages_of(rows, files=()):
    """The rendered pages of a small journal, path → HTML."""
    return {path: data.decode() for path, data in render_pages(browsing_pages(context_of(rows), files)).items()}


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def hostile():
    rows = tables(lessons=len(HOSTILE), topics=HOSTILE, names=['Иванов <b>Пётр</b> "x"', "О'Нил & Ко"])
    rows["lessons"][0]["homework"] = HOSTILE[1]
    rows["entries"] = [{"lesson_id": "l000", "student_id": "s001", "text": "<i>5</i>"}]
    rows["courses"][0]["name"] = "Курс </title><script>alert(2)</script>"
    return pages_of(rows, [("documents/a b&c#1.pdf", "<u>Дело</u>", 5)])


def test_what_people_typed_is_text_and_nothing_else(hostile):
    for path, html in hostile.items():
        root = fromstring(html)
        assert {"img", "b", "i", "u"} & {each.tag for each in root.iter()} == set(), path
        assert len(list(root.iter("script"))) == (2 if path == INDEX else 0)
        assert len(list(root.iter("style"))) == 1
        parser = HTMLParser()
        parser.parse(html)
        assert parser.errors == [], path


def test_hostile_texts_are_read_as_they_were_written_but_for_what_nobody_sees(hostile):
    root = fromstring(hostile[COURSE])
    [table] = [each for each in root.iter("table") if words(each.find("caption")) == "Занятия"]
    shown = [words(row[2]) for row in table.findall("tbody/tr")]
    assert shown[:6] == HOSTILE[:6]
    assert shown[7:9] == [HOSTILE[7], HOSTILE[8].strip()]
    assert (shown[6], shown[9], shown[11]) == ("атадрог и ещё", "управляющие", "а б в")


def test_no_page_holds_a_character_that_hides_or_turns_text(hostile):
    for html in hostile.values():
        assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]", html) == []


def test_what_the_search_looks_through_is_whole_and_cannot_end_its_script(hostile):
    [text] = re.findall(r'<script type="application/json" id="all">(.*?)</script>', hostile[INDEX], flags=re.DOTALL)
    found = [one[0] for one in json.loads(text)]
    assert any(one.startswith(HOSTILE[0]) for one in found)
    assert not set("<>&") & set(text)


def test_a_link_to_a_file_is_an_address_whatever_its_name(hostile):
    assert 'href="documents/a%20b%26c%231.pdf"' in hostile[INDEX]


def test_ids_of_any_letters_become_names_of_files_that_no_system_refuses():
    rows = tables(lessons=2)
    ids = {"s001": "../../etc/Иванов", "s002": "CON", "s003": "con."}
    for table in ("students", "entries", "grades"):
        for row in rows[table]:
            row["student_id"] = ids[row["student_id"]]
    pages = pages_of(rows)
    students = [path for path in pages if "student-" in path]
    assert len({path.lower() for path in students}) == 3
    assert all(re.fullmatch(r"browse/student-[a-z0-9-]+\.html", path) for path in students)


def test_lessons_that_were_not_held_are_listed_and_what_is_written_in_them_is_shown():
    rows = tables(students=1, lessons=3)
    rows["lessons"][1]["status"] = "cancelled"
    rows["lessons"][2]["status"] = "planned"
    rows["entries"] = [{"lesson_id": "l001", "student_id": "s001", "text": "4"}]
    root = fromstring(pages_of(rows)[COURSE])
    register, lessons = list(root.iter("table"))[:2]
    assert [words(cell) for cell in register.findall("thead/tr/th")] == [
        "№", "Фамилия, имя, отчество", "01.09", "04.10 отм.", "Семестр",
    ]  # fmt: skip
    assert [words(cell) for cell in register.findall("tbody/tr")[0]][2:] == ["", "4", "4"]
    assert [words(row[-1]) for row in lessons.findall("tbody/tr")] == ["", "отменено", "запланировано"]


def test_a_student_of_another_group_with_a_grade_here_stands_in_the_register():
    rows = tables(students=1, lessons=1)
    rows["groups"].append({"group_id": "h", "name": "22-ТМ", "programme_name": "Механизация", "year_of_study": "2"})
    rows["students"].append({**rows["students"][0], "student_id": "s900", "group_id": "h", "last_name": "Гостев"})
    rows["grades"].append({"course_id": "c1", "student_id": "s900", "period": "2025-1", "value": "3"})
    rows["grades"].append({"course_id": "c1", "student_id": "s900", "period": "2024", "value": "5", "kind": "зачёт"})
    pages = pages_of(rows)
    register = next(iter(fromstring(pages[COURSE]).iter("table")))
    [guest] = [row for row in register.findall("tbody/tr") if "Гостев" in words(row)]
    assert [words(cell) for cell in guest][-2:] == ["3", "5"]
    assert words(register.findall("thead/tr/th")[-1]) == "зачёт, 2024"
    assert "Другие обучающиеся" in pages["browse/group.html"]


def test_a_long_course_is_cut_into_even_registers_with_grades_in_the_last():
    tables_of_course = list(fromstring(pages_of(tables(students=2, lessons=80))[COURSE]).iter("table"))
    registers = [each for each in tables_of_course if words(each.find("caption")).startswith("Отметки")]
    assert [words(each.find("caption")).partition(", ")[2] for each in registers] == [
        "занятия 1–26",
        "занятия 27–53",
        "занятия 54–80",
    ]
    assert [len(each.findall("thead/tr/th")) for each in registers] == [2 + 26, 2 + 27, 2 + 27 + 1]


def test_namesakes_are_not_taken_for_one_another():
    rows = tables(names=["Иванов Пётр Сергеевич", "Иванов Пётр Сергеевич"], lessons=1)
    rows["grades"] = [{"course_id": "c1", "student_id": f"s00{n}", "period": "2025-1", "value": "2"} for n in (1, 2)]
    pages = pages_of(rows)
    debts = next(fromstring(pages["browse/debts.html"]).iter("table"))
    assert len(debts.findall("tbody/tr")) == 2
    assert list(debts.iter("a")) == [], "the sheet knows a debtor by his name: here it tells nobody"
    assert len([path for path in pages if "student-" in path]) == 2


def test_an_empty_period_has_its_pages_too():
    rows = tables(students=0, lessons=0)
    rows |= {"courses": [], "students": []}
    pages = pages_of({name: table for name, table in rows.items() if table})
    assert "Исправлений нет." in pages["browse/corrections.html"]
    assert "Замечаний нет." in pages["browse/remarks.html"]


def test_every_table_names_its_columns_and_rows_to_who_cannot_see_them():
    for html in pages_of(tables()).values():
        root = fromstring(html)
        assert root.get("lang") == "ru"
        for table in root.iter("table"):
            assert words(table.find("caption"))
            assert all(cell.get("scope") in {"col", "colgroup"} for cell in table.findall("thead/tr/th"))
            assert all(row.find("th").get("scope") == "row" for row in table.findall("tbody/tr"))


def test_a_page_with_a_hole_is_an_error_that_quotes_no_value():
    page = WebPage(
        path="x.html", template="browse/page.html.j2", title="Ж", listed="", view={"menu": [], "note": "тайна"}
    )
    with pytest.raises(RenderingError, match=r"x\.html") as stopped:
        render_pages([page])
    assert "тайна" not in str(stopped.value)
