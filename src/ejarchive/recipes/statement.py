"""Statements for parents: drafts to look at, or issued under numbers of the register; a child a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from ejarchive.checks.concerning import concerning
from ejarchive.checks.needs import lacking_names
from ejarchive.checks.run import check_journal
from ejarchive.checks.statement_rights import informed_of_unknown_age, representative_without_basis
from ejarchive.checks.strangers import Strangers
from ejarchive.errors import FindingsError
from ejarchive.finding import Finding, errors
from ejarchive.issuance import Request
from ejarchive.recipes.opening import Opened, open_journal
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.state_folder import state_folder
from ejarchive.recipes.statement_choice import Chosen, choose
from ejarchive.recipes.statement_issue import Turn, issue_numbered, print_drafts
from ejarchive.recipes.statement_order import StatementOrder, refuse_contradictions, request_asked
from ejarchive.recipes.statement_requests import due_day
from ejarchive.recipes.waiting_requests import waiting_lines
from ejarchive.regulation import Reader
from ejarchive.reports.statement import statement_source
from ejarchive.russian import counted, short_date
from ejarchive.state.issue_register import open_register
from ejarchive.surroundings import Surroundings

_NAMED = "P101"  # what --override lets through


@dataclass(frozen=True, slots=True)
class _Job:
    """What the steps of one run share."""

    opened: Opened
    chosen: Chosen
    wanted: StatementOrder
    today: dt.date


def make_statements(
    journal: Path,
    out: Path,
    wanted: StatementOrder,
    order: Order,
    surroundings: Surroundings,
    *,
    talk: Talk | None = None,
) -> Outcome:
    """Print the statements; with a request or for informing they get numbers, and the register its lines.

    A request is written down before anything can stop the job, so that what is not answered is waited for.
    `FindingsError` and nothing printed when a sheet would be untruthful or would show another person.
    """
    talk = talk or Silence()
    refuse_contradictions(wanted)
    opened = open_journal(journal, order, surroundings)
    now = surroundings.now.astimezone(opened.settings.college.zone)
    asked = request_asked(wanted, now.date())
    source = statement_source(opened.journal, opened.settings, opened.regulation, opened.certain_moment)
    chosen = choose(source, opened, wanted, now.date())
    job = _Job(opened, chosen, wanted, now.date())
    turn = Turn(
        source=source,
        chosen=chosen,
        wanted=wanted,
        order=replace(order, cache=False),  # a child's data are kept nowhere but on the sheet that was asked for
        surroundings=surroundings,
        folder=surroundings.folder / out,
        talk=talk,
    )
    with ExitStack() as stack:
        if not wanted.registered:
            findings, _ = _findings(job, [])
            talk.tell(findings)
            return Outcome(artifacts=tuple(print_drafts(turn)), findings=findings)
        register = stack.enter_context(open_register(state_folder(opened.settings, surroundings), now))
        if register.settled:
            talk.say(f"Прежняя выдача была прервана. Её номера закрыты: {', '.join(map(str, register.settled))}.")
        requests = register.record(_requests(job, *asked)) if asked else []
        findings, overridden = _findings(job, requests)
        talk.tell(findings)
        artifacts = issue_numbered(replace(turn, overridden=overridden), register, requests, now)
        for line in waiting_lines(register.open_requests(), now.date()):
            talk.say(line)
    return Outcome(artifacts=tuple(artifacts), findings=findings)


def _requests(job: _Job, number: str, day: dt.date) -> list[Request]:
    """Return the request as the register keeps it: once for each student it asks about."""
    due = due_day(day, job.opened.journal, job.opened.settings)
    return [
        Request(
            number=number,
            date=day,
            student_id=student,
            group_id=job.chosen.groups[student],
            capacity=job.chosen.readers[student],
            basis=job.chosen.options.basis,
            period=job.chosen.periods[student],
            due=due,
        )
        for student in job.chosen.students
    ]


def _findings(job: _Job, requests: Sequence[Request]) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Return all findings, and the students on whose sheets a name is let through for a reason.

    Errors among the findings stop the job before anything is printed.
    """
    opened, chosen = job.opened, job.chosen
    journal, regulation = opened.journal, opened.regulation
    whole = [*opened.findings, *check_journal(journal, regulation, opened.settings, opened.certain_moment)]
    findings = concerning(journal, chosen.students, whole)
    if job.wanted.registered:
        findings += lacking_names(opened.settings, regulation)
    if job.wanted.recipient == "representative" and not chosen.options.basis:
        findings += representative_without_basis(journal, regulation, chosen.students, job.today)
    if job.wanted.informing:
        findings += informed_of_unknown_age(journal, regulation, chosen.students)
    named = _named(job)
    stopped = frozenset(student for student, each in named if each.code == _NAMED)
    let_through = stopped if job.wanted.override is not None else frozenset[str]()
    told = {(each.code, str(each.place)): each for _, each in named}  # each text once, of however many students
    findings += [each for each in told.values() if each.code != _NAMED or not let_through]
    if stopping := errors(findings):
        waiting = f" Запрос записан, ответить до {short_date(requests[0].due)}." if requests else ""
        raise FindingsError(
            f"Ведомость не напечатана: {counted(len(stopping), 'ошибка')}.{waiting}",
            tuple(findings),
            "Исправьте их и повторите. Все замечания журнала сразу: ejarchive check ЖУРНАЛ",
        )
    return tuple(findings), let_through


def _named(job: _Job) -> list[tuple[str, Finding]]:
    """Return what the texts on each student's sheet say of others."""
    if not job.chosen.options.annex:
        return []
    strangers = Strangers.of(job.opened.journal, job.opened.regulation)
    found: list[tuple[str, Finding]] = []
    for student in job.chosen.students:
        granted = job.opened.regulation.readers.get(job.chosen.readers[student], Reader())
        columns = [*(["topic"] if granted.topics else []), *(["homework"] if granted.homework else [])]
        found += [(student, each) for each in strangers.named(student, job.chosen.lessons[student], columns)]
    return found
