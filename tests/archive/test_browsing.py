"""The offline browsing of a bag: every page by links, every record of the tables, no script, nothing from outside."""

import datetime as dt
import html
import re
from collections import Counter

import pandas as pd
import pytest
from tinyhtml5.parser import HTMLParser

from archive.browsed import BrowsedPage, text_of
from ejarchive.recipes.bundle import BundleOrder, make_bundles
from ejarchive.recipes.order import Order
from ejarchive.surroundings import Surroundings
from judges import chromium_pages

GROUP, TERM, NAME = "21-ТМ", "2025-1", "bag-21tm-2025-1-v1"
REGISTER = re.compile(r"Отметки и посещаемость")
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def data(tmp_path_factory, root):
    """The payload of a bag of the sample college."""
    archive = tmp_path_factory.mktemp("archive")
    surroundings = Surroundings(
        now=dt.datetime(2027, 1, 1, tzinfo=dt.UTC), folder=archive, environment={}, cache=archive.parent / "cache"
    )
    wanted = BundleOrder(groups=[GROUP], term=TERM)
    make_bundles(root / "samples" / "college", archive, wanted, Order(engine="plutoprint"), surroundings)
    return archive.resolve() / NAME / "data"


@pytest.fixture(scope="module")
def pages(data):
    found = [data / "index.html", *sorted((data / "browse").glob("*.html"))]
    return {path: BrowsedPage(path) for path in found}


@pytest.fixture(scope="module")
def journal(data):
    """The tables of the bag as pandas reads them."""
    return {path.stem: pd.read_csv(path, dtype=str, keep_default_na=False) for path in (data / "journal").glob("*.csv")}


@pytest.fixture(scope="module")
def names(journal):
    students = journal["students"]
    full = students[["last_name", "first_name", "middle_name"]].agg(" ".join, axis=1).str.strip()
    return dict(zip(students["student_id"], full, strict=True))


def by_code(pages, kind):
    """The pages of students or courses by the code that the tables know them by."""
    return {page.facts["Код в таблицах"]: page for path, page in pages.items() if path.name.startswith(f"{kind}-")}


def russian(date):
    return f"{date[8:]}.{date[5:7]}.{date[:4]}"


def test_each_page_is_sound_html(pages):
    for path in pages:
        parser = HTMLParser()
        parser.parse(path.read_text("utf-8"))
        assert parser.errors == [], path.name


def test_nothing_comes_from_outside_and_nothing_but_the_search_runs(pages, data):
    for path, page in pages.items():
        elements = list(page.root.iter())
        assert {"img", "link", "iframe", "object", "embed", "base"} & {each.tag for each in elements} == set()
        assert [
            name for each in elements for name in each.attrib if name.startswith("on") or name in {"src", "style"}
        ] == []
        assert [link for link in page.links if re.match(r"[a-z]+:|//|/", link)] == []
        assert len(list(page.root.iter("script"))) == (2 if path == data / "index.html" else 0)
        policy = page.root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_link_leads_to_a_file_of_the_bag_and_to_a_place_in_it(pages, data):
    broken = []
    for page in pages.values():
        assert len(page.ids) == len(set(page.ids))
        for file, place in page.targets():
            inside = file.is_file() and file.is_relative_to(data.parent)
            if not inside or (place and place not in pages[file].ids):
                broken.append((page.path.name, str(file), place))
    assert broken == []


def test_every_page_and_document_is_reached_by_links(pages, data):
    reached, ahead = set(), [data / "index.html"]
    while ahead:
        path = ahead.pop()
        if path not in reached:
            reached.add(path)
            ahead += [file for file, _ in pages[path].targets()] if path in pages else []
    payload = {path for path in data.rglob("*") if path.is_file()}
    assert payload - reached == set()


def test_every_student_has_a_page_under_the_name_of_the_tables(pages, names, data):
    found = by_code(pages, "student")
    assert {code: page.heading for code, page in found.items()} == names
    assert set(pages[data / "index.html"].table("Обучающиеся").column("Фамилия, имя, отчество")) == set(names.values())


