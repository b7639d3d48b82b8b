"""`ejarchive archive list`: the register, what each case is kept for, the draft act, the labels; nothing is changed."""

import csv
import datetime as dt
import io
import re
import shutil
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader

from archive.bags import PAYLOAD, by_hand
from archive.shelves import put
from ejarchive.archive.check_log import append_event, log_folder
from ejarchive.archive.verify import verify_bag
from ejarchive.errors import InTheWayError, UnreadableError
from ejarchive.recipes.archive_list import list_archive
from ejarchive.recipes.order import Order, Silence
from ejarchive.recipes.shelf_reading import holdings_of
from ejarchive.surroundings import Surroundings
from judges import verapdf

TODAY = dt.date(2026, 11, 22)
GRADUATED = "g1,2026-06-30,graduated,,55-у,2026-06-29\n"


def held(root, today=TODAY):
    return holdings_of(root, today, Silence())


def only(root, today=TODAY):
    [case] = held(root, today).cases
    return case


def test_while_the_group_studies_the_term_is_not_counted(tmp_path):
    put(tmp_path, "bag-a-2025-1-v1")
    assert only(tmp_path).kept == "не исчисляется: дело не закрыто"
    assert not held(tmp_path, dt.date(2126, 1, 1)).due


@pytest.mark.parametrize(
    ("events", "moves", "closed"),
    [
        (GRADUATED, "", dt.date(2026, 6, 30)),
        ("g1,2026-03-02,disbanded,,7,2026-03-01\n", "", dt.date(2026, 3, 2)),
        ("", "m1,s1,2026-03-01,expelled,1,,g1\nm2,s2,2026-06-30,graduated,2,,g1\n", dt.date(2026, 6, 30)),
        ("", "m2,s2,2026-06-30,graduated,2,,g1\n", None),  # one is still there
        ("", "m1,s1,2026-03-01,expelled,1,,g1\nm2,s2,2026-06-30,expelled,2,,g1\n", None),  # nobody graduated
        ("g1,2026-12-30,graduated,,55-у,2026-12-29\n", "", None),  # not yet, as of the data
        ("g1,2025-09-01,renamed,,1,2025-09-01\n", "", None),
        ("g2,2026-06-30,graduated,,55-у,2026-06-29\n", "", None),  # another group
    ],
)
def test_a_case_is_closed_by_graduation_or_disbandment_alone(tmp_path, events, moves, closed):
    put(tmp_path, "bag-a-2025-2-v1", events=events, moves=moves)
    closing = only(tmp_path).closing
    assert (closing.day if closing else None) == closed


def test_the_newest_bag_of_the_group_tells_whatever_its_case_and_term(tmp_path):
    put(tmp_path, "bag-a-2025-1-v1", as_of="2025-12-30T18:00:00+04:00")
    put(tmp_path / "more", "bag-a-2025-2-v1", term="2025-2", events=GRADUATED, zipped=True)
    put(tmp_path, "bag-case-a", index="05-14", retention="75 лет", as_of="2025-12-30T18:00:00+04:00")
    first, second = held(tmp_path).cases
    assert (first.index, len(first.units), first.years) == ("05-12", 2, "01.09.2025–28.06.2026")
    assert first.kept == "с 01.01.2027 по 31.12.2031"
    assert (second.index, second.kept) == ("05-14", "с 01.01.2027 по 31.12.2101")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("5 лет", "с 01.01.2027 по 31.12.2031"),
        ("1 год", "с 01.01.2027 по 31.12.2027"),
        ("75 (семьдесят пять) лет ЭПК", "с 01.01.2027 по 31.12.2101"),
        ("постоянно", "постоянно"),
        ("до минования надобности", "до минования надобности"),
        ("50/75 лет", "срок не прочитан: «50/75 лет»"),
        ("пять лет", "срок не прочитан: «пять лет»"),
        ("до ликвидации организации", "срок не прочитан: «до ликвидации организации»"),
        ("-5 лет", "срок не прочитан: «-5 лет»"),
        ("0 лет", "срок не прочитан: «0 лет»"),
    ],
)
def test_the_words_of_a_term_are_read_or_said_to_be_unread(tmp_path, words, kept):
    put(tmp_path, "bag-a-2025-2-v1", events=GRADUATED, retention=words)
    assert only(tmp_path).kept == kept


