"""Every form of a pack, drawn by both engines: the same pages, the same words, nothing over the edge."""

import re

import pytest

from ejarchive.document import Numbers, Span
from ejarchive.readiness import Gap, GapKind, Readiness
from ejarchive.render.parts import PartOrder, render_part, squeezed
from ejarchive.reports.pack import PackOptions, build_pack
from ejarchive.reports.readiness_page import readiness_page
from reports.small_journal import context_of, tables

pytest.importorskip("plutoprint")


def journal():
    """A group with everything a form can hold, and names that are hard to set."""
    names = [
        "Римская-Корсакова-Трёпольская Аполлинария Ростиславовна",
        "Щёголь Ян",
        "<b>Иванов</b> {{ 7*7 }} &amp;",
        *(f"Иванов{n:02d} Пётр Сергеевич" for n in range(30)),
    ]
    rows = tables(students=len(names), lessons=6, names=names)
    rows["grades"][0] |= {"value": "н/а", "make_up_until": "2026-02-15", "make_up_form": "устный зачёт " * 4}
    rows["attempts"] = [{"course_id": "c1", "student_id": "s001", "period": "2025-1", "number": "1",
                         "date": "2025-12-29", "value": "3", "kind": "retake", "document_number": "4-Л"}]  # fmt: skip
    rows["movements"] = [
        {"movement_id": f"m{n}", "student_id": f"s{n:03d}", "date": "2025-09-01", "kind": "enrolled",
         "order_number": "102-у", "order_date": "2025-08-16", "group_id": "g"}
        for n in range(1, len(names) + 1)
    ]  # fmt: skip
    rows["remarks"] = [{"remark_id": f"r{n}", "date": "2025-11-05", "author_id": "p2", "course_id": "c1",
                        "text": "Не записаны темы занятий. " * (n + 1), "state": "confirmed"}
                       for n in range(12)]  # fmt: skip
    rows["corrections"] = [
        {"correction_id": f"k{n}", "at": "2025-10-06T16:10:00+04:00", "author_id": "p1", "course_id": "c1",
         "lesson_id": "l000", "student_id": "s001", "field": "topic", "before": "Тема", "after": "Новая тема " * n,
         "reason": "Опечатка", "kind": "absence_reason" if n % 3 == 0 else "correction"}
        for n in range(1, 20)
    ]  # fmt: skip
    rows["courses"] += [
        rows["courses"][0] | {"course_id": f"c{n}", "code": f"МДК.01.{n:02d}",
                              "name": "Организация и технология эксплуатации машин и оборудования " * (1 + n % 2)}
        for n in range(2, 18)
    ]  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def parts():
    context = context_of(journal(), director_signs="part")
    gaps = tuple(Gap(kind=GapKind.GRADE, count=3, course_id=f"c{n}", responsible_id="p1") for n in range(2, 18))
    readiness = Readiness(group_id="g", term_id="2025-1", gaps=gaps)
    options = PackOptions(close_volume=True, readiness=readiness, accepted_gaps="болезнь преподавателя")
    document = build_pack(context, options)
    found = [*document.parts, *readiness_page(context, readiness).parts]
    return [part for part in found if not part.key.startswith(("course", "placement"))]


def numbers_of(parts):
    spans = {
        part.key: Span(first_sheet=n, last_sheet=n + 1, first_page=2 * n - 1, last_page=2 * n)
        for n, part in enumerate(parts, start=1)
    }
    return Numbers(volume=1, volumes=2, first_sheet=1, last_sheet=61, sheets=61, own_sheets=2, pages=121, spans=spans)


def words(text):
    """The words of a page as a multiset of letters: engines order boxes differently."""
    return sorted(squeezed(text))


KEYS = ["cover", "inventory", "title", "opening", "contents", "group-list", "grades", "absences", "fulfilment", "debts",
        "remarks", "corrections", "signatures", "certification", "sewing-label", "readiness"]  # fmt: skip


def test_every_kind_of_form_is_looked_at(parts):
    assert {re.sub(r"-\d+$", "", part.key) for part in parts} == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_both_engines_print_the_same_pages(parts, key):
    for part in [each for each in parts if re.sub(r"-\d+$", "", each.key) == key]:
        numbers = numbers_of(parts) if part.uses_numbers else None
        first, second = (
            render_part(PartOrder(part=part, numbers=numbers, engine=engine)) for engine in ("weasyprint", "plutoprint")
        )
        assert [words(text) for text in first.texts] == [words(text) for text in second.texts]


def test_text_of_people_is_printed_as_it_is(parts):
    part = next(part for part in parts if part.key == "group-list")
    text = "".join(render_part(PartOrder(part=part, engine="plutoprint")).texts)
    assert squeezed("<b>Иванов</b> {{ 7*7 }} &amp;") in squeezed(text)


def test_counts_are_in_words_and_cases(parts):
    told = {}
    for key in ("signatures", "certification", "sewing-label", "cover"):
        part = next(part for part in parts if part.key == key)
        rendered = render_part(PartOrder(part=part, numbers=numbers_of(parts), engine="plutoprint"))
        told[key] = re.sub(r"\s+", " ", rendered.texts[0])
    assert "на 61 (шестидесяти одном) листе верна" in told["signatures"]
    assert "подшито и пронумеровано 61 (шестьдесят один) лист" in told["certification"]
    assert "с № 1 по № 61" in told["certification"]
    assert "+ листов внутренней описи 2 (два)" in told["certification"]
    assert "скреплено печатью 61 (шестьдесят один) лист" in told["sewing-label"]
    assert "М.П." in told["sewing-label"]
    assert "М.П." not in told["certification"]