def test_every_lesson_stands_on_its_course_and_in_the_order_of_time(pages, journal, data):
    courses = by_code(pages, "course")
    lessons = journal["lessons"]
    assert set(courses) == set(journal["courses"]["course_id"])
    for code, page in courses.items():
        own = lessons[lessons["course_id"] == code]
        written = Counter(zip(own["date"].map(russian), own["topic"], own["homework"], own["hours"], strict=True))
        table = next((each for each in page.tables if each.caption == "Занятия"), None)
        columns = [table.column(name) for name in ("Дата", "Тема", "Задание на дом", "Часов")] if table else []
        assert Counter(zip(*columns, strict=True)) == written, code
    months = pages[data / "browse/lessons.html"].tables
    timeline = [pair for table in months for pair in zip(table.column("Дата"), table.column("Тема"), strict=True)]
    assert Counter(timeline) == Counter(zip(lessons["date"].map(russian), lessons["topic"], strict=True))


def test_every_mark_stands_in_the_register_of_its_course(pages, journal, names):
    entries = journal["entries"].merge(journal["lessons"], on="lesson_id")
    assert len(entries) == len(journal["entries"]) > 1000
    for code, page in by_code(pages, "course").items():
        own = entries[entries["course_id"] == code]
        written = Counter(
            (names[student], f"{date[8:]}.{date[5:7]}", text)
            for student, date, text in zip(own["student_id"], own["date"], own["text"], strict=True)
        )
        shown = Counter(
            (row[1], heading[:5], text)
            for table in page.tables
            if REGISTER.match(table.caption)
            for row in table.rows
            for heading, text in zip(table.headings, row, strict=True)
            if text and re.match(r"\d\d\.\d\d", heading)
        )
        assert shown == written, code


def test_every_mark_and_grade_stands_on_the_page_of_its_student(pages, journal, names):
    entries = journal["entries"].merge(journal["lessons"], on="lesson_id")
    grades = journal["grades"].merge(journal["courses"], on="course_id")
    titles = {page.heading for page in by_code(pages, "course").values()}
    for code, page in by_code(pages, "student").items():
        own = entries[entries["student_id"] == code]
        records = [row for table in page.tables if table.caption in titles for row in table.rows]
        assert Counter((row[0], row[1]) for row in records) == Counter(
            zip(own["date"].map(russian), own["text"], strict=True)
        )
        graded = [table for table in page.tables if table.caption == "Оценки"]
        shown = Counter(value for table in graded for value in table.column("Оценка"))
        assert shown == Counter(grades[grades["student_id"] == code]["value"])
    assert set(names) == set(by_code(pages, "student"))


def test_missed_hours_are_those_of_the_entries(pages, journal, names, data):
    entries = journal["entries"].merge(journal["lessons"], on="lesson_id")
    missed = entries[
        entries["text"].str.match(r"[нпб]") & entries["status"].eq("held") & entries["kind"].ne("consultation")
    ]
    hours = missed["absent_hours"].where(missed["absent_hours"] != "", missed["hours"]).astype(float)
    expected = hours.groupby(missed["student_id"]).sum().to_dict()
    [table] = pages[data / "browse/absences.html"].tables
    total = table.headings.index("опозданий") - 4
    shown = {row[1]: float(row[total].replace(",", ".") or 0) for row in table.rows}
    assert len(expected) > 20
    assert shown == {names[code]: expected.get(code, 0.0) for code in names if names[code] in shown}


def test_corrections_and_remarks_are_all_there(pages, journal, data):
    corrections = [row for table in pages[data / "browse/corrections.html"].tables for row in table.rows]
    assert len(corrections) == len(journal["corrections"]) > 5
    [remarks] = pages[data / "browse/remarks.html"].tables
    assert sorted(remarks.column("Содержание")) == sorted(journal["remarks"]["text"])