def test_a_case_is_due_the_day_after_its_last_and_never_in_doubt(tmp_path):
    root = tmp_path / "sure"
    put(root, "bag-a-2025-2-v1", events=GRADUATED)
    assert not held(root, dt.date(2031, 12, 31)).due
    assert held(root, dt.date(2032, 1, 1)).due
    late = dt.date(2200, 1, 1)
    for number, words in enumerate(["постоянно", "до минования надобности", "50/75 лет", "5 лет ЭПК", ""]):
        put(tmp_path / f"never-{number}", "bag-a-2025-2-v1", events=GRADUATED, retention=words)
        assert not held(tmp_path / f"never-{number}", late).due, words
    put(root, "bag-a-2025-1-v1", events="", retention="75 лет", as_of="2025-12-30T18:00:00+04:00")
    assert not held(root, late).due, "its bags name different terms"
    assert "разные сроки" in " ".join(only(root, late).notes(late))


def test_a_version_is_said_to_be_replaced(tmp_path):
    put(tmp_path, "bag-a-2025-1-v1")
    put(tmp_path, "bag-a-2025-1-v2", replaces="bag-a-2025-1-v1")
    assert [(unit.name, unit.replaced_by) for unit in only(tmp_path).units] == [
        ("bag-a-2025-1-v1", "bag-a-2025-1-v2"),
        ("bag-a-2025-1-v2", ""),
    ]


def test_damaged_and_foreign_bags_are_listed_and_not_passed_over(tmp_path):
    whole = put(tmp_path, "bag-a-2025-1-v1")
    lost = shutil.copytree(whole, tmp_path / "lost")
    (lost / "bagit.txt").unlink()
    torn = put(tmp_path, "torn", zipped=True)
    torn.write_bytes(torn.read_bytes()[:-200])
    shutil.copytree(whole, tmp_path / ".ejarchive-draft")
    by_hand(tmp_path / "theirs", PAYLOAD)
    units = {unit.name: unit.complete for case in held(tmp_path).cases for unit in case.units}
    assert units == {"bag-a-2025-1-v1": True, "lost": False, "torn": False, "theirs": True}
    said = {case.units[0].name: (case.index, case.kept) for case in held(tmp_path).cases}
    assert said["theirs"] == ("", "срок не указан")


def test_each_bag_has_the_day_of_its_last_check_and_one_that_failed_it_is_damaged(tmp_path):
    sound, spoilt = put(tmp_path, "bag-a-2025-1-v1"), put(tmp_path / "more", "bag-a-2025-2-v1", term="2025-2")
    put(tmp_path, "bag-a-2025-1-v0")
    now = dt.datetime(2026, 7, 5, tzinfo=dt.UTC)
    append_event(log_folder(sound, None), verify_bag(sound), now)
    entry = spoilt / "data/provenance.json"
    entry.write_bytes(entry.read_bytes().swapcase())  # of the same size
    append_event(log_folder(spoilt, None), verify_bag(spoilt), now)
    found = {unit.name: (unit.checked, unit.complete) for unit in only(tmp_path).units}
    assert found == {
        "bag-a-2025-1-v0": (None, True),
        "bag-a-2025-1-v1": (now.date(), True),
        "bag-a-2025-2-v1": (now.date(), False),
    }
    assert {unit.checked for unit in holdings_of(tmp_path, TODAY, Silence(), state=tmp_path / "x").cases[0].units} == {
        None
    }


def test_a_damaged_copy_that_a_repair_put_aside_is_no_sound_bag(tmp_path):
    shutil.copytree(put(tmp_path, "bag-a-2025-1-v1"), tmp_path / "bag-a-2025-1-v1.damaged-1")
    assert [unit.complete for unit in only(tmp_path).units] == [True, False]


def test_whose_an_archive_is_its_newest_bag_tells(tmp_path):
    put(tmp_path, "bag-a-2025-1-v1")
    assert held(tmp_path).organisation == "Техникум"


def test_nothing_there_is_told(tmp_path):
    with pytest.raises(UnreadableError, match="нет архивных пакетов"):
        held(tmp_path)
    with pytest.raises(UnreadableError, match="Нет такой папки"):
        held(tmp_path / "none")


