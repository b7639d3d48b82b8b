"""init, templates, cache, doctor, convert: what they leave on the disk and what they refuse."""

import os
import pty
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from cli.conftest import PROGRAM


def test_init_makes_settings_and_a_workbook_that_is_known_for_what_it_is(ejarchive, tmp_path):
    run = ejarchive("init", "мой колледж", "--json")
    assert run.code == 0, run.stderr
    folder = tmp_path / "мой колледж"
    assert {file.name for file in folder.iterdir()} == {"ejarchive.toml", "journal.xlsx"}
    assert [one["kind"] for one in run.json["artifacts"]] == ["workbook"]
    settings = tomllib.loads((folder / "ejarchive.toml").read_text("utf-8"))
    assert settings["college"]["full_name"] == "УКАЖИТЕ"
    assert "ещё не" in ejarchive("check", folder / "journal.xlsx").stderr  # заполнена


def test_init_overwrites_nothing(ejarchive, tmp_path):
    (tmp_path / "college").mkdir()
    (tmp_path / "college" / "ejarchive.toml").write_text("# mine", "utf-8")
    run = ejarchive("init", "college", "--json")
    assert run.code == 8
    assert [file.name for file in (tmp_path / "college").iterdir()] == ["ejarchive.toml"]
    assert (tmp_path / "college" / "ejarchive.toml").read_text("utf-8") == "# mine"


def test_init_asks_on_a_terminal_and_writes_the_answers(environment, tmp_path):
    answers = ['Колледж "Заря"', "Заря", "", "с. Богатое", "Nowhere/Land", "Europe/Samara", "", "А.Б. Ёлкин"]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "init", "c"], cwd=tmp_path, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    assert process.wait(60) == 0
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    os.close(theirs)
    assert "неизвестен" in shown
    settings = tomllib.loads((tmp_path / "c" / "ejarchive.toml").read_text("utf-8"))
    assert settings["college"] == {
        "full_name": 'Колледж "Заря"', "short_name": "Заря", "founder": "УКАЖИТЕ", "place": "с. Богатое",
        "timezone": "Europe/Samara",
    }  # fmt: skip
    assert settings["signatories"]["director"] == {"position": "Директор", "name": "А.Б. Ёлкин"}


def test_templates_are_copied_once(ejarchive, tmp_path, root):
    assert ejarchive("templates", "copy", "own").code == 0
    copied = {file.relative_to(tmp_path / "own") for file in (tmp_path / "own").rglob("*") if file.is_file()}
    assert copied == {
        file.relative_to(root / "templates") for file in (root / "templates").rglob("*") if file.is_file()
    }
    again = ejarchive("templates", "copy", "own", "--json")
    assert again.code == 8


def test_cache_clear_drops_the_parts(ejarchive, college, environment):
    cache = Path(environment["HOME"]) / ".cache" / "ejarchive"
    run = ejarchive("pack", college, "--group", "11-ПК", "--term", "2025-1", "--engine", "plutoprint", "-o", "out")
    assert run.code == 0, run.stderr
    assert any(file.is_file() for file in cache.rglob("*"))
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in cache.iterdir())
    assert ejarchive("cache", "clear", "--json").json["ok"]
    assert not any(file.is_file() for file in cache.rglob("*"))


def test_no_cache_leaves_none(ejarchive, college, environment):
    ejarchive("pack", college, "--group", "11-ПК", "--engine", "plutoprint", "-o", "out", "--no-cache")
    assert not (Path(environment["HOME"]) / ".cache" / "ejarchive").exists()


def test_doctor_needs_no_journal_and_no_settings(ejarchive):
    run = ejarchive("doctor")
    assert run.code == 0, run.stdout
    assert "Всё нужное на месте." in run.stdout
    assert ejarchive("doctor", "--json").json["findings"] == []


def test_doctor_names_what_is_missing_and_how_to_mend_it_everywhere(ejarchive, tmp_path):
    for module in ("weasyprint", "plutoprint"):
        (tmp_path / f"{module}.py").write_text("raise OSError('cannot load library pango')", "utf-8")
    run = ejarchive("doctor", PYTHONPATH=str(tmp_path))
    assert run.code == 7
    for system in ("Debian", "Fedora", "Windows", "macOS"):
        assert system in run.stdout
    answer = ejarchive("doctor", "--json", PYTHONPATH=str(tmp_path)).json
    assert "weasyprint" in answer["findings"][0]["message"]


def test_doctor_is_content_with_one_engine_unless_the_other_is_asked_for(ejarchive, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango')", "utf-8")
    assert ejarchive("doctor", PYTHONPATH=str(tmp_path)).code == 0
    assert ejarchive("doctor", "--engine", "weasyprint", PYTHONPATH=str(tmp_path)).code == 7


@pytest.mark.parametrize("middle", ["j.zip", "j.xlsx"])
def test_a_journal_comes_back_from_its_other_forms_as_it_was(ejarchive, college, tmp_path, middle):
    assert ejarchive("convert", college, "-o", "first").code == 0
    assert ejarchive("convert", "first", "-o", middle).code == 0
    assert ejarchive("convert", middle, "-o", "second").code == 0
    files = {file.name: file.read_bytes() for file in (tmp_path / "first").iterdir()}
    assert files == {file.name: file.read_bytes() for file in (tmp_path / "second").iterdir()}


def test_convert_leaves_other_files_of_a_journal_folder_alone(ejarchive, college, tmp_path):
    ejarchive("convert", college, "-o", "journal")
    (tmp_path / "journal" / "ejarchive.toml").write_text("# mine", "utf-8")
    assert ejarchive("convert", college, "-o", "journal").code == 0
    assert (tmp_path / "journal" / "ejarchive.toml").read_text("utf-8") == "# mine"


def test_retrieved_at_is_the_moment_of_a_journal_that_has_none(ejarchive, college, tmp_path):
    journal = shutil.copytree(college, tmp_path / "journal")
    for name in ("sources.csv", "datapackage.json"):
        (journal / name).unlink()
    run = ejarchive("convert", journal, "-o", "dated", "--retrieved-at", "2026-06-30T12:00+04:00")
    assert run.code == 0, run.stderr
    assert "2026-06-30T12:00:00+04:00" in (tmp_path / "dated" / "sources.csv").read_text("utf-8")
