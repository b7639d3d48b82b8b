"""Settings: typed, with all faults at once, and a schema that does not drift."""

import datetime as dt
import subprocess
import sys

import pytest

from ejarchive.errors import UnreadableError
from ejarchive.settings import Settings, Signatory, find_settings, load_settings, regulation_of


def load(tmp_path, text):
    file = tmp_path / "ejarchive.toml"
    file.write_text(text, "utf-8")
    return load_settings(file)


def test_the_sample_college_has_no_fault(root):
    settings, findings = load_settings(root / "samples" / "college" / "ejarchive.toml")
    assert findings == []
    assert str(settings.college.zone) == "Europe/Samara"


def test_an_empty_file_is_the_defaults(tmp_path):
    settings, findings = load(tmp_path, "")
    assert findings == []
    assert settings == Settings(file=tmp_path / "ejarchive.toml")


def test_a_stray_key_is_not_told_to_resemble_the_table_it_stands_in(tmp_path):
    _, findings = load(
        tmp_path,
        '[signatories.x]\nposition = "Д"\nname = "Н"\n[signatories.directr]\nposition = "Д"\nname = "Н"\n',
    )
    told = {finding.place.column: str(finding.message) for finding in findings}
    assert "похоже" not in told["signatories.x"]
    assert "похоже на [signatories] director" in told["signatories.directr"]


def test_all_faults_are_told_at_once_and_the_rest_is_read(tmp_path):
    settings, findings = load(
        tmp_path,
        'regulation = "bgsht-2023"\nsurprise = 1\n'
        '[college]\nfull_name = "Техникум"\nshort_nam = "Т"\ntimezone = "Самара"\n'
        '[print]\nsides = "обе"\nbirth_dates = 3\n'
        '[signatories.directr]\nposition = "Д"\nname = "Н"\n'
        '[signatories.statement]\nposition = "Зав."\n'
        '[[signatories.director]]\nposition = "Д"\nname = "Н"\nuntil = "вчера"\n',
    )
    told = {(finding.code, finding.place.column) for finding in findings}
    assert told == {
        ("S102", "surprise"),
        ("S102", "college.short_nam"),
        ("S102", "signatories.directr"),
        ("S101", "print.sides"),
        ("S101", "print.birth_dates"),
        ("S101", "signatories.statement.0.name"),
        ("S101", "signatories.director.0.until"),
        ("S103", "college.timezone"),
        ("S106", "regulation"),
    }
    assert settings.college.full_name == "Техникум"
    assert settings.print.sides == "two"
    assert settings.signatory("director", dt.date(2025, 12, 29)) == Signatory(position="Д", name="Н")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[print]\nsides = "обе"\n', "[print] sides: допустимо «one» или «two»"),
        ("[college]\nfull_name = 5\n", "[college] full_name: нужен текст в кавычках"),
        ("[print]\nbirth_dates = 3\n", "нужно true или false"),
        ('[signatories.director]\nname = "Н"\n', "[signatories.director] № 1 position: не заполнено"),
        ('[regulation_act]\ndate = "завтра"\n', "нужна дата без кавычек"),
        ("college = 5\n", "нужен раздел с ключами"),
        ("[deadlines]\nmarks = 5\n", "нужен раздел с ключами"),
        ('[deadlines.marks]\ndays = "семь"\n', "[deadlines.marks] days: нужно целое число"),
        ('[deadlines.homework]\nhour = "24:00"\n', "[deadlines] homework: hour: нужно время от 00:00 до 23:59"),
        ("[deadlines.marks]\ndays = -1\n", "[deadlines] marks: days: нужно число дней от 0 до 366"),
        ("[analytics]\nworking_week = 4\n", "[analytics] working_week: допустимо 5, 6 или 7"),
        ('[college]\nshort_nam = ""\n', "[college] short_nam; похоже на [college] short_name"),
        ('[print]\nretention_term = "5 лет"\n', "похоже на [archive] retention_term"),
        ("[deadlines.mark]\ndays = 3\n", "[deadlines] mark; похоже на marks"),
        ("[[college]]\n", "нужен раздел с ключами"),
    ],
)
def test_a_fault_is_told_in_russian_with_its_key(text, words, tmp_path):
    messages = [finding.message for finding in load(tmp_path, text)[1]]
    assert any(words in message for message in messages), messages


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[college", "college = «нет»".encode()])
def test_an_unreadable_file_is_an_error_that_names_it(content, tmp_path):
    file = tmp_path / "ejarchive.toml"
    file.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"ejarchive\.toml"):
        load_settings(file)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    assert load(tmp_path, '\ufeffregulation = "apt-2020"\n')[0].regulation == "apt-2020"


def test_the_acting_director_signs_in_the_days_of_the_order(root):
    settings, _ = load_settings(root / "samples" / "college" / "ejarchive.toml")
    positions = [
        settings.signatory("director", dt.date(*day)).position
        for day in ((2025, 12, 14), (2025, 12, 15), (2026, 2, 1), (2026, 2, 2))
    ]
    assert positions == ["Директор", "И.о. директора", "И.о. директора", "Директор"]


def test_of_several_the_last_appointed_signs_in_whatever_order_they_stand():
    old = Signatory(position="Директор", name="А")
    new = Signatory(position="Директор", name="Б", since=dt.date(2025, 9, 1))
    for pair in ((old, new), (new, old)):
        settings = Settings(signatories={"director": pair})
        assert settings.signatory("director", dt.date(2025, 8, 31)) == old
        assert settings.signatory("director", dt.date(2025, 9, 1)) == new
    assert Settings().signatory("director", dt.date(2025, 9, 1)) is None


def test_deadlines_override_the_regulation_one_by_one(tmp_path):
    settings, findings = load(tmp_path, 'deadline_days = "working"\n[deadlines.marks]\ndays = 3\n')
    assert findings == []
    regulation = regulation_of(settings)
    assert (regulation.deadline("marks").days, regulation.deadline("marks").kind) == (3, "working")
    assert regulation.deadline("attendance").days == 2


def test_a_regulation_of_ones_own_lies_beside_the_settings(tmp_path):
    (tmp_path / "own.toml").write_text('extends = "common"\nname = "own"\n', "utf-8")
    settings, findings = load(tmp_path, 'regulation = "own.toml"\n')
    assert findings == []
    assert regulation_of(settings).name == "own"


def test_settings_are_looked_for_in_their_order(tmp_path):
    journal, here = tmp_path / "journal", tmp_path / "here"
    for folder in (journal, here):
        folder.mkdir()
    assert find_settings(None, journal, here) is None
    (here / "ejarchive.toml").touch()
    assert find_settings(None, journal, here) == here / "ejarchive.toml"
    (journal / "ejarchive.toml").touch()
    assert find_settings(None, journal, here) == journal / "ejarchive.toml"
    assert find_settings(None, journal / "lessons.csv", here) == journal / "ejarchive.toml"
    assert find_settings(tmp_path / "x.toml", journal, here) == tmp_path / "x.toml"


def test_a_run_without_settings_does_not_load_pydantic():
    code = "import sys, ejarchive.settings; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
