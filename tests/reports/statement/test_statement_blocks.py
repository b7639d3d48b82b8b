"""Blocks on sheets: nothing lost, nothing out of order, nothing over the edge."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ejarchive.reports.statement_blocks import Block, TableHead, items_of, sheets_of

ROOM = 100.0
HEADS = {"t": TableHead(10.0, {"name": "t"}), "u": TableHead(5.0, {"name": "u"})}
BLOCKS = st.lists(
    st.builds(
        Block,
        kind=st.just("row"),
        height=st.floats(1, 60),
        view=st.integers(0, 10**6).map(lambda number: {"number": number}),
        table=st.sampled_from(["", "t", "u"]),
        keep=st.booleans(),
    ),
    max_size=40,
)


def heights(blocks):
    total, before = 0.0, ""
    for block in blocks:
        if block.table and block.table != before:
            total += HEADS[block.table].height
        total += block.height
        before = block.table
    return total


@given(BLOCKS)
def test_every_block_stands_once_in_order(blocks):
    sheets = sheets_of(blocks, HEADS, ROOM)
    assert [block for sheet in sheets for block in sheet.blocks] == blocks
    assert all(sheet.blocks for sheet in sheets)


@given(BLOCKS)
def test_a_sheet_holds_what_it_says_and_no_more_than_fits(blocks):
    for sheet in sheets_of(blocks, HEADS, ROOM):
        assert abs(sheet.used - heights(sheet.blocks)) < 1e-6
        assert sheet.used <= ROOM or all(block.keep for block in sheet.blocks[:-1])


@given(BLOCKS)
def test_what_keeps_together_is_never_parted(blocks):
    for sheet in sheets_of(blocks, HEADS, ROOM)[:-1]:
        assert not sheet.blocks[-1].keep


@given(BLOCKS)
def test_rows_of_a_table_stand_under_one_head(blocks):
    for sheet in sheets_of(blocks, HEADS, ROOM):
        items = items_of(sheet, HEADS)
        shown = [row for item in items for row in item.get("rows", [item])]
        assert [row["number"] for row in shown] == [block.view["number"] for block in sheet.blocks]
        for first, second in pairwise(items):
            assert (first["kind"], second["kind"]) != ("table", "table") or first["name"] != second["name"]
