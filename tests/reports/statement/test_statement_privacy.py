"""One child only, and every sign explained: for every student of the sample college."""

import re

import pytest

from ejarchive.russian import bound
from reports.statement.conftest import items, rows, words

SIGNS = re.compile(r"«([^»]+)»\u00a0— ")


@pytest.fixture(scope="module")
def statements(college):
    """Every student's statement with its annex, as the reader who is granted most sees it."""
    return {
        student: college.statement(student, "apt-2020", annex=True, reader="student")
        for student in college.source().students
    }


def test_nobody_else_is_named(college, statements):
    people = college.source().students
    pairs = {who: (each.last_name, each.first_name) for who, each in people.items()}
    names = {who: {" ".join(pair), " ".join(pair[::-1])} for who, pair in pairs.items()}
    for student, document in statements.items():
        text = words(document)
        assert any(name in text for name in names[student])
        assert [who for who, theirs in names.items() if who != student and any(name in text for name in theirs)] == []


def test_nothing_of_the_group_is_told(statements):
    for document in statements.values():
        assert not re.search("средний балл|рейтинг|место в группе|% качества", words(document), re.IGNORECASE)


def test_the_legend_has_every_sign_and_no_other(college, statements):
    grammar = college.source("apt-2020").regulation.cells
    looked_at = set()
    for key, document in statements.items():
        if not rows(document):
            continue
        cells = [mark for row in rows(document) if row["kind"] == "row" for mark in row["marks"].split()]
        cells += [cell["text"] for row in rows(document, "annex") for cell in row["cells"] if cell["name"] == "mark"]
        cells = [cell for cell in cells if cell]
        graded = [row["grades"] for row in rows(document) if row["kind"] == "row"]
        signs = {value for grades in graded for each in grades for value in each.split(", ")}
        for cell in cells:
            code = cell[0] if cell[0] in (*grammar.absences, *grammar.lateness) else ""
            signs |= {code, *cell.removeprefix(code).split("/")}
        signs |= set(re.findall("«([^»]+)»", " ".join(notes_with_grades(document))))
        legend = dict(legend_of(document))
        plain = {sign for sign in legend if "вместе" not in legend[sign] and "две отметки" not in legend[sign]}
        assert plain == signs - {""}, key
        assert any("вместе" in words for words in legend.values()) == any(
            cell[0] in "нпбо" and len(cell) > 1 for cell in cells
        ), key
        assert any("две отметки" in words for words in legend.values()) == any("/" in cell for cell in cells), key
        looked_at |= signs
    assert {"5+", "5-", "ЗЧ", "НЗ", "н/а", "осв.", "н", "п", "б", "о"} <= looked_at


def notes_with_grades(document):
    return [item["text"] for item in items(document, "text") if re.search(r"пересдача|ликвидировать", item["text"])]


def legend_of(document):
    text = next(item["text"] for item in items(document, "text") if item["text"].startswith("Обозначения"))
    entries = text.removeprefix("Обозначения: ").removesuffix(".").split("; ")
    return [(SIGNS.match(entry)[1], SIGNS.sub("", entry)) for entry in entries]


def test_without_the_annex_no_bare_code_is_explained(college):
    legend = dict(legend_of(college.statement("s001", "apt-2020", term_id="2025-1")))
    assert not {"н", "б", "о"} & legend.keys()


@pytest.mark.parametrize(
    ("regulation", "reader", "shown"),
    [
        ("bgsht-2022", "student", {"topic", "homework"}),
        ("bgsht-2022", "representative", set()),
        ("bgsht-2022", "official", set()),
        ("bgsht-2022", None, set()),
        ("apt-2020", "representative", {"topic", "homework"}),
        ("apt-2020", "official", set()),
    ],
)
def test_topics_and_homework_only_for_whom_the_regulation_grants_them(college, regulation, reader, shown):
    document = college.statement("s001", regulation, annex=True, reader=reader)
    names = {cell["name"] for row in rows(document, "annex") for cell in row["cells"]}
    assert names - {"date", "discipline", "hours", "mark"} == shown
    lessons = college.journal.frame("lessons").set_index("lesson_id")
    topic = bound(lessons.loc[lessons["course_id"] == "c-tm24-oup09-1", "topic"].iloc[0]).replace("\u00a0", " ")
    assert (topic in words(document)) == bool(shown)
