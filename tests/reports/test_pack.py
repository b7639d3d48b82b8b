"""Which sheets a pack has, in which order, who signs, and what it is called."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejarchive.document import Counting, Side
from ejarchive.errors import UnreadableError
from ejarchive.readiness import Gap, GapKind, Readiness
from ejarchive.reports.pack import PackOptions, build_pack
from ejarchive.reports.readiness_page import readiness_page
from ejarchive.settings import Signatory
from reports.small_journal import SETTINGS, context_of, tables

FORMS = ["title", "opening", "contents", "group-list", "course-c1", "grades", "absences", "fulfilment", "remarks",
         "signatures"]  # fmt: skip


def keys(document):
    """Keys of the parts of an open volume; of a course only its id is ours to expect."""
    return [re.sub(r"^course-.*(?=c\d$)", "course-", part.key) for part in document.parts if not part.when_followed]


def part_of(document, key):
    return next(part for part in document.parts if part.key == key)


def year(rows):
    """Two periods of one school year; the course is of the second."""
    rows["terms"] = [
        {"term_id": "2025-1", "starts": "2025-09-01", "ends": "2025-12-28", "kind": "semester"},
        {"term_id": "2025-0", "starts": "2025-06-01", "ends": "2025-08-28", "kind": "semester"},
    ]
    return rows


def test_the_sheets_stand_in_the_order_of_the_regulation():
    assert keys(build_pack(context_of(tables()))) == FORMS


def test_a_continuation_begins_with_the_opening_page():
    document = build_pack(context_of(tables()), PackOptions(continuation=True, first_sheet=25))
    assert document.layout.first_sheet == 25
    assert part_of(document, "title").first_volume == 2  # stitched already, but a new volume needs its own
    assert next(part.key for part in document.parts if part.first_volume == 1 and not part.when_followed) == "opening"


def test_a_closing_volume_gets_cover_inventory_certification_and_label():
    document = build_pack(context_of(tables()), PackOptions(close_volume=True))
    assert keys(document) == ["cover", "inventory", *FORMS, "certification", "sewing-label"]
    counted = {part.key: part.counting for part in document.parts}
    assert counted["inventory"] is Counting.OWN
    assert {counted[key] for key in ("cover", "certification", "sewing-label")} == {Counting.NONE}
    assert counted["signatures"] is Counting.SHEETS


def test_title_and_opening_begin_on_a_face():
    document = build_pack(context_of(tables()))
    assert {part_of(document, key).starts for key in ("title", "opening")} == {Side.FACE}


def test_each_volume_has_title_contents_and_signatures():
    document = build_pack(context_of(tables()))
    always = {part.key for part in document.parts if part.every_volume and not part.when_followed}
    assert always == {"title", "contents", "signatures"}


def test_a_volume_that_another_follows_is_certified_also_when_the_file_goes_on():
    document = build_pack(context_of(tables()))
    closing = [part for part in document.parts if part.when_followed]
    assert [part.key for part in closing] == ["cover", "inventory", "certification", "sewing-label"]
    assert all(part.every_volume for part in closing)
    assert not any(
        part.when_followed for part in build_pack(context_of(tables()), PackOptions(close_volume=True)).parts
    )


def test_year_sheets_follow_the_last_period_of_a_year_only():
    rows = year(tables())
    rows["grades"].append({"course_id": "c1", "student_id": "s001", "period": "2025", "value": "4"})
    assert {"year-grades", "year-absences", "year-fulfilment"} <= set(keys(build_pack(context_of(rows))))
    assert not any(key.startswith("year") for key in keys(build_pack(context_of(tables()))))


def test_a_practice_journal_of_its_own_has_its_own_title_and_stands_after_theory():
    rows = tables()
    rows["courses"].insert(0, {"course_id": "c0", "group_id": "g", "term_id": "2025-1", "name": "Учебная практика",
                               "kind": "training_practice", "teacher_id": "p2", "planned_hours": "36"})  # fmt: skip
    context = context_of(rows)
    rules = replace(context.regulation, pack=replace(context.regulation.pack, practice="own_journal"))
    document = build_pack(replace(context, regulation=rules))
    found = [key for key in keys(document) if key.startswith(("course", "title-"))]
    assert found == ["course-c1", "title-practice", "course-c0"]
    assert "практики" in part_of(document, "title-practice").view["heading"]


def test_a_group_without_students_or_courses_still_has_a_pack():
    rows = tables(lessons=0) | {"students": [], "entries": [], "grades": [], "courses": []}
    assert keys(build_pack(context_of(rows))) == ["title", "opening", "contents", "group-list", "remarks", "signatures"]


def test_a_sheet_the_program_does_not_know_is_named():
    context = context_of(tables())
    rules = replace(context.regulation, pack=replace(context.regulation.pack, parts=("horoscope",)))
    with pytest.raises(UnreadableError, match="horoscope"):
        build_pack(replace(context, regulation=rules))


class TestWatermark:
    readiness = Readiness(group_id="g", term_id="2025-1", gaps=(Gap(kind=GapKind.TOPIC, course_id="c1"),))

    def test_a_pack_with_gaps_is_a_project(self):
        assert build_pack(context_of(tables()), PackOptions(readiness=self.readiness)).watermark == "ПРОЕКТ"

    def test_a_full_one_is_not(self):
        full = Readiness(group_id="g", term_id="2025-1")
        assert build_pack(context_of(tables()), PackOptions(readiness=full)).watermark == ""

    def test_accepted_gaps_stand_with_their_reason_at_the_signatures(self):
        options = PackOptions(readiness=self.readiness, accepted_gaps="болезнь преподавателя")
        document = build_pack(context_of(tables()), options)
        view = part_of(document, "signatures").view
        assert document.watermark == ""
        assert view["reason"] == "болезнь преподавателя"
        assert view["gaps"] == ["ОП.01 Материаловедение: нет темы: 1\u00a0занятие"]

    def test_a_draft_says_so(self):
        assert build_pack(context_of(tables()), PackOptions(draft=True)).watermark == "ЧЕРНОВИК"


class TestSignatures:
    acting = Signatory(position="И.о. директора", name="А.П. Лукьянов", since=dt.date(2025, 12, 15),
                       until=dt.date(2026, 2, 1))  # fmt: skip
    director = Signatory(position="Директор", name="Н.В. Гордеева")
    settings = replace(SETTINGS, signatories={"director": (acting, director)})

    @pytest.mark.parametrize(("day", "position"), [((2026, 1, 20), "И.о. директора"), ((2026, 2, 2), "Директор")])
    def test_who_signs_is_chosen_by_the_day_of_signing(self, day, position):
        document = build_pack(context_of(tables(), settings=self.settings), PackOptions(signing_day=dt.date(*day)))
        assert [who["position"] for who in part_of(document, "signatures").view["signatures"]] == [position]

    @pytest.mark.parametrize(("mode", "key"), [("part", "part_signature"), ("sheet", "sheet_signature")])
    def test_the_director_signs_each_form_where_the_college_wants_it(self, mode, key):
        document = build_pack(context_of(tables(), director_signs=mode))
        assert part_of(document, "grades").view[key]["name"] == "Н.В.\u00a0Гордеева"
        assert part_of(document, "remarks").view[key] == {}  # remarks are the inspector's

    def test_no_line_that_nobody_signs(self):
        document = build_pack(context_of(tables()))
        assert {len(part_of(document, key).view["part_signature"]) for key in ("grades", "fulfilment")} == {0}


def test_names_of_files_are_of_the_group_and_the_period():
    context = context_of(tables())
    assert build_pack(context).stem == "pack-21tm-2025-1"
    document = readiness_page(context, TestWatermark.readiness)
    assert (document.kind, document.stem) == ("readiness", "readiness-21tm-2025-1")
    assert document.layout.sheet_numbers is None


@given(
    st.builds(
        PackOptions,
        continuation=st.just(True),
        first_sheet=st.integers(1, 999),
        close_volume=st.booleans(),
        signature_field=st.booleans(),
        accepted_gaps=st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), max_size=20),
    )
)
def test_how_a_pack_was_ordered_is_read_back_from_its_words(options):
    assert PackOptions().with_words(options.words) == options


def test_other_words_in_the_metadata_order_nothing():
    for words in ("", "журнал, 21-ТМ", "--from-sheet", "--accept-gaps", "--from-sheet x", "it's"):
        assert PackOptions().with_words(words) == PackOptions()
