"""The laws of sheets, for any parts in any order."""

from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejarchive.document import Counting, Layout, Part, Side
from ejarchive.errors import RenderingError
from ejarchive.render.imposition import PlacedPage, Volume, impose


def part(key: str, **fields) -> Part:
    return Part(key=key, template="t", view={}, **fields)


@st.composite
def documents(draw) -> tuple[list[Part], dict[str, int]]:
    number = draw(st.integers(1, 14))
    parts = [
        part(
            f"p{index}",
            level=draw(st.sampled_from([1, 1, 2])),
            starts=draw(st.sampled_from(Side)),
            counting=draw(st.sampled_from([Counting.SHEETS] * 4 + [Counting.OWN, Counting.NONE])),
            every_volume=draw(st.integers(0, 5)) == 0,
            keeps_with_previous=draw(st.integers(0, 4)) == 0,
            page_numbers=draw(st.booleans()),
        )
        for index in range(number)
    ]
    return parts, {one.key: draw(st.integers(1, 7)) for one in parts}


layouts = st.builds(
    Layout,
    two_sided=st.booleans(),
    first_sheet=st.integers(1, 40),
    sheets_per_volume=st.sampled_from([8, 12, 20, 250]),
)


def imposed(document, layout: Layout) -> tuple[Volume, ...]:
    """Impose, or skip the example when a stretch is too long for its volume: another test is about that."""
    parts, lengths = document
    try:
        return impose(parts, layout, lambda one, _volume: lengths[one.key])
    except RenderingError:
        return impose(parts, replace(layout, sheets_per_volume=250), lambda one, _volume: lengths[one.key])


def counted(volume: Volume, counting: Counting = Counting.SHEETS) -> list[PlacedPage]:
    return [page for page in volume.pages if page.counting is counting]


@given(documents(), layouts)
def test_a_part_begins_on_its_side(document, layout):
    for volume in imposed(document, replace(layout, two_sided=True)):
        for position, page in enumerate(volume.pages, 1):
            assert page.face is (position % 2 == 1)
            if page.part is not None and page.index == 0:
                assert page.part.starts is not Side.BACK or position % 2 == 0
                assert page.part.starts is not Side.FACE or position % 2 == 1


@given(documents(), layouts)
def test_every_left_page_of_a_spread_is_even_also_by_its_number(document, layout):
    for volume in imposed(document, replace(layout, two_sided=True)):
        for page in volume.pages:
            if page.page is not None:
                assert page.face is (page.page % 2 == 1)
                assert page.sheet == (page.page + 1) // 2


@given(documents(), layouts)
def test_one_sided_a_page_is_a_sheet_and_none_is_blank(document, layout):
    for volume in imposed(document, replace(layout, two_sided=False)):
        assert all(page.part is not None and page.face and page.page == page.sheet for page in volume.pages)


@given(documents(), layouts)
def test_numbers_run_without_gaps_and_restart_in_a_volume(document, layout):
    a_sheet = 2 if layout.two_sided else 1
    for number, volume in enumerate(imposed(document, layout), 1):
        first = layout.first_sheet if number == 1 else 1
        pages = [page.page for page in counted(volume)]
        assert pages == list(range(a_sheet * (first - 1) + 1, a_sheet * (first - 1) + 1 + len(pages)))
        sheets = [sheet for sheet, _ in groupby(page.sheet for page in counted(volume))]
        assert sheets == list(range(first, first + len(sheets)))
        own = [page.page for page in counted(volume, Counting.OWN)]
        assert own == list(range(1, len(own) + 1))
        assert all(page.page is None and page.sheet is None for page in counted(volume, Counting.NONE))


@given(documents(), layouts)
def test_a_sheet_of_paper_is_counted_in_one_way(document, layout):
    for volume in imposed(document, replace(layout, two_sided=True)):
        for face, back in zip(volume.pages[::2], volume.pages[1::2], strict=False):
            assert (face.counting, face.sheet) == (back.counting, back.sheet)


@given(documents(), layouts)
def test_a_blank_page_stands_only_where_the_next_part_asks_for_it(document, layout):
    for volume in imposed(document, layout):
        pages = volume.pages
        assert pages[-1].part is not None, "nothing follows the last page: no blank is needed"
        for position, page in enumerate(pages):
            if page.part is not None:
                continue
            after = pages[position + 1]
            if page.face:  # a blank face only lets a left page fall on the back
                assert after.part is not None
                assert after.part.starts is Side.BACK
            else:  # a blank back ends a sheet: for a part on a face, or counted otherwise
                other = after.counting is not page.counting
                assert other or (after.part is not None and after.part.starts is Side.FACE)


@given(documents(), layouts)
def test_every_page_of_every_part_is_there_once_and_in_order(document, layout):
    parts, lengths = document
    volumes = imposed(document, layout)
    for volume in volumes:
        keys = {one.key for one in volume.parts}
        wanted = [(one.key, index) for one in parts if one.key in keys for index in range(lengths[one.key])]
        assert [(page.part.key, page.index) for page in volume.pages if page.part is not None] == wanted
    for one in parts:
        appearances = sum(one in volume.parts for volume in volumes)
        assert appearances == (len(volumes) if one.every_volume else 1)


