"""Every folder of tests/bad is named by the code it must raise; `sound` is what it differs from.

A folder holds only the files that make the difference: they are laid over `sound` (or stand `alone = true`),
`without` names tables to leave out. `expected.toml` says where the finding must be, which `job` finds it
(check, pack, bundle, readiness, coverage, statement), and which other errors follow from the same mistake (`also`).
A new case needs no Python.
"""

import shutil
import tomllib
from pathlib import Path

import pytest

from ejarchive.checks.needs import lacking_for_bundle, lacking_to_choose_from
from ejarchive.checks.readiness import readiness_findings, readiness_of
from ejarchive.checks.run import check_journal, check_pack
from ejarchive.checks.statement_rights import informed_of_unknown_age, representative_without_basis
from ejarchive.checks.strangers import Strangers
from ejarchive.finding import Severity, catalogue
from ejarchive.formats.coverage import coverage_of
from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import default_moment
from ejarchive.model.people import Staff, Student
from ejarchive.settings import FILE_NAME, Settings, load_settings, regulation_of

BAD = Path(__file__).parents[1] / "bad"
FOLDERS = sorted(folder for folder in BAD.iterdir() if (folder / "expected.toml").is_file())
SOUND, GROUP, TERM = BAD / "sound", "g1", "2025-1"
JOBS = ("check", "pack", "bundle", "readiness", "statement")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Return what a folder is expected to raise, its journal, and all that was found in it; each is read once."""
    once: dict[Path, tuple] = {}

    def find(folder: Path):
        if folder not in once:
            expected = tomllib.loads((folder / "expected.toml").read_text("utf-8"))
            journal = laid_over_sound(folder, tmp_path_factory.mktemp("bad"), expected)
            once[folder] = (expected, *found_in(journal, expected.get("job", "check")))
        return once[folder]

    return find


def laid_over_sound(folder: Path, to: Path, expected: dict) -> Path:
    """Return the journal to read: a folder, or the one file that stands alone in its folder."""
    journal = to / "journal"
    if not expected.get("alone"):
        shutil.copytree(SOUND, journal)
    shutil.copytree(folder, journal, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.toml"))
    for table in expected.get("without", ()):
        (journal / f"{table}.csv").unlink()
    files = list(journal.iterdir())
    return files[0] if len(files) == 1 else journal


def found_in(path: Path, job: str):
    """Return the journal at a path and everything that the job finds in it."""
    file = path / FILE_NAME
    settings, findings = load_settings(file) if file.is_file() else (Settings(), [])
    journal, misread = read_journal(path, zone=settings.college.zone)
    findings = [*findings, *misread]
    if any(finding.code == "S106" for finding in findings):
        return journal, findings
    regulation, moment = regulation_of(settings), default_moment(journal)
    findings += check_journal(journal, regulation, settings)
    if job == "pack":
        findings += lacking_to_choose_from(journal, regulation)
        findings += check_pack(journal, regulation, settings, GROUP, moment)
    if job == "coverage":
        findings += [one.finding for one in coverage_of(journal)]
    if job == "bundle":
        findings += lacking_for_bundle(settings, regulation)
    if job == "statement":
        findings += of_statements(journal, regulation, moment)
    if job == "readiness":
        findings += readiness_findings(journal, regulation, readiness_of(journal, regulation, GROUP, TERM, moment))
    return journal, findings


def of_statements(journal, regulation, moment):
    """Return what stops or accompanies the statements of all students over all lessons."""
    students = [student.student_id for student in journal.rows(Student)]
    strangers = Strangers.of(journal, regulation)
    lessons = set(journal.frame("lessons")["lesson_id"])
    found = [finding for student in students for finding in strangers.named(student, lessons)]
    found += representative_without_basis(journal, regulation, students, moment.date())
    return [*found, *informed_of_unknown_age(journal, regulation, students)]


@pytest.mark.parametrize("job", JOBS)
def test_in_the_sound_journal_nothing_is_found(job):
    assert [f"{finding.code} {finding.message}" for finding in found_in(SOUND, job)[1]] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_folder_raises_its_code_at_the_place_and_no_other_error(folder, found):
    expected, _, findings = found(folder)
    code = folder.name.partition("_")[0]
    places = [
        (finding.place.file, finding.place.row, finding.place.column) for finding in findings if finding.code == code
    ]
    assert (expected.get("file"), expected.get("row"), expected.get("column")) in places, findings
    others = {finding.code for finding in findings if finding.severity is Severity.ERROR} - {code}
    assert others <= set(expected.get("also", ())), [finding.message for finding in findings]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_its_words_are_whole_and_name_no_person(folder, found):
    _, journal, findings = found(folder)
    people = (*journal.rows(Student), *journal.rows(Staff))
    names = {name for who in people for name in (who.last_name, who.first_name, who.middle_name) if name}
    for finding in findings:
        text = f"{finding.message} {finding.remedy} {finding.place}"
        assert not set("{}\n") & set(text), text
        assert "None" not in text, text
        assert "nan" not in text, text
        assert not [name for name in names if name in text], "a finding names ids and places only"


def test_every_code_has_its_folder_and_every_folder_its_code():
    # faults of bags (B) are planted by tests/archive: links, tricks of zips and case twins cannot lie in a checkout;
    # those of a workbook of remarks (W) by tests/remark_life/test_workbook.py: it must come from a history;
    # differences (C) by tests/checks/planted_changes.py: each needs two journals
    named = {f"{rule.code}_{rule.name}" for rule in catalogue().values() if not rule.code.startswith(("B", "C", "W"))}
    folders = {folder.name for folder in BAD.iterdir() if folder.is_dir()} - {"sound"}
    assert folders == named


def test_every_rule_says_what_to_do_and_cites_known_clauses():
    clauses = regulation_of(Settings()).clauses
    for rule in catalogue().values():
        assert rule.text.endswith("."), rule.code
        assert rule.remedy.endswith("."), rule.code
        assert set(rule.clauses) <= clauses.keys(), rule.code
