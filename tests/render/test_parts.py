"""A part is held to its word."""

import unicodedata

import pytest

from ejarchive.document import Geometry
from ejarchive.errors import RenderingError
from ejarchive.render.parts import squeezed

TWO_PAGES = '<p>раз</p><p style="break-before: page">два</p>'


def test_a_part_has_as_many_pages_as_it_was_cut_for(render):
    assert render(TWO_PAGES, pages=2).texts == ("раз", "два")
    with pytest.raises(RenderingError, match=r"«own» рассчитана на 1 стр\., а вышло 2"):
        render(TWO_PAGES, pages=1)


def test_a_promised_text_is_on_the_pages(render):
    render("<p>{{ view.name }}</p>", {"name": "Заяц-Русак А.В."}, promises=("Заяц-Русак А.В.",))
    with pytest.raises(RenderingError, match="не найдено обещанных текстов: 1"):
        render("<p>{{ view.name }}</p>", {"name": "Заяц-Русак А.В."}, promises=("Заяц-Русак Б.В.",))


def test_a_text_promised_twice_is_there_twice(render):
    render("<p>зачёт</p><p>зачёт</p>", promises=("зачёт", "зачёт"))
    with pytest.raises(RenderingError, match="обещанных"):
        render("<p>зачёт</p>", promises=("зачёт", "зачёт"))


def test_a_text_that_is_clipped_away_is_missed(render):
    with pytest.raises(RenderingError, match="обещанных"):
        render('<p style="display: none">оценка</p>', promises=("оценка",))


def test_an_error_of_a_promise_holds_no_name(render):
    with pytest.raises(RenderingError) as caught:
        render("<p></p>", promises=("Токарева",))
    assert "Токарева" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Кузнецова-Зайцева-Петрова",
        "office fluffy",
        unicodedata.normalize("NFD", "Йод и ёлка"),
        "«кавычки» — № 3, § 12, 62 ч., 1/2 … x²",
        "очень длинное название темы, которое занимает две-три строки",
    ],
)
def test_a_promise_survives_line_breaks_hyphens_ligatures_and_composition(render, text):
    render('<p style="width: 22mm">{{ view.text }}</p>', {"text": text}, promises=(text,))


def test_a_turned_heading_is_read(render):
    around = "position: relative; height: 60mm"
    turned = "position: absolute; white-space: nowrap; width: 60mm; transform-origin: 0 0;"
    turned += "transform: translate(0, 60mm) rotate(-90deg)"
    body = f'<div style="{around}"><div style="{turned}">Инженерная графика</div></div>'
    render(body, promises=("Инженерная графика",))


def test_squeezing_keeps_everything_that_is_seen():
    assert squeezed("a\u00a0b\u00ad\u200b c\n") == "abc"
    assert squeezed("5-") == "5-" != squeezed("5+")


def test_the_page_has_the_size_of_the_geometry(render):
    import pypdfium2

    pdf = pypdfium2.PdfDocument(render("<p>лист</p>", geometry=Geometry(width=297, height=210)).pdf)
    width, height = pdf[0].get_size()
    pdf.close()
    assert (width, height) == pytest.approx((297 / 25.4 * 72, 210 / 25.4 * 72), abs=0.1)


def test_a_character_that_no_face_has_is_named_by_its_code(render):
    for character, code in (("☐", "U+2610"), ("中", "U+4E2D"), ("\x00", "U+0000"), ("😀", "U+1F600")):
        with pytest.raises(RenderingError, match=f"нет знаков {code.replace('+', '[+]')} "):
            render("<p>{{ view.text }}</p>", {"text": f"тема {character}"})


def test_characters_that_are_not_named_are_counted(render):
    with pytest.raises(RenderingError, match=r"U[+]2604 и ещё 2 \("):
        render("<p>{{ view.text }}</p>", {"text": "☀☁☂☃☄☎😀"})


def test_a_character_by_entity_is_seen_too(render):
    with pytest.raises(RenderingError, match="2611"):
        render("<p>&#x2611;</p>")


def test_both_faces_together_hold_what_is_printed(render):
    render("<p>{{ view.text }}</p>", {"text": "Ёё № § « » — – … ₽ ½ × ÷ ² ° ± ≤ ≥"}, promises=("№§«»",))
