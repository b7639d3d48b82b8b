"""What a checksum cannot see: a bag of ours that was made wrong. Named by the code it must raise."""

import pytest

from archive.bags import INFO
from ejarchive.archive.bag import make_bag
from ejarchive.archive.verify import verify_bag
from ejarchive.archive.writer import write_bag, write_zipped_bag
from ejarchive.formats.inventory_table import Item, inventory_csv, read_inventory
from ejarchive.recipes.contents import look_into

PACKAGE = b'{"resources": [{"name": "groups", "path": "groups.csv"}, {"name": "students", "path": "students.csv"}]}'
GROUPS = "group_id,name\ng1,21-ТМ\n".encode()
STUDENTS = "student_id,group_id,last_name,first_name\ns1,{},Первый,Пётр\n"
FAULTS = {
    "B208_document_is_no_pdf": {"documents/pack.pdf": b"<html>"},
    "B209_inventory_differs": {"inventory.csv": inventory_csv([Item("absent", "", 1, "00")])},
    "B210_provenance_unreadable": {"provenance.json": b"{}"},
    "B211_journal_unsound": {
        "journal/datapackage.json": PACKAGE,
        "journal/groups.csv": GROUPS,
        "journal/students.csv": STUDENTS.format("g9").encode(),
    },
}


@pytest.mark.parametrize("write", [write_bag, write_zipped_bag])
@pytest.mark.parametrize("name", FAULTS)
def test_a_bag_made_wrong_raises_its_code(name, write, tmp_path):
    bag = write(make_bag(FAULTS[name], INFO), tmp_path / "bag.zip")
    assert verify_bag(bag).valid
    assert name.partition("_")[0] in {finding.code for finding in look_into(bag)}


def test_a_sound_journal_raises_nothing(tmp_path):
    files = {**FAULTS["B211_journal_unsound"], "journal/students.csv": STUDENTS.format("g1").encode()}
    assert look_into(write_bag(make_bag(files, INFO), tmp_path / "bag")) == []


def test_an_inventory_is_read_back_as_it_was():
    items = [Item("documents/=x.pdf", '=«"a", b»', 12, "ab"), Item("-y", "", 0, "cd")]
    assert read_inventory(inventory_csv(items)) == items
