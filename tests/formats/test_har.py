"""A browser recording is read as a stream, and what is secret in it goes nowhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ejarchive.errors import UnreadableError
from ejarchive.formats.har import Recording, is_recording
from ejarchive.formats.read import read_journal
from formats import irtech_answers as ia

# Not getrusage: a child begins with the peak of the process that started it, which holds the whole recording.
MEASURED = """
import re, sys
from pathlib import Path
from ejarchive.cli.__main__ import main
try:
    main()
finally:
    peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    print(int(peak[1]) // 1024, file=sys.stderr)
"""


def ejarchive(*arguments, program=("-m", "ejarchive")):
    return subprocess.run(
        [sys.executable, *program, *map(str, arguments)], capture_output=True, check=False, env={**os.environ}
    )


def secrets_in(data: bytes) -> list[str]:
    """Return which planted secrets stand in some bytes, as text or as JSON writes it."""
    forms = {name: {text.encode(), json.dumps(text)[1:-1].encode()} for name, text in ia.SECRETS.items()}
    return [name for name, found in forms.items() if any(form in data for form in found)]


def test_the_search_finds_what_is_planted(tmp_path):
    file = ia.write_recording(tmp_path / "a.har", ia.all_answers())
    assert set(secrets_in(file.read_bytes())) == set(ia.SECRETS)


def test_only_moment_address_and_body_pass_the_door(tmp_path):
    recording = Recording(ia.write_recording(tmp_path / "a.har", ia.all_answers("groups")), "a.har")
    (answer,) = recording
    assert (answer.path, answer.place.file) == (ia.ADDRESSES["groups"], "a.har#2")
    assert answer.value == ia.groups()
    assert recording.moment.isoformat() == "2025-12-29T06:30:00+00:00"


@pytest.mark.parametrize("json_wanted", [True, False])
def test_no_secret_leaves_a_recording(tmp_path, json_wanted):
    file = ia.write_recording(tmp_path / "a.har", ia.all_answers())
    flags = ["--json"] if json_wanted else ["-v"]
    done = ejarchive("convert", file, "-o", tmp_path / "journal", *flags)
    assert done.returncode == 0, done.stderr
    written = b"".join(path.read_bytes() for path in (tmp_path / "journal").iterdir())
    assert secrets_in(done.stdout + done.stderr + written) == []


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.9, 0.999])
def test_a_recording_that_breaks_off_is_refused_without_quoting_it(tmp_path, share):
    whole = ia.write_recording(tmp_path / "a.har", ia.all_answers()).read_bytes()
    (tmp_path / "a.har").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UnreadableError, match=r"обрывается|ни одного") as caught:
        read_journal(tmp_path / "a.har")
    assert secrets_in(str(caught.value).encode()) == []
    assert caught.value.remedy
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None, "the parser's own words quote the file"


def test_broken_bytes_end_with_code_3_and_nothing_written(tmp_path):
    file = ia.write_recording(tmp_path / "a.har", ia.all_answers())
    file.write_bytes(file.read_bytes()[:-400] + b"\xff\xfe{{{")
    done = ejarchive("convert", file, "-o", tmp_path / "journal", "-v")
    assert done.returncode == 3
    assert secrets_in(done.stdout + done.stderr) == []
    assert not (tmp_path / "journal").exists()


def test_a_body_in_base64_is_read(tmp_path):
    answers = ia.all_answers("groups", "employees", "students", "entries")
    more = ia.in_base64(ia.ADDRESSES["anatomy"], ia.anatomy())
    journal, _ = read_journal(ia.write_recording(tmp_path / "a.har", answers, more))
    assert len(journal.frame("lessons")) == 4


@pytest.mark.parametrize(
    "text", ['{"log": {"entries": [' + "[" * 200, '{"log": {"entries": []}}', '{"log": {"version": "1.2"}}']
)
def test_strange_recordings_are_refused(tmp_path, text):
    file = tmp_path / "a.har"
    file.write_text(text, "utf-8")
    assert is_recording(file)
    with pytest.raises(UnreadableError):
        read_journal(file)


def test_a_recording_of_other_pages_is_refused_with_the_next_step(tmp_path):
    file = ia.write_recording(tmp_path / "a.har", {}, ia.exchange("/mail/inbox", {"letters": []}))
    with pytest.raises(UnreadableError) as caught:
        read_journal(file)
    assert "setevoy-gorod" in caught.value.remedy


def test_saved_answers_without_a_moment_ask_for_it(tmp_path):
    folder = ia.write_folder(tmp_path / "ответы", ia.all_answers())
    done = ejarchive("convert", folder, "-o", tmp_path / "journal")
    assert done.returncode == 2
    assert "--retrieved-at" in done.stderr.decode()
    done = ejarchive("convert", folder, "-o", tmp_path / "journal", "--retrieved-at", "2025-12-29T18:00+04:00")
    assert done.returncode == 0, done.stderr
    sources = (tmp_path / "journal" / "sources.csv").read_text("utf-8").splitlines()
    assert len(sources) == 11  # the heading and ten files
    assert all("2025-12-29T18:00:00+04:00" in line for line in sources[1:])


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="only Linux tells a process's peak this way")
def test_fifty_megabytes_are_read_within_three_hundred(tmp_path):
    file = tmp_path / "a.har"
    subjects, days = range(1, 211), [f"2025-{month:02}-{day:02}" for month in (9, 10, 11) for day in range(1, 21)]
    book = ia.entries()[0] | {"scheduleSubjects": [{"id": n, "name": f"ОП.{n:02} Предмет"} for n in subjects]}
    pupils = [ia.named(n, f"Фамилия{n}", f"Имя{n}") for n in range(30)]
    marks = {str(n): {"absenceType": "IsLate", "marks": {"7": ia.mark("Four")}} for n in range(30)}
    task = [{"id": 7, "type": "Lesson", "topic": "Ответ"}]
    lessons = [ia.lesson(n, day, "Lecture", {}, task, marks, name=f"Тема № {n}") for n, day in enumerate(days)]
    page = {"teacher": "Зимин О.П.", "students": pupils, "lessons": lessons}
    pages = [ia.exchange(f"/services/journal/gradebook/{ia.BOOK}/subjects/{n}", page) for n in subjects]
    picture = ia.exchange("/logo.png", "A" * 3_000_000, mime="image/png", encoding="base64")
    ia.write_recording(file, {"entries": [book]}, *pages, picture, picture)
    assert file.stat().st_size > 50e6
    done = ejarchive("convert", file, "-o", tmp_path / "journal", program=("-c", MEASURED))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "journal" / "entries.csv").read_bytes().count(b"\n") == 1 + 210 * 60 * 30
    *_, megabytes = done.stderr.decode().split()
    assert int(megabytes) < 300
