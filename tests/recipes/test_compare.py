"""`ejarchive compare`: a bag against today's journal, two journals, exit codes, the act."""

import csv
import datetime as dt
import io
import json
import re
import shutil
from pathlib import Path

import pypdf
import pytest

from archive.bags import INFO
from ejarchive.archive.bag import make_bag
from ejarchive.archive.writer import write_bag
from ejarchive.archive.zipping import write_zip
from ejarchive.errors import InvalidBagError, UsageError
from ejarchive.recipes.bundle import BundleOrder, make_bundles
from ejarchive.recipes.compare import compare
from ejarchive.recipes.order import Order
from ejarchive.surroundings import Surroundings

TERM, NAME = "2025-1", "bag-11pk-2025-1-v1"
ORDER = Order(engine="plutoprint")


@pytest.fixture(scope="module")
def college(root) -> Path:
    return root / "samples" / "college"


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("here")
    return Surroundings(
        now=dt.datetime(2027, 1, 1, tzinfo=dt.UTC), folder=folder, environment={}, cache=folder / "cache"
    )


@pytest.fixture(scope="module")
def bag(college, surroundings):
    order = BundleOrder(groups=["11-ПК"], term=TERM)
    make_bundles(college, surroundings.folder, order, ORDER, surroundings)
    return surroundings.folder / NAME


def edited(college: Path, folder: Path, table: str, change) -> Path:
    """Copy the journal and change one table of it, row by row; a row for which None comes is dropped."""
    shutil.copytree(college, folder)
    file = folder / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    kept = [row for row in map(change, rows) if row is not None]
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return folder


def test_a_bag_holds_what_its_journal_says(bag, college, surroundings):
    zipped = surroundings.folder / "zipped.zip"
    write_zip({f"{NAME}/{file.relative_to(bag).as_posix()}": file.read_bytes() for file in bag.rglob("*.*")}, zipped)
    for one, other in ((college, bag), (bag, zipped), (zipped, college)):
        outcome = compare(one, other, ORDER, surroundings)
        assert (outcome.exit_code, outcome.findings) == (0, ()), (one, other)
        assert "Расхождений нет." in outcome.lines


def test_a_late_change_in_the_group_is_found_and_one_elsewhere_is_not(bag, college, surroundings, tmp_path):
    inside, outside = "c-pk25-ood07-1", "c-tm24-oup09-1"
    change = lambda row: row | ({"topic": "Поздняя тема"} if row["course_id"] in {inside, outside} else {})  # noqa: E731
    journal = edited(college, tmp_path / "journal", "lessons", change)
    outcome = compare(bag, journal, ORDER, surroundings)
    assert outcome.exit_code == 4
    assert {finding.code for finding in outcome.findings} == {"C113"}
    with (bag / "data/journal/lessons.csv").open(encoding="utf-8") as file:
        lessons = [row for row in csv.DictReader(file) if row["course_id"] == inside]
    assert len(outcome.findings) == len(lessons) > 10
    assert all(outside not in finding.message for finding in outcome.findings)


def test_a_teacher_named_for_the_first_time_is_no_newcomer_to_the_bag(bag, college, surroundings, tmp_path):
    with (bag / "data/journal/staff.csv").open(encoding="utf-8") as file:
        known = {row["person_id"] for row in csv.DictReader(file)}
    with (college / "staff.csv").open(encoding="utf-8") as file:
        stranger = next(row["person_id"] for row in csv.DictReader(file) if row["person_id"] not in known)
    replaced = lambda row: row | ({"teacher_id": stranger} if row["lesson_id"] == "l00001" else {})  # noqa: E731
    journal = edited(college, tmp_path / "journal", "lessons", replaced)
    [finding] = compare(bag, journal, ORDER, surroundings).findings
    assert (finding.code, stranger in finding.message) == ("C116", True)


def test_a_journal_with_other_codes_throughout_says_the_same(bag, college, surroundings, tmp_path):
    journal = shutil.copytree(college, tmp_path / "journal")
    (journal / "datapackage.json").unlink()
    for file in journal.glob("*.csv"):
        text = re.sub(r"\b([lstp])(\d+)\b", r"новый-\1-\2", file.read_text("utf-8"))
        file.write_text(text.replace("g-pk25", "77").replace("c-pk25-", "kurs-"), "utf-8")
    for before in (bag, college):
        assert compare(before, journal, ORDER, surroundings).findings == ()


def test_a_damaged_bag_proves_nothing(bag, college, surroundings, tmp_path):
    damaged = shutil.copytree(bag, tmp_path / "damaged")
    with (damaged / "data/journal/entries.csv").open("a") as file:
        file.write(" ")
    with pytest.raises(InvalidBagError):
        compare(damaged, college, ORDER, surroundings)


def test_bags_of_two_files_are_not_compared(root, surroundings, tmp_path):
    bags = []
    for term in ("2025-1", "2025-2"):
        files = {f"journal/{file.name}": file.read_bytes() for file in (root / "tests/bad/sound").glob("*.csv")}
        files["provenance.json"] = json.dumps({"group_id": "g1", "term_id": term}).encode()
        bags.append(write_bag(make_bag(files, INFO), tmp_path / term))
    assert compare(bags[0], bags[0], ORDER, surroundings).exit_code == 0
    with pytest.raises(UsageError, match="разных дел"):
        compare(*bags, ORDER, surroundings)


def test_the_act_names_people_and_is_the_same_every_time(bag, college, surroundings, tmp_path):
    raised = lambda row: row | ({"text": "5"} if row["lesson_id"] == "l00001" and row["text"] == "3" else {})  # noqa: E731
    journal = edited(college, tmp_path / "journal", "entries", raised)
    made = [compare(bag, journal, ORDER, surroundings, act=act) for act in (tmp_path / "акт.pdf", tmp_path / "acts")]
    assert (tmp_path / "акт.pdf").read_bytes() == (tmp_path / "acts/comparison-11pk-2025-1.pdf").read_bytes()
    [artifact] = made[0].artifacts
    assert (artifact.kind, artifact.group_id, artifact.term_id) == ("act", "g-pk25", TERM)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(artifact.path).pages)
    text = " ".join(text.split())
    moment = json.loads((bag / "data/provenance.json").read_text("utf-8"))["as_of"]
    for words in ("АКТ СВЕРКИ", "Группа 11-ПК", "архивный пакет", f"{dt.datetime.fromisoformat(moment):%d.%m.%Y}",
                  "(одно) изменение", "Воробьёва", "без записи в исправлениях", "Заместитель директора"):  # fmt: skip
        assert words in text, text
    [finding] = made[0].findings
    assert "Воробьёва" not in finding.message


def test_an_act_of_nothing_says_so(bag, college, surroundings, tmp_path):
    outcome = compare(bag, college, ORDER, surroundings, act=tmp_path / "act.pdf")
    text = pypdf.PdfReader(io.BytesIO((tmp_path / "act.pdf").read_bytes())).pages[0].extract_text()
    assert outcome.exit_code == 0
    assert "Расхождений нет" in " ".join(text.split())