@given(documents(), layouts)
def test_a_volume_is_as_full_as_it_may_be_and_not_fuller(document, layout):
    parts, lengths = document
    try:
        volumes = impose(parts, layout, lambda one, _volume: lengths[one.key])
    except RenderingError:
        return
    for volume in volumes:
        assert len({page.sheet for page in counted(volume)}) == volume.numbers.sheets
        assert _filled(volume, layout) <= layout.sheets_per_volume
    for volume, following in pairwise(volumes):
        breakable = [one for one in following.parts if not one.every_volume]
        assert breakable[0].level == 1
        assert not breakable[0].keeps_with_previous
        # the next stretch would not have fitted
        stretch = [breakable[0]]
        for one in breakable[1:]:
            if one.level == 1 and not one.keeps_with_previous:
                break
            stretch.append(one)
        keys = {one.key for one in (*volume.parts, *stretch)}
        together = [one for one in parts if one.key in keys]
        with_next = impose(together, replace(layout, sheets_per_volume=999), lambda one, _volume: lengths[one.key])
        fuller = replace(with_next[0].numbers, volume=volume.numbers.volume)
        assert _filled(replace(with_next[0], numbers=fuller), layout) > layout.sheets_per_volume


@given(documents(), layouts)
def test_a_volume_that_another_follows_is_finished_and_its_numbers_are_the_same(document, layout):
    parts, lengths = document
    plain = imposed(document, layout)
    finish = {"every_volume": True, "when_followed": True, "starts": Side.FACE}
    cover = part("cover", counting=Counting.NONE, **finish)
    inventory = part("inventory", counting=Counting.OWN, **finish)
    certification = part("certification", counting=Counting.NONE, **finish)
    framed = [cover, inventory, *parts, certification]
    lengths = lengths | {"cover": 1, "inventory": 3, "certification": 1}
    volumes = imposed((framed, lengths), layout)
    assert len(volumes) == len(plain)
    for volume, bare in zip(volumes, plain, strict=True):
        keys = {one.key for one in volume.parts}
        extra = keys - {one.key for one in bare.parts}
        assert extra == ({"cover", "inventory", "certification"} if volume is not volumes[-1] else set())
        assert keys - extra == {one.key for one in bare.parts}
        assert (volume.numbers.sheets, volume.numbers.first_sheet) == (bare.numbers.sheets, bare.numbers.first_sheet)


def _filled(volume, layout):
    """Sheets in a volume, with those that a continuation finds stitched in the first one."""
    stitched = layout.first_sheet - 1 if volume.numbers.volume == 1 else 0
    return stitched + volume.numbers.sheets


@given(documents(), layouts)
def test_numbers_tell_what_lies_on_the_pages(document, layout):
    for volume in imposed(document, layout):
        numbers = volume.numbers
        sheets = [page.sheet for page in counted(volume)]
        if sheets:
            assert (numbers.first_sheet, numbers.last_sheet) == (sheets[0], sheets[-1])
        assert numbers.sheets == len(set(sheets))
        assert numbers.pages == len(sheets)
        assert numbers.own_sheets == len({page.sheet for page in counted(volume, Counting.OWN)})
        for one in volume.parts:
            span = numbers.spans.get(one.key)
            mine = [page for page in volume.pages if page.part is one]
            if one.counting is Counting.NONE:
                assert span is None
            else:
                assert span is not None
                assert (span.first_sheet, span.last_sheet) == (mine[0].sheet, mine[-1].sheet)
                assert (span.first_page, span.last_page) == (mine[0].page, mine[-1].page)


def lay(*parts: Part, pages: int = 2, **layout) -> tuple[Volume, ...]:
    return impose(parts, Layout(**layout), lambda _part, _volume: pages)


def test_a_continuation_goes_on_from_the_sheet_it_is_told():
    [volume] = lay(part("a"), part("b"), first_sheet=31)
    assert [(page.sheet, page.page) for page in volume.pages] == [(31, 61), (31, 62), (32, 63), (32, 64)]
    [volume] = lay(part("a"), first_sheet=31, two_sided=False)
    assert [(page.sheet, page.page) for page in volume.pages] == [(31, 31), (32, 32)]


def test_cover_and_inventory_take_no_number_of_the_file():
    cover = part("cover", counting=Counting.NONE)
    inventory = part("inventory", counting=Counting.OWN)
    [volume] = lay(cover, inventory, part("title"), pages=1)
    assert [page.part.key if page.part else "" for page in volume.pages] == ["cover", "", "inventory", "", "title"]
    assert [page.sheet for page in volume.pages] == [None, None, 1, 1, 1]
    assert volume.numbers.sheets == volume.numbers.own_sheets == 1


def test_a_course_that_outgrows_a_volume_is_refused_by_its_key():
    with pytest.raises(RenderingError, match="«long»"):
        lay(part("a"), part("long"), part("tail", level=2), pages=6, sheets_per_volume=5)


def test_the_length_may_differ_from_volume_to_volume():
    contents = part("contents", every_volume=True)
    courses = [part(f"c{number}") for number in range(6)]
    volumes = impose(
        [contents, *courses], Layout(sheets_per_volume=4), lambda one, volume: volume if one is contents else 2
    )
    assert [sum(page.part is contents for page in volume.pages) for volume in volumes] == [1, 2]
    assert [volume.numbers.volume for volume in volumes] == [1, 2]
    assert all(volume.numbers.volumes == 2 for volume in volumes)
