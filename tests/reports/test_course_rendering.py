"""What is drawn: the same in both engines, each text inside the box of its own row and column."""

import random
from dataclasses import replace

import pytest

from ejarchive.regulation import load_regulation
from ejarchive.reports.course_pages import course_parts
from reports.small_journal import context_of, course_of, tables

MM = 25.4 / 72
ROUNDING = 0.3  # millimetres
LONG_NAME = "Константинопольский-Преображенский Александр-Владислав Всеволодович"
TOPICS = [
    "Введение",
    "Практическое занятие № 12. Решение задач на применение законов Кирхгофа для разветвлённых цепей с источниками ЭДС",
    "Сельскохозяйственные машины: плуги, культиваторы, бороны, сеялки; техническое обслуживание и хранение",
    "ОченьДлинноеНеразрывноеСлово" * 8,
]


def awkward():
    """A subgroup of 33 with long names, wide cells, substitutions, a consultation and an examination."""
    names = [f"Сидоров{n:02d} Олег Ильич" for n in range(1, 32)] + [LONG_NAME, "Ёлкина Анна"]
    rows = tables(lessons=31, names=names, topics=TOPICS, kinds=["lesson"] * 29 + ["consultation", "exam"])
    chance = random.Random(3)  # noqa: S311 - cells, not secrets
    texts = ["5", "б4", "н", "о5-", "о4/3", "н4/3/5", "ЗЧ", "5+", ""]
    rows["entries"] = [
        {"lesson_id": f"l{lesson:03d}", "student_id": f"s{student:03d}", "text": text}
        for lesson in range(31)
        for student in range(1, 34)
        if (text := chance.choice(texts))
    ]
    rows["courses"][0] |= {"name": "Организация и осуществление мероприятий по предупреждению " * 2, "control": "exam"}
    rows["lessons"][3] |= {"teacher_id": "p2", "moved_from": "2025-09-12"}
    rows["grades"][0]["value"] = "н/а"
    rows["movements"] = [
        {"movement_id": "m1", "student_id": "s005", "date": "2025-10-01", "kind": "enrolled", "group_id": "g"}
    ]
    rows["entries"] = [
        entry for entry in rows["entries"] if entry["student_id"] != "s005" or entry["lesson_id"] >= "l010"
    ]
    return rows


CASES = {
    "awkward": (awkward(), {"director_signs": "sheet"}),
    "four lessons": (tables(25, 4), {}),
    "many lessons": (tables(25, 120, topics=TOPICS[:3]), {"director_signs": "part"}),
    "forty-four students": (tables(44, 12), {"sides": "one"}),
    "a topic of a page": (tables(3, 3, topics=["слово " * 700]), {}),
}


@pytest.fixture(scope="module", params=CASES)
def part(request):
    rows, settings = CASES[request.param]
    regulation = load_regulation("common")
    signing = replace(regulation, pack=replace(regulation.pack, teacher_signs_course=True))
    context = context_of(rows, regulation=signing, **settings)
    return course_parts(context, course_of(context))[0]


def test_both_engines_print_the_same_pages_and_texts(render, part):
    texts = [["".join(page.split()) for page in render.pages(part, engine)] for engine in render.engines]
    assert texts[0] == texts[1]
    assert len(texts[0]) == part.pages


@pytest.mark.parametrize("engine", ["weasyprint", "plutoprint"])
def test_every_text_stands_inside_the_box_of_its_row_and_column(render, part, engine):
    for page, characters in zip(part.view["pages"], render.characters(part, engine), strict=True):
        table = page["table"]
        if table is None:
            continue
        boxes = _boxes(part.geometry, page, characters)
        for index, row in enumerate(table["rows"], start=_first_row(page)):
            if "heading" in row:  # one cell over all columns
                spans = sorted(place for place in boxes if place[0] == index)
                assert "".join(boxes.pop(place) for place in spans) == "".join(row["heading"].split())
        for (row, column), expected in _expected(page).items():
            assert boxes.pop((row, column), "") == "".join(expected.split()), (row, column)
        assert {place: text for place, text in boxes.items() if text and place[0] >= _first_row(page)} == {}


@pytest.mark.parametrize("engine", ["weasyprint", "plutoprint"])
def test_nothing_is_drawn_outside_the_margins(render, part, engine):
    geometry = part.geometry
    for characters in render.characters(part, engine):
        assert min(left for _, left, _, _ in characters) * MM >= geometry.left - ROUNDING
        assert max(right for *_, right in characters) * MM <= geometry.width - geometry.right + ROUNDING
        assert min(bottom for _, _, bottom, _ in characters) * MM >= geometry.bottom - ROUNDING


def _boxes(geometry, page, characters):
    """(row, column) of the table → the characters whose middle lies in that box."""
    table = page["table"]
    left, top = geometry.left, geometry.top + page["head"]["height"]
    found = {}
    for char, x, bottom, right in characters:
        # the base line lies in the lower part of the line, whatever the face: look a little above it
        across, down = (x + right) / 2 * MM - left, geometry.height - bottom * MM - top - 1.2
        row, column = _place(table["ys"], down), _place(table["xs"], across)
        if row is not None and column is not None:
            found[row, column] = found.get((row, column), "") + char
    return found


def _place(edges, where):
    return next((index for index, edge in enumerate(edges[1:]) if edges[index] <= where < edge), None)


def _first_row(page):
    return 2 if page["side"] == "left" else 1


def _expected(page):
    """(row, column) → the text that the view puts there."""
    table = page["table"]
    found = {}
    for index, row in enumerate(table["rows"], start=_first_row(page)):
        if page["side"] == "left":
            cells = [cell["code"] + cell["mark"] if cell else "" for cell in row["cells"]]
            block = [cell["code"] + cell["mark"] if cell else "" for cell in row["block"]]
            gap = [""] if table["gap"] else []
            texts = [str(row["number"]), row["name"], *cells, *row["grades"], *gap, *block]
        elif "heading" in row:
            continue
        else:
            texts = [row["texts"][field["name"]] for field in table["fields"]]
        found |= {(index, column): text for column, text in enumerate(texts)}
    return found
