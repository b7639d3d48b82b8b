"""The measured number of lines is never less than what either engine needs, and seldom more."""

import html
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejarchive.document import Part
from ejarchive.reports.measure import fits, line_count, plain
from ejarchive.reports.styles import NAMED, SMALL, TOPIC
from ejarchive.resources import folder

WORDS = (
    *("практическое", "занятие", "№", "12.", "решение", "задач", "на", "применение", "закона", "Кирхгофа,", "цепи;"),
    *("разветвлённые", "«Ревизор»", "—", "комедия", "контрольно-измерительные", "приборы", "АВТОМАТИЗАЦИЯ", "СССР"),
    *("1914–1928", "годов", "сельско-хозяйственная/машина", "3/4", "ёлка", "Юго-Запад", "электрооборудование:", "т.е."),
    *("аккумуляторные-батареи", "(12", "В)", "y", "=", "sin", "x,", "№", "5–7;", "§", "12"),
)


def sentences(count, seed=7):
    chance = random.Random(seed)  # noqa: S311 - texts, not secrets
    return [" ".join(chance.choices(WORDS, k=chance.randint(1, 22))) for _ in range(count)]


@given(st.text())
def test_plain_text_holds_no_line_breaks_and_no_double_spaces(text):
    assert "\n" not in plain(text)
    assert "  " not in plain(text)
    assert plain(plain(text)) == plain(text)


def test_no_break_spaces_stay_in_plain_text():
    assert plain(" №\u00a03,\n\tстр. 5 ") == "№\u00a03, стр. 5"


@given(st.text("абвгд -/", max_size=60), st.floats(5, 80))
def test_a_wider_column_never_takes_more_lines(text, width):
    assert line_count(plain(text), width + 5, TOPIC) <= line_count(plain(text), width, TOPIC)


def test_a_text_that_fits_takes_one_line():
    assert fits("Геометрическая оптика", 50, TOPIC)
    assert line_count("Геометрическая оптика", 50, TOPIC) == 1
    assert line_count("", 50, TOPIC) == 1


def test_an_unbreakable_word_is_broken_in_as_many_lines_as_it_needs():
    word = "Щ" * 100
    assert line_count(word, 30, TOPIC) >= TOPIC.width(word) / 30


@pytest.mark.parametrize(("style", "name"), [(TOPIC, "t-topic"), (SMALL, "t-small")])
@pytest.mark.parametrize("width", [19.0, 36.0, 66.5])
def test_no_engine_needs_more_lines_than_measured(render, style, name, width):
    texts = [plain(text) for text in sentences(60)]
    lines = {engine: _lines_drawn(render, engine, texts, width, style, name) for engine in render.engines}
    promised = [line_count(text, width, style) for text in texts]
    for engine, drawn in lines.items():
        over = [text for text, has, may in zip(texts, drawn, promised, strict=True) if has > may]
        assert over == [], f"{engine} needs more lines than measured"
        if width > 30:  # in narrower columns these words hardly fit at all
            assert sum(promised) <= sum(drawn) * 1.1, f"{engine}: the measure is wasteful"


def test_the_style_sheet_says_the_sizes_that_are_measured():
    sheet = (folder("templates") / "style.css").read_text("utf-8")
    found = dict(re.findall(r"^\.t-([\w-]+) \{ font: (.+?); \}$", sheet, re.MULTILINE))
    family = {"serif": "Liberation Serif", "narrow": "PT Sans Narrow"}
    said = {}
    for name, style in NAMED.items():
        face, _, rest = style.face.partition("-")
        words = ["italic"] if "italic" in rest else []
        words += ["bold"] if "bold" in rest else []
        said[name] = " ".join([*words, f'{style.size:g}pt/{style.leading:g}mm "{family[face]}"'])
    assert found == said


def _lines_drawn(render, engine, texts, width, style, name):
    """Draw each text in a box of its own page and count its base lines."""
    boxes = "".join(
        f'<p class="{name}" style="width: {width}mm; overflow-wrap: break-word; margin: 0; break-after: page">'
        f"{html.escape(text)}</p>"
        for text in texts
    )
    part = Part(key="lines", template="lines.html.j2", view={"body": boxes})
    return [
        len({round(bottom / (style.leading * 72 / 25.4) - 0.5) for _, _, bottom, _ in boxes})
        for boxes in render.characters(part, engine)[: len(texts)]
    ]
