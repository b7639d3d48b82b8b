"""The journal folder: how tables are found, what is refused, what writing leaves alone."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest

from ejarchive.errors import InTheWayError, UnreadableError
from ejarchive.formats import folder as folder_module
from ejarchive.formats.folder_writer import files_of, write_folder
from ejarchive.formats.read import read_journal
from formats.journals import codes, contents, write_tables

STUDENTS = "student_id,group_id,last_name,first_name\ns1,g1,Ёжикова,Ия\n"
GROUPS = "group_id,name\ng1,21-ТМ\n"


@pytest.fixture
def folder(tmp_path):
    return write_tables(tmp_path / "journal", students=STUDENTS, groups=GROUPS)


@pytest.mark.parametrize("package", [None, "{}", '{"name": "x", "resources": []}', "\ufeff{}"])
def test_tables_are_known_by_their_names_with_a_bare_package_or_none(folder, package):
    if package is not None:
        (folder / "datapackage.json").write_text(package, "utf-8")
    journal, findings = read_journal(folder)
    assert set(journal.present) == {"students", "groups"}
    assert findings == []


def test_a_package_may_name_its_files_as_it_likes(tmp_path):
    folder = write_tables(tmp_path / "j" / "data", spisok=STUDENTS).parent
    package = {"resources": [{"name": "students", "path": "data/spisok.csv"}]}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    journal, findings = read_journal(folder)
    assert len(journal.frame("students")) == 1
    assert journal.place("students", 2).file == "data/spisok.csv"
    assert findings == []


@pytest.mark.parametrize(
    "path",
    ["../students.csv", "/etc/passwd", "~/x.csv", "C:\\x.csv", "c:x.csv", "data\\..\\..\\x.csv", "http://127.0.0.1/x.csv",
     "file:///etc/passwd", "a/../../x.csv", "", "a\x00b"],
)  # fmt: skip
def test_a_path_that_leaves_the_folder_is_refused_not_mended(folder, path):
    (folder / "datapackage.json").write_text(json.dumps({"resources": [{"name": "students", "path": path}]}), "utf-8")
    with pytest.raises(UnreadableError, match="вне папки"):
        read_journal(folder)


@pytest.mark.parametrize(
    "package",
    ["", "[]", "null", "{", "\x00", '{"resources": 5}', '{"resources": [5]}',
     "[" * 100_000,
     '{"resources": ' + "[" * 100_000],
)  # fmt: skip
def test_a_broken_package_is_unreadable_and_says_what_to_do(folder, package):
    (folder / "datapackage.json").write_text(package, "utf-8")
    with pytest.raises(UnreadableError) as caught:
        read_journal(folder)
    assert caught.value.remedy


def test_a_link_that_leads_outside_is_not_followed(folder, tmp_path):
    (tmp_path / "secret.csv").write_text("password\nqwerty\n", "utf-8")
    (folder / "staff.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(UnreadableError, match="за её пределы"):
        read_journal(folder)


@pytest.mark.parametrize("name", ["nothing", "empty", "photos", "text.txt", "picture.png"])
def test_what_is_no_journal_is_unreadable(tmp_path, name):
    (tmp_path / "empty").mkdir()
    write_tables(tmp_path / "photos", cats="name\nМурка\n")
    (tmp_path / "text.txt").write_text("просто текст", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(UnreadableError) as caught:
        read_journal(tmp_path / name)
    assert caught.value.exit_code == 3
    assert caught.value.remedy


def test_russian_file_names_and_headings_are_read(tmp_path):
    text = "Код обучающегося;КОД ГРУППЫ;Фамилия *;Имя;Электронный дневник\ns1;g1;Ёжикова;Ия;Отказ\n"
    folder = tmp_path / "j"
    folder.mkdir()
    (folder / "Обучающиеся.csv").write_bytes(text.encode("cp1251"))
    journal, findings = read_journal(folder)
    assert journal.frame("students").loc[2, "diary"] == "refused"
    assert journal.place("students", 2, "diary").column == "Электронный дневник"
    assert findings == []


def test_a_local_time_takes_the_colleges_zone_and_is_told(tmp_path):
    text = "name,kind,retrieved_at\na,b,2025-12-28 18:00\nв,b,2025-07-01T09:00:00\nc,b,2025-12-28T18:00:00+03:00\n"
    folder = write_tables(tmp_path / "j", sources=text)
    journal, findings = read_journal(folder, zone=ZoneInfo("Europe/Samara"))
    assert [dt.datetime.fromisoformat(text).hour for text in journal.frame("sources")["retrieved_at"]] == [18, 9, 18]
    assert journal.frame("sources")["retrieved_at"].str[-6:].tolist() == ["+04:00", "+04:00", "+03:00"]
    assert [(finding.code, finding.facts["count"]) for finding in findings] == [("F108", 2)]
    assert codes(read_journal(folder)[1]) == ["F107", "F107"], "without a zone nothing is guessed"


def test_writing_into_a_journal_folder_replaces_its_tables_only(folder, tmp_path):
    (folder / "ejarchive.toml").write_text("# наше", "utf-8")
    (folder / "заметки.docx").write_bytes(b"x")
    smaller, _ = read_journal(write_tables(tmp_path / "other", students=STUDENTS.replace("Ия", "Зоя")))
    write_folder(smaller, folder)
    assert {file.name for file in folder.iterdir()} == {
        "students.csv", "datapackage.json", "ejarchive.toml", "заметки.docx",
    }  # fmt: skip
    assert contents(read_journal(folder)[0]) == contents(smaller)


@pytest.mark.parametrize("kind", ["file", "strange folder", "link"])
def test_what_is_not_ours_is_left_alone(folder, tmp_path, kind):
    target = tmp_path / "target"
    if kind == "file":
        target.write_text("чужое", "utf-8")
    elif kind == "link":
        target.symlink_to(tmp_path / "nowhere")
    else:
        write_tables(target, cats="name\n")
    before = sorted(tmp_path.rglob("*"))
    journal, _ = read_journal(folder)
    with pytest.raises(InTheWayError):
        write_folder(journal, target)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failed_write_leaves_the_old_tables(folder, monkeypatch):
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    journal, _ = read_journal(folder)

    def broken(files, draft):
        (draft / "students.csv").write_text("половина", "utf-8")
        raise OSError("нет места")

    monkeypatch.setattr("ejarchive.formats.folder_writer._put", broken)
    with pytest.raises(OSError, match="нет места"):
        write_folder(journal, folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_only_what_is_present_is_written(folder):
    journal, _ = read_journal(folder)
    files = files_of(journal)
    assert files.keys() == {"datapackage.json", "students.csv", "groups.csv"}
    assert files["groups.csv"].decode() == GROUPS
    students = json.loads(files["datapackage.json"])["resources"][1]["schema"]
    assert [field["name"] for field in students["fields"]] == STUDENTS.partition("\n")[0].split(",")
    assert students["foreignKeys"] == [
        {"fields": "group_id", "reference": {"resource": "groups", "fields": "group_id"}}
    ]


def test_a_key_is_declared_only_where_it_holds(tmp_path):
    twice = STUDENTS + "s1,g1,Иной,Пётр\n"
    journal, _ = read_journal(write_tables(tmp_path / "j", students=twice, groups=GROUPS))
    groups, students = json.loads(files_of(journal)["datapackage.json"])["resources"]
    assert groups["schema"]["primaryKey"] == ["group_id"]
    assert "primaryKey" not in students["schema"]


def test_a_folder_is_recognised_without_reading_its_tables(folder, tmp_path):
    (folder / "students.csv").write_bytes(b"\xff\x98")
    assert folder_module.recognises(folder)
    assert not folder_module.recognises(tmp_path / "nothing")
