"""A zip is read under guard: nothing it claims is believed, and a bomb is stopped by what really comes out."""

import io
import stat
import struct
import zipfile

import pytest

from ejarchive.errors import InTheWayError, UnreadableError
from ejarchive.formats import container, zipped
from ejarchive.formats.read import read_journal
from ejarchive.formats.zipped import write_zip
from formats.journals import contents, write_tables

STUDENTS = "student_id,group_id,last_name,first_name\ns1,g1,Ёжикова,Ия\n"


def make_zip(path, entries, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.zip"


@pytest.mark.parametrize("top", ["", "Журнал 21-ТМ/", "a/b/"])
def test_the_journal_may_stand_in_a_folder_of_the_zip(path, top):
    make_zip(path, [("__MACOSX/._students.csv", b"\x00"), (f"{top}students.csv", STUDENTS), (f"{top}фото.jpg", b"x")])
    journal, findings = read_journal(path)
    assert len(journal.frame("students")) == 1
    assert findings == []


def test_russian_names_as_windows_packs_them_are_read(path):
    raw = "Обучающиеся.csv".encode("cp866")
    make_zip(path, [("x" * len(raw) + "", STUDENTS)])
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    journal, findings = read_journal(path)
    assert (len(journal.frame("students")), findings) == (1, [])


@pytest.mark.parametrize(
    "name", ["../evil.csv", "a/../../evil.csv", "/abs.csv", "C:\\x.csv", "..\\x.csv", "~/x.csv", "a\nb.csv"]
)
def test_a_name_that_leads_outside_refuses_the_whole_zip(path, name, tmp_path):
    make_zip(path, [("students.csv", STUDENTS), (name, STUDENTS)])
    with pytest.raises(UnreadableError, match="ведёт за пределы"):
        read_journal(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_refused(path):
    info = zipfile.ZipInfo("staff.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    make_zip(path, [("students.csv", STUDENTS), (info, "/etc/passwd")])
    with pytest.raises(UnreadableError, match="ссылка"):
        read_journal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["students.csv", "Students.csv"])
def test_a_name_given_twice_is_refused(path, twin):
    make_zip(path, [("students.csv", STUDENTS), (twin, STUDENTS)])
    with pytest.raises(UnreadableError, match="дважды"):
        read_journal(path)


def test_a_bomb_is_stopped_by_what_comes_out_of_it(path, monkeypatch):
    monkeypatch.setattr(container, "MOST_BYTES", 30 * 2**20)
    make_zip(path, [("students.csv", STUDENTS), ("bomb.csv", b"0" * 40 * 2**20)])
    with pytest.raises(UnreadableError, match="разрастается"):
        read_journal(path)


def test_a_ratio_no_table_has_is_a_bomb(path):
    make_zip(path, [("students.csv", STUDENTS + "s1,g1,А,Б\n" * 4 * 2**20)])
    assert path.stat().st_size < 200_000
    with pytest.raises(UnreadableError, match="разрастается"):
        read_journal(path)


def test_a_size_that_lies_is_not_believed(path):
    make_zip(path, [("students.csv", STUDENTS + "s1,g1,А,Б\n" * 4 * 2**20)])
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        read_journal(path)


def test_a_hundred_thousand_entries_are_refused(path):
    data = make_zip(path, [("000000", b"")], zipfile.ZIP_STORED).read_bytes()
    entry, end = data.find(b"PK\x01\x02"), bytearray(data[data.find(b"PK\x05\x06") :])
    entries = b"".join(data[entry : -len(end)].replace(b"000000", b"%06d" % n) for n in range(100_000))
    end[12:16] = struct.pack("<I", len(entries))
    path.write_bytes(data[:entry] + entries + end)
    assert not zipped.recognises(path)
    with pytest.raises(UnreadableError, match="файлов"):
        zipped.read(path)


@pytest.mark.parametrize("damage", ["half", "middle", "password", "method"])
def test_a_broken_or_locked_zip_is_unreadable(path, damage):
    make_zip(path, [("students.csv", STUDENTS * 100)])
    data = bytearray(path.read_bytes())
    directory = data.rfind(b"PK\x01\x02")
    match damage:
        case "half":
            del data[len(data) // 2 :]
        case "middle":
            data[60:70] = b"\xff" * 10
        case "password":
            data[directory + 8] |= 1
        case "method":
            data[directory + 10] = data[8] = 99
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_journal(path)
    assert caught.value.remedy


def test_two_journals_in_one_zip_are_not_chosen_between(path):
    make_zip(path, [("a/students.csv", STUDENTS), ("b/students.csv", STUDENTS)])
    with pytest.raises(UnreadableError, match="не одна"):
        read_journal(path)


def test_the_zip_is_stored_sorted_and_timeless(path, tmp_path):
    journal, _ = read_journal(write_tables(tmp_path / "j", students=STUDENTS, groups="group_id,name\ng1,21-ТМ\n"))
    with zipfile.ZipFile(write_zip(journal, path)) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["datapackage.json", "groups.csv", "students.csv"]
    assert {(info.date_time, info.compress_type, info.create_system) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3)
    }


def test_an_earlier_zip_of_ours_is_replaced_and_another_file_is_not(path, tmp_path):
    journal, _ = read_journal(write_tables(tmp_path / "j", students=STUDENTS))
    write_zip(journal, path)
    assert contents(read_journal(write_zip(journal, path))[0]) == contents(journal)
    photos = make_zip(tmp_path / "photos.zip", [("cat.jpg", b"x")])
    with pytest.raises(InTheWayError):
        write_zip(journal, photos)


def test_recognising_never_fails(tmp_path):
    for n, data in enumerate([b"", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18, io.BytesIO(b"x" * 100).read()]):
        file = tmp_path / str(n)
        file.write_bytes(data)
        assert not zipped.recognises(file)
    assert not zipped.recognises(tmp_path)
