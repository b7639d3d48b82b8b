"""The register of statements: numbers never repeat or vanish, whatever happens to the process that takes them."""

import contextlib
import datetime as dt
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ejarchive.issuance import IssueState, Period, Request
from ejarchive.state.issue_register import NewIssue, Ready, Sheet, open_register

NOW = dt.datetime(2026, 1, 12, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=4)))
PERIOD = Period(starts=dt.date(2025, 9, 1), ends=dt.date(2025, 12, 28), term_id="2025-1")
REQUEST = Request(
    number="7",
    date=dt.date(2026, 1, 10),
    student_id="s1",
    group_id="g1",
    capacity="representative",
    basis="",
    period=PERIOD,
    due=dt.date(2026, 1, 23),
)
WANTED = NewIssue(request=None, student_id=None, group_id="g1", period=PERIOD)
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="kills a forked process")


def issue_one(register, out, request=REQUEST):
    (known,) = register.record([request])
    with register.run() as run:
        new = NewIssue(
            request=known, student_id=known.student_id, group_id="g1", period=known.period, prepared_by="методист"
        )
        (issue,) = run.reserve([new])
        sheet = Sheet(path=out / f"{issue.number}.pdf", content=b"%d" % issue.number)
        run.issue([Ready(number=issue.number, sheets=(sheet,), pages=3, leaves=2)])
    return issue.number


def interrupted(register, wanted):
    """Take numbers and go no further, as when Ctrl-C is pressed."""
    with contextlib.suppress(KeyboardInterrupt), register.run() as run:
        run.reserve(wanted)
        raise KeyboardInterrupt


def test_an_issued_statement_has_its_line_and_its_file(tmp_path):
    with open_register(tmp_path, NOW) as register:
        number = issue_one(register, tmp_path / "out")
        (line,) = register.issues()
    assert (line.number, line.state, line.copy, line.pages, line.sheets) == (number, IssueState.ISSUED, 1, 3, 2)
    assert (line.capacity, line.prepared_by, line.issued_on) == ("representative", "методист", dt.date(2026, 1, 12))
    assert line.digest == "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"  # sha256 of b"1"
    assert line.request == replace(REQUEST, request_id=1)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["1.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "statements.sqlite"]


def test_a_second_statement_of_one_period_is_a_second_copy(tmp_path):
    other = replace(REQUEST, number="8", period=replace(PERIOD, ends=dt.date(2025, 10, 1)))
    with open_register(tmp_path, NOW) as register:
        for request in (REQUEST, REQUEST, other):
            issue_one(register, tmp_path, request)
        assert [line.copy for line in register.issues()] == [1, 2, 1]


def test_a_line_keeps_the_capacity_of_its_day(tmp_path):
    with open_register(tmp_path, NOW) as register:
        issue_one(register, tmp_path)
        issue_one(register, tmp_path, replace(REQUEST, capacity="student", basis="лично"))
        told = [(line.capacity, line.basis) for line in register.issues()]
    assert told == [("representative", ""), ("student", "лично")]


def test_a_failed_run_annuls_its_numbers_and_the_next_one_goes_on(tmp_path):
    with open_register(tmp_path, NOW) as register:
        interrupted(register, [WANTED, WANTED])
        assert [line.state for line in register.issues()] == ["annulled", "annulled"]
        assert all(line.annulled_because for line in register.issues())
        assert issue_one(register, tmp_path) == 3


def test_a_file_that_cannot_be_placed_annuls_its_number_and_takes_the_others_of_it_away(tmp_path):
    (tmp_path / "taken").write_text("not a folder")
    sheets = tuple(Sheet(path=tmp_path / name, content=b"1") for name in ("out/a.pdf", "taken/b.pdf"))
    with open_register(tmp_path, NOW) as register:
        with register.run() as run:
            (issue,) = run.reserve([WANTED])
            with pytest.raises(OSError, match="taken"):
                run.issue([Ready(number=issue.number, sheets=sheets, pages=1, leaves=1)])
        assert [line.state for line in register.issues()] == ["annulled"]
    assert list((tmp_path / "out").iterdir()) == []


def test_what_another_living_process_does_is_left_alone(tmp_path):
    with open_register(tmp_path, NOW) as ours, ours.run() as run:
        (issue,) = run.reserve([WANTED])
        with open_register(tmp_path, NOW) as theirs:
            assert theirs.settled == []
            assert [line.state for line in theirs.issues()] == ["reserved"]
            assert issue_one(theirs, tmp_path / "out") == issue.number + 1


def test_a_request_is_open_until_it_is_answered(tmp_path):
    with open_register(tmp_path, NOW) as register:
        register.record([replace(REQUEST, student_id="s2"), replace(REQUEST, number="5", due=dt.date(2026, 1, 20))])
        register.record([replace(REQUEST, student_id="s2", due=dt.date(2030, 1, 1))])
        assert [(one.number, one.student_id) for one in register.open_requests()] == [("5", "s1"), ("7", "s2")]
        assert register.open_requests()[1].due == REQUEST.due, "a request known already keeps its day"
        interrupted(register, [replace(WANTED, request=register.open_requests()[1], student_id="s2")])
        assert len(register.open_requests()) == 2, "an annulled number answers nobody"
        issue_one(register, tmp_path, replace(REQUEST, student_id="s2"))
        assert [one.number for one in register.open_requests()] == ["5"]


def test_a_notice_moves_the_day_and_a_withdrawn_request_is_kept(tmp_path):
    later = dt.date(2026, 1, 30)
    with open_register(tmp_path, NOW) as register:
        register.record([REQUEST, replace(REQUEST, student_id="s2")])
        assert register.extend("7", REQUEST.date, later, "журнал сверяется") == 2
        assert {one.due for one in register.open_requests()} == {later}
        assert register.extend("8", REQUEST.date, later, "нет такого") == 0
        assert register.withdraw("7", REQUEST.date, "отозван заявителем") == 2
        assert register.open_requests() == []
        register.record([REQUEST])
        assert [one.due for one in register.open_requests()] == [later], "asked for again"


def told_by(folder, step):
    program = Path(__file__).with_name("killing.py")
    done = subprocess.run(
        [sys.executable, program, folder, str(step)], capture_output=True, check=False, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()]


@needs_fork
@pytest.mark.parametrize("step", [7, pytest.param(2, marks=pytest.mark.slow)])
def test_killed_at_any_line_a_number_is_issued_whole_or_annulled_without_a_document(tmp_path, step):
    told = told_by(tmp_path, step)
    assert len(told) > 200 / step, "the victim hardly ran"
    assert [(moment, faults) for moment, _, faults in told if faults] == []
    assert {first for _, first, _ in told} == {"1", "3"}, "killed before and after the numbers were taken"


def test_two_processes_at_once_never_take_one_number(tmp_path):
    command = [sys.executable, Path(__file__).with_name("taking.py"), tmp_path]
    clerks = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in "ab"]
    while not {"ready-a", "ready-b"} <= {path.name for path in tmp_path.iterdir()}:
        assert all(clerk.poll() is None for clerk in clerks)
    (tmp_path / "go").touch()
    taken = [[int(line) for line in clerk.communicate()[0].split()] for clerk in clerks]
    assert sorted(taken[0] + taken[1]) == list(range(1, 21))
    assert {f"n{number}.pdf" for number in range(1, 21)} <= {path.name for path in (tmp_path / "out").iterdir()}
    with open_register(tmp_path / "state", NOW) as register:
        assert {line.state for line in register.issues()} == {"issued"}
