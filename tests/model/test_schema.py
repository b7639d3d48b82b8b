"""The row types as the schema of the journal folder."""

import pytest

from ejarchive.model.column import columns_of
from ejarchive.model.schema import TABLE_OF, TABLES

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
every_table = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)


@every_table
def test_a_table_has_a_key_and_a_title_of_its_own(table):
    assert table.key
    assert [other.title for other in TABLES.values()].count(table.title) == 1
    assert TABLE_OF[table.row] == table.name
    assert len(table.title) <= 31, "a sheet's name is no longer"


@every_table
def test_headings_and_labels_can_be_told_apart(table):
    for names in ([c.title for c in table.columns], *(list(c.labels.values()) for c in table.columns)):
        assert len({name.casefold() for name in names}) == len(names)
    assert not {c.title.casefold() for c in table.columns} & {c.name for c in table.columns}


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda part: part.name)
def test_a_reference_leads_to_a_key_of_another_table(table, column):
    if column.references:
        other, name = column.references
        assert name in TABLES[other].key


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda part: part.name)
def test_required_is_a_part_of_needed(table, column):
    assert column.needed or not column.required
    assert not (column.key and column.labels and column.required and not column.closed)


def test_a_column_is_found_by_its_name_only():
    assert TABLES["lessons"].column("date").type == "date"
    with pytest.raises(KeyError):
        TABLES["lessons"].column("Дата")


def test_columns_come_in_the_order_of_the_row_type():
    table = TABLES["entries"]
    assert columns_of(table.row) == table.columns
    assert table.key == ("lesson_id", "student_id")
