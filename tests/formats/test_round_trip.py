"""Journal → folder, zip, workbook → the same journal, whatever stands in it; and the same bytes every time."""

from pathlib import Path

import pytest
from frictionless import Package, system
from hypothesis import HealthCheck, given, settings

from ejarchive.formats.folder import journal_of_files
from ejarchive.formats.folder_writer import files_of, write_folder
from ejarchive.formats.read import read_journal
from ejarchive.formats.workbook_writer import write_workbook
from ejarchive.formats.zipped import write_zip
from formats.journals import contents, journals

WRITERS = {"folder": write_folder, "zip": write_zip, "workbook": write_workbook}
writers = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
patient = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)


@pytest.fixture(scope="module")
def sample(root):
    return root / "samples" / "college"


@pytest.fixture(scope="module")
def college(sample):
    return read_journal(sample)[0]


@given(journals())
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=100)
def test_the_files_of_a_journal_give_the_journal_back(journal):
    again, findings = journal_of_files(files_of(journal))
    assert contents(again) == contents(journal)
    assert not {finding.code for finding in findings} - {"F106", "F109"}, "nothing that writing could have spoilt"


@given(journals())
@patient
def test_the_zip_gives_it_back(tmp_path_factory, journal):
    path = write_zip(journal, tmp_path_factory.mktemp("zip") / "j.zip")
    assert contents(read_journal(path)[0]) == contents(journal)


@given(journals())
@patient
def test_the_workbook_gives_it_back(tmp_path_factory, journal):
    path = write_workbook(journal, tmp_path_factory.mktemp("xlsx") / "j.xlsx")
    assert contents(read_journal(path)[0]) == contents(journal)


@writers
def test_the_sample_college_survives_each_form_and_gives_the_same_bytes(write, college, tmp_path):
    first, second = write(college, tmp_path / "first"), write(college, tmp_path / "second")
    assert _bytes(first) == _bytes(second)
    again, findings = read_journal(first)
    assert contents(again) == contents(college)
    assert findings == []


def test_the_sample_is_what_the_writer_writes_byte_for_byte(sample, college):
    ours = files_of(college)
    assert {file.name for file in sample.glob("*.csv")} | {"datapackage.json"} == ours.keys()
    assert [name for name, data in ours.items() if (sample / name).read_bytes() != data] == []


def test_frictionless_finds_the_sample_and_its_keys_valid(college, tmp_path):
    folder = write_folder(college, tmp_path / "journal")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("students.csv", ",g-tm24,", ",g-no,"),
        ("courses.csv", ",exam,", ",exm,"),
        ("lessons.csv", "2025-09-01", "вчера"),
    ],
)
def test_frictionless_sees_what_the_schema_promises(college, tmp_path, file, old, new):
    folder = write_folder(college, tmp_path / "journal")
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    with system.use_context(trusted=True):
        assert not Package(str(folder / "datapackage.json")).validate().valid


def _bytes(path: Path) -> list[bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [file.read_bytes() for file in files]
