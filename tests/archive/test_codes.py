"""Every code of a bag is raised by the fault that is named after it."""

import shutil

import pytest

from archive import planted
from ejarchive.archive.verify import verify_bag
from ejarchive.finding import Severity, catalogue

SIZES_ONLY = "B138_sizes_only"
CONTENTS = {"B208_document_is_no_pdf", "B209_inventory_differs", "B210_provenance_unreadable", "B211_journal_unsound"}
ANOTHER_BAG = "B301_copy_is_another_bag"  # planted in test_verify_command.py


def raised(path, name, **how):
    found = verify_bag(path, **how)
    codes = {finding.code for finding in found.findings}
    code = name.partition("_")[0]
    assert code in codes, [f"{one.place}: {one.code} {one.message}" for one in found.findings]
    assert found.valid is not any(finding.severity is Severity.ERROR for finding in found.findings)
    for finding in found.findings:
        text = f"{finding.message} {finding.remedy} {finding.place}"
        assert not set("{}\n") & set(text), text
        assert "None" not in text, text
    return found


def test_in_a_sound_bag_nothing_is_found(folder, zipped):
    for path in (folder, zipped):
        found = verify_bag(path, threads=2)
        assert (found.findings, found.ours, found.valid) == ((), True, True)


@pytest.mark.parametrize("name", planted.OURS)
def test_a_fault_in_our_bag_raises_its_code(name, folder):
    planted.OURS[name](folder)
    assert not raised(folder, name).valid


@pytest.mark.parametrize("name", planted.THEIRS)
def test_a_fault_in_another_bag_raises_its_code(name, tmp_path):
    found = raised(planted.THEIRS[name](tmp_path / "theirs"), name)
    assert found.valid is (catalogue()[name.partition("_")[0]].severity is not Severity.ERROR)


@pytest.mark.parametrize("name", planted.ZIPS)
def test_a_trick_of_a_zip_raises_its_code(name, zipped):
    planted.ZIPS[name](zipped)
    assert not raised(zipped, name).valid


def test_a_fast_check_says_that_it_proves_sizes_only(folder):
    data = folder / "data" / "documents" / "pack.pdf"
    data.write_bytes(bytes(data.stat().st_size))
    assert raised(folder, SIZES_ONLY, fast=True).valid
    shutil.copyfile(folder / "bagit.txt", data)
    assert not verify_bag(folder, fast=True).valid


def test_every_code_has_its_fault_and_every_fault_its_code():
    bags = [rule for rule in catalogue().values() if rule.code.startswith("B")]
    named = {f"{rule.code}_{rule.name}" for rule in bags if not rule.code.startswith("B4")}  # test_signatures.py
    assert {*planted.OURS, *planted.THEIRS, *planted.ZIPS, *CONTENTS, SIZES_ONLY, ANOTHER_BAG} == named