@pytest.fixture(scope="module")
def run(tmp_path_factory, root):
    """List an archive on a day; everything is printed once more only where something has changed."""
    cache = tmp_path_factory.mktemp("cache")

    def listed(archive, out, day="2026-11-22", engine="plutoprint"):
        order = Order(
            engine=engine, jobs=1, config=root / "samples" / "college" / "ejarchive.toml",
            as_of=dt.datetime.fromisoformat(f"{day}T12:00"),
        )  # fmt: skip
        now = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
        surroundings = Surroundings(now=now, folder=archive.parent, environment={}, cache=cache, processors=1)
        return list_archive(archive, out, order, surroundings)

    return listed


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    root = tmp_path_factory.mktemp("shelf") / "archive"
    put(root, "bag-a-2025-2-v1", term="2025-2", events=GRADUATED)
    put(
        root,
        "bag-b-2025-2-v1",
        group="g2",
        heading="=Журнал & <b> 档\u202e. Группа g2",
        students="student_id,group_id\n",
    )
    return root


def texts(pdf):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(pdf).pages))


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.outside = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.outside += [value for name, value in attrs if name in {"href", "src"} and "//" in (value or "")]


def test_register_labels_and_act_are_written_and_the_archive_is_left_as_it_was(run, shelf, tmp_path):
    before = {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()}
    outcome = run(shelf, tmp_path / "out", "2032-01-01")
    out = tmp_path / "out"
    kinds = {artifact.path.name: artifact.kind for artifact in outcome.artifacts}
    assert kinds == {
        "register.pdf": "register",
        "media-labels.pdf": "register",
        "disposal-act.pdf": "act",
        "register.csv": "register",
        "register.html": "register",
    }
    assert {path.name for path in out.iterdir()} == kinds.keys()
    assert {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()} == before
    register, act, labels = (texts(out / f"{name}.pdf") for name in ("register", "disposal-act", "media-labels"))
    assert "с 01.01.2027 по 31.12.2031" in register
    assert "не исчисляется: дело не закрыто" in register
    assert "2 (два) дела" in register
    assert "=Журнал & <b> □. Группа g2" in register.replace("\u00a0", " "), "a sign that no face of ours can draw"
    assert ("ПРОЕКТ" in act, "Группа g1" in act, "Группа g2" in act) == (True, True, False)
    assert labels.count("Носитель №") == 2
    pdfs = sorted(out.glob("*.pdf"))
    assert verapdf(pdfs) == {path: [] for path in pdfs}


def test_the_table_opens_in_a_spreadsheet_and_names_every_bag_by_its_digest(run, shelf, tmp_path):
    run(shelf, tmp_path / "out")
    text = (tmp_path / "out" / "register.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert text.startswith("\ufeff")
    assert [row["Пакет"] for row in rows] == ["bag-b-2025-2-v1", "bag-a-2025-2-v1"]
    assert all(len(row["SHA-256 файла tagmanifest-sha256.txt"]) == 64 for row in rows)
    assert rows[0]["Заголовок дела"].startswith("'=Журнал & <b> 档")


def test_the_page_needs_no_network_and_holds_no_markup_of_data(run, shelf, tmp_path):
    run(shelf, tmp_path / "out")
    page = Links()
    page.feed((tmp_path / "out" / "register.html").read_text("utf-8"))
    assert page.outside == []
    assert "script" not in page.tags
    assert "b" not in page.tags


def test_the_same_day_gives_the_same_bytes_and_an_act_goes_when_nothing_is_due(run, shelf, tmp_path):
    out = tmp_path / "out"
    run(shelf, out, "2032-01-01")
    assert (out / "disposal-act.pdf").exists()
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    run(shelf, out, "2032-01-01")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    run(shelf, out, "2026-11-22")
    assert not (out / "disposal-act.pdf").exists()


def test_a_strangers_file_stops_it_and_nothing_is_written(run, shelf, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "register.html").write_text("mine", "utf-8")
    with pytest.raises(InTheWayError):
        run(shelf, out)
    assert [(path.name, path.read_text("utf-8")) for path in out.iterdir()] == [("register.html", "mine")]
