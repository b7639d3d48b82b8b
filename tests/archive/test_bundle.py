"""`ejarchive bundle`: what is in the bag, what is left out, versions, the same bytes anywhere."""

import csv
import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import frictionless
import pytest
from pypdf import PdfReader

from ejarchive.archive.verify import verify_bag
from ejarchive.errors import FindingsError, UsageError
from ejarchive.recipes.bundle import BundleOrder, make_bundles
from ejarchive.recipes.contents import look_into
from ejarchive.recipes.order import Order
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.surroundings import Surroundings

GROUP, TERM, NAME = "11-ПК", "2025-1", "bag-11pk-2025-1"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory, root):
    """Make a bundle of the sample college, or of another journal, in some archive."""
    cache = tmp_path_factory.mktemp("cache")

    def make(archive: Path, journal: Path = root / "samples" / "college", **wanted):
        order = Order(engine="plutoprint")
        groups = BundleOrder(groups=[GROUP], term=TERM, **wanted)
        return make_bundles(journal, archive, groups, order, surroundings(archive))

    def surroundings(folder: Path) -> Surroundings:
        now = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
        return Surroundings(now=now, folder=folder, environment={}, cache=cache, state=folder / "state")

    make.surroundings = surroundings
    return make


@pytest.fixture(scope="module")
def archive(bundle, tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    bundle(folder)
    return folder


@pytest.fixture(scope="module")
def bag(archive):
    return archive / f"{NAME}-v1"


def table(bag, name):
    with (bag / "data" / "journal" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_bag_is_sound_and_its_certificate_lies_beside_it(bag, archive):
    """Judges that are not ours are asked about the bags of the demo: tests/cli/test_demo.py."""
    assert [*verify_bag(bag).findings, *look_into(bag)] == []
    assert {path.name for path in archive.iterdir()} == {bag.name, f"{bag.name}-certificate.pdf"}


def test_only_the_group_and_the_term_are_in_it(bag):
    courses = {row["course_id"] for row in table(bag, "courses")}
    assert {row["term_id"] for row in table(bag, "courses")} == {TERM}
    assert len({row["group_id"] for row in table(bag, "courses")}) == 1
    assert {row["course_id"] for row in table(bag, "lessons")} <= courses
    assert len(table(bag, "entries")) > 100
    said = (bag / "data" / "journal").glob("*.csv")
    referred = "".join(file.read_text("utf-8") for file in said if file.stem != "staff")
    assert all(row["person_id"] in referred for row in table(bag, "staff"))


def test_consents_refusals_and_birth_dates_stay_out(bag):
    assert not (bag / "data" / "journal" / "consents.csv").exists()
    assert not {"birth_date", "diary"} & set(table(bag, "students")[0])


def test_the_inventory_lists_every_file_but_itself(bag):
    with (bag / "data" / "inventory.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["Файл"]: (int(row["Байт"]), row["SHA-256"]) for row in csv.DictReader(file)}
    payload = {path.relative_to(bag / "data").as_posix(): path.read_bytes() for path in bag.glob("data/**/*.*")}
    there = {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in payload.items()}
    assert there.keys() - listed.keys() == {"inventory.csv", "inventory.pdf"}
    assert listed == {name: facts for name, facts in there.items() if name in listed}


def test_an_unchanged_journal_makes_nothing_and_a_changed_one_a_version_that_names_its_predecessor(
    bundle, archive, bag, root, tmp_path
):
    fingerprint = hashlib.sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    again = bundle(archive)
    assert (again.artifacts, "ничего не изменилось" in again.lines[0]) == ((), True)
    changed = shutil.copytree(root / "samples" / "college", tmp_path / "changed")
    lesson = table(bag, "lessons")[0]["lesson_id"]
    lessons = (changed / "lessons.csv").read_text("utf-8").splitlines(keepends=True)
    [row] = [line for line in lessons if line.startswith(f"{lesson},")]
    topic = next(row_["topic"] for row_ in table(bag, "lessons") if row_["lesson_id"] == lesson)
    lessons[lessons.index(row)] = row.replace(topic, f"{topic} ещё раз")
    (changed / "lessons.csv").write_text("".join(lessons), "utf-8")
    second = tmp_path / "archive"
    shutil.copytree(archive, second)
    outcome = bundle(second, changed)
    made = outcome.artifacts[0].path
    assert made.name == f"{NAME}-v2"
    assert json.loads((made / "data/provenance.json").read_text("utf-8"))["replaces"] == {
        "name": f"{NAME}-v1",
        "fingerprint": fingerprint,
    }
    assert f"Replaces: {NAME}-v1\n" in (made / "bag-info.txt").read_text("utf-8")
    assert verify_bag(made).valid
    assert verify_bag(second / f"{NAME}-v1").valid


def test_a_certificate_lost_by_a_run_cut_short_is_made_again(bundle, archive, tmp_path):
    copy = tmp_path / "archive"
    shutil.copytree(archive, copy)
    certificate = copy / f"{NAME}-v1-certificate.pdf"
    data = certificate.read_bytes()
    certificate.unlink()
    bundle(copy)
    assert certificate.read_bytes() == data


def test_documents_are_taken_byte_for_byte_with_their_signatures(bundle, bag, tmp_path):
    signed = tmp_path / "signed"
    shutil.copytree(bag / "data" / "documents", signed)
    pdf = next(signed.glob("*.pdf"))
    for ending in ("sig", "director.P7S"):
        pdf.with_name(f"{pdf.name}.{ending}").write_bytes(b"signature")
    (signed / "stranger.pdf").write_bytes(b"")
    bundle(tmp_path / "archive", documents=signed)
    documents = tmp_path / "archive" / f"{NAME}-v1" / "data" / "documents"
    assert {file.name: file.read_bytes() for file in documents.iterdir()} == {
        pdf.name: pdf.read_bytes(),
        f"{pdf.name}.sig": b"signature",
        f"{pdf.name}.director.P7S": b"signature",
    }


def test_documents_that_say_something_else_stop_the_bundle_unless_a_reason_is_given(bundle, bag, tmp_path):
    signed = tmp_path / "signed"
    signed.mkdir()
    pdf = next((bag / "data" / "documents").glob("*.pdf"))
    shutil.copyfile(bag / "data" / "inventory.pdf", signed / pdf.name)
    with pytest.raises(UsageError, match="не совпадают"):
        bundle(tmp_path / "archive", documents=signed)
    assert not (tmp_path / "archive").exists()
    bundle(tmp_path / "archive", documents=signed, accept_differences="подписано раньше")
    facts = json.loads((tmp_path / "archive" / f"{NAME}-v1" / "data" / "provenance.json").read_text("utf-8"))
    assert facts["accepted_differences"] == "подписано раньше"


@pytest.fixture(scope="module")
def printed(tmp_path_factory, bundle, root):
    """Print the pack as a curator would, in some way."""

    def make(**wanted) -> Path:
        out = tmp_path_factory.mktemp("printed")
        order = Order(engine="plutoprint", as_of=wanted.pop("as_of", None))
        make_packs(
            root / "samples" / "college", out, PackOrder(groups=[GROUP], term=TERM, **wanted), order,
            bundle.surroundings(out),
        )  # fmt: skip
        return out

    return make


@pytest.mark.parametrize(
    "wanted",
    [
        {"accept_gaps": "пересдача — до «16 января», о'кей --close-volume"},
        {"continuation": True, "from_sheet": 3, "close_volume": True, "accept_gaps": "срок — 16 января"},
    ],
    ids=["accepted gaps", "continuation, closed volume, accepted gaps"],
)
def test_a_pack_is_compared_with_what_the_journal_makes_in_the_way_it_was_ordered(bundle, printed, wanted, tmp_path):
    folder = printed(**wanted)
    bundle(tmp_path / "archive", documents=folder)
    [pdf] = (tmp_path / "archive" / f"{NAME}-v1" / "data" / "documents").iterdir()
    assert pdf.read_bytes() == (folder / pdf.name).read_bytes()


def test_a_pack_of_another_moment_is_answered_with_its_moment(bundle, printed, tmp_path):
    folder = printed(as_of=dt.datetime.fromisoformat("2025-12-30T18:00:00+04:00"))
    with pytest.raises(UsageError, match=r"--as-of 2025-12-30T18:00:00\+04:00"):
        bundle(tmp_path / "archive", documents=folder)
    assert not (tmp_path / "archive").exists()


@pytest.fixture(scope="module")
def journal_with_cases(root, tmp_path_factory):
    journal = shutil.copytree(root / "samples" / "college", tmp_path_factory.mktemp("cases") / "journal")
    with (journal / "ejarchive.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            '\n[[archive.case]]\nindex = "05-14"\nheading = "Сводные ведомости оценок"\nterm = "75 лет"\n'
            'article = "п. 05-14"\nparts = ["term_grades", "year_grades"]\n'
        )
    return journal


def test_sheets_form_a_case_of_their_own_with_grades_and_no_lessons(bundle, journal_with_cases, tmp_path):
    outcome = bundle(tmp_path, journal_with_cases)
    bags = [artifact.path for artifact in outcome.artifacts if artifact.kind == "bag"]
    assert [path.name for path in bags] == [f"{NAME}-v1", "bag-case-05-14-11pk-2025-1-v1"]
    case = bags[1]
    info = (case / "bag-info.txt").read_text("utf-8")
    assert "Bag-Group-Identifier: 05-14/g-pk25/2025-1\n" in info
    assert "Retention-Term: 75 лет\n" in info
    assert "Retention-Term: 5 лет\n" in (bags[0] / "bag-info.txt").read_text("utf-8")
    assert table(case, "grades") == table(bags[0], "grades")
    present = {file.stem for file in (case / "data" / "journal").glob("*.csv")}
    assert not present & {"lessons", "entries", "tasks", "plan", "remarks", "corrections"}
    referred = "".join(
        file.read_text("utf-8") for file in (case / "data/journal").glob("*.csv") if file.stem != "staff"
    )
    assert all(row["person_id"] in referred for row in table(case, "staff"))
    [pdf] = (case / "data" / "documents").iterdir()
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    assert "Сводная ведомость успеваемости" in pages[0]
    assert "ПРОЕКТ" in pages[0], "an «н/а» without its term and form"
    assert "Лист подписей" in pages[-1]
    assert frictionless.validate(str(case / "data" / "journal" / "datapackage.json")).valid
    assert [*verify_bag(case).findings, *look_into(case)] == []
    again = bundle(tmp_path, journal_with_cases)
    assert again.artifacts == ()
    assert len(again.lines) == 2


def test_gaps_accepted_in_the_pack_are_accepted_in_the_case(bundle, printed, journal_with_cases, tmp_path):
    bundle(tmp_path, journal_with_cases, documents=printed(accept_gaps="срок пересдачи — 16 января"))
    [pdf] = (tmp_path / "bag-case-05-14-11pk-2025-1-v1" / "data" / "documents").iterdir()
    said = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "ПРОЕКТ" not in said
    assert "16 января" in said


def test_a_case_without_its_term_of_keeping_stops_the_bundle(bundle, journal_with_cases, tmp_path):
    journal = shutil.copytree(journal_with_cases, tmp_path / "journal")
    settings = journal / "ejarchive.toml"
    settings.write_text(settings.read_text("utf-8").replace('term = "75 лет"\n', ""), "utf-8")
    with pytest.raises(FindingsError) as stopped:
        bundle(tmp_path / "archive", journal)
    assert "archive.case.0.term" in {finding.place.column for finding in stopped.value.findings}
    assert not (tmp_path / "archive").exists()


def test_retention_is_never_invented(bundle, root, tmp_path):
    journal = shutil.copytree(root / "samples" / "college", tmp_path / "journal")
    settings = journal / "ejarchive.toml"
    settings.write_text(settings.read_text("utf-8").replace('retention_term = "5 лет"', ""), "utf-8")
    with pytest.raises(FindingsError) as stopped:
        bundle(tmp_path / "archive", journal)
    assert "S203" in {finding.code for finding in stopped.value.findings}
    assert not (tmp_path / "archive").exists()


DAYS = [
    {"TZ": "Europe/Samara", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
    {"TZ": "America/Anchorage", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
]


@pytest.mark.slow
def test_two_bundles_in_two_places_are_the_same_bytes(root, tmp_path):
    made = []
    for number, variables in enumerate(DAYS):
        folder = tmp_path / str(number)
        journal = shutil.copytree(root / "samples" / "college", folder / "journal")
        os.utime(journal / "lessons.csv", (number, number))
        command = [sys.executable, "-m", "ejarchive", "bundle", "journal", "--group", GROUP, "--term", TERM]
        command += ["--zip", "--no-cache", "--engine", "plutoprint", "-o", "archive"]
        environment = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | variables
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        made.append({file.name: file.read_bytes() for file in (folder / "archive").iterdir()})
    assert made[0].keys() == {f"{NAME}-v1.zip", f"{NAME}-v1-certificate.pdf"}
    assert made[0] == made[1]
    archive = tmp_path / "0" / "archive" / f"{NAME}-v1.zip"
    assert verify_bag(archive).findings == ()
    with zipfile.ZipFile(archive) as file:
        assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_STORED}