FREE_TEXTS = {
    "lessons": ["topic", "homework"],
    "tasks": ["title"],
    "plan": ["topic"],
    "grades": ["sheet_number", "make_up_form", "basis"],
    "attempts": ["document_number", "value"],
    "practices": ["place", "order_number", "agreement", "result_form"],
    "movements": ["order_number", "former_last_name"],
    "individual_plans": ["order_number"],
    "remarks": ["text", "explanation", "resolution"],
    "corrections": ["before", "after", "reason"],
    "staff": ["last_name", "position"],
    "groups": ["name", "programme_name", "department"],
    "holidays": ["name"],
    "outages": ["note"],
    "sources": ["name", "sha256"],
}


def test_every_text_that_a_person_wrote_is_found_on_some_page(pages, journal):
    everything = "\n".join(text_of(page.root.find("body")) for page in pages.values())
    written = {
        (name, column, text)
        for name, columns in FREE_TEXTS.items()
        for column in columns
        if column in journal[name]
        for text in journal[name][column]
    }
    assert len(written) > 500
    assert sorted(one for one in written if one[-1] not in everything) == []


def test_what_the_tables_leave_out_is_on_no_page(pages, journal, root):
    college = root / "samples" / "college"
    everything = "\n".join(path.read_text("utf-8") for path in pages)
    students, staff = (
        pd.read_csv(college / f"{name}.csv", dtype=str, keep_default_na=False) for name in ("students", "staff")
    )
    births = {date for date in students["birth_date"] if date}
    strangers = set(students["student_id"]) - set(journal["students"]["student_id"])
    others = staff[~staff["person_id"].isin(journal["staff"]["person_id"])]
    surnames = set(others["last_name"]) - set(journal["staff"]["last_name"]) - set(journal["students"]["last_name"])
    assert min(len(births), len(strangers), len(surnames)) > 3
    assert [date for date in births if date in everything or russian(date) in everything] == []
    assert [code for code in strangers if re.search(rf"\b{code}\b", everything)] == []
    assert [name for name in surnames if re.search(rf"\b{name}\b", everything)] == []


def test_the_pages_stay_small(pages):
    assert len(pages) < 100
    assert sum(path.stat().st_size for path in pages) < MOST_BYTES


def test_a_browser_without_scripts_finds_every_student_and_lesson(pages, journal, names, data):
    index, timeline = data / "index.html", data / "browse" / "lessons.html"
    course = max(by_code(pages, "course").values(), key=lambda page: len(page.ids))
    shown = {path: readable(dom) for path, dom in chromium_pages([index, timeline, course.path]).items()}
    assert [name for name in names.values() if name not in shown[index]] == []
    assert [name for name in names.values() if name not in shown[course.path]] == []
    lessons = journal["lessons"]
    written = [(russian(row.date), row.topic) for row in lessons.itertuples()]
    assert [one for one in written if not all(text in shown[timeline] for text in one)] == []
    own = lessons[lessons["course_id"] == course.facts["Код в таблицах"]]
    assert len(own) > 40
    assert [topic for topic in own["topic"] if topic not in shown[course.path]] == []


def test_a_browser_with_scripts_searches_and_needs_no_leave_for_it(data, tmp_path):
    """The query is typed in beforehand: the script that the policy of the page lets run answers it at once."""
    typed = tmp_path / "index.html"
    text = (data / "index.html").read_text("utf-8")
    assert text.count('<input id="query"') == 1
    typed.write_text(text.replace('<input id="query"', '<input id="query" value="  ЧЕРНЫШЕВ захар"'), "utf-8")
    untouched, answered = chromium_pages([typed])[typed], chromium_pages([typed], scripts=True)[typed]
    assert 'id="search" role="search" hidden="hidden"' in untouched
    assert 'id="search" role="search">' in answered
    [(address, found)] = re.findall(r'<li><a href="(browse/[^"]+)">([^<]+)</a></li>', answered.partition("<nav")[0])
    assert found == BrowsedPage(data / address).heading == "Чернышёв Захар Юрьевич"
    assert "Найдено: 1<" in answered


def readable(dom: str) -> str:
    """The text of a document outside scripts and styles, tags turned into spaces."""
    kept = re.sub(r"<(script|style)\b.*?</\1>", " ", dom, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", kept)).replace("\u00a0", " ")
