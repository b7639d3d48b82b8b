"""The register of statements on paper and as a workbook; a request's term moved, or a request withdrawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.errors import InTheWayError, UsageError
from ejarchive.recipes.opening import Opened, open_journal
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.recipes.state_folder import state_folder
from ejarchive.recipes.statement_order import read_request
from ejarchive.recipes.statement_requests import due_day
from ejarchive.recipes.waiting_requests import waiting_lines
from ejarchive.render.xlsx_writer import drafted_spreadsheet
from ejarchive.reports.statement_register import RegisterPages, register_document, register_spreadsheet
from ejarchive.state.issue_register import IssueRegister, open_register
from ejarchive.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOrder:
    """What is asked of the register besides printing it: `extend` or `withdraw` a request, for a `reason`."""

    extend: str | None = None
    withdraw: str | None = None
    reason: str | None = None


def print_register(
    journal: Path,
    out: Path,
    wanted: RegisterOrder,
    order: Order,
    surroundings: Surroundings,
    *,
    talk: Talk | None = None,
) -> Outcome:
    """Print the register, after the change of a request that is asked for; names come from the journal."""
    talk = talk or Silence()
    _refuse_contradictions(wanted)
    opened = open_journal(journal, order, surroundings)
    now = surroundings.now.astimezone(opened.settings.college.zone)
    with open_register(state_folder(opened.settings, surroundings), now) as register:
        _change(register, opened, wanted, now.date())
        pages = RegisterPages(
            issues=register.issues(),
            unanswered=register.unanswered(),
            journal=opened.journal,
            settings=opened.settings,
            moment=opened.certain_moment.astimezone(opened.settings.college.zone),
        )
        for line in waiting_lines(register.open_requests(), now.date()):
            talk.say(line)
    artifacts = _print(pages, surroundings.folder / out, order, surroundings, talk)
    return Outcome(artifacts=tuple(artifacts), findings=opened.findings)


def _print(pages: RegisterPages, folder: Path, order: Order, surroundings: Surroundings, talk: Talk) -> list[Artifact]:
    """Write both files or neither; a workbook that somebody has written into is never replaced."""
    try:
        with drafted_spreadsheet(register_spreadsheet(pages), folder) as workbook:
            printed = print_documents(
                [register_document(pages)],
                folder,
                settings=pages.settings,
                order=order,
                surroundings=surroundings,
                talk=talk,
            )
    except InTheWayError as error:
        raise InTheWayError(error.message, "Уберите этот файл или укажите другую папку: -o ПАПКА") from error
    return [*printed, *workbook]


def _refuse_contradictions(wanted: RegisterOrder) -> None:
    changes = [each for each in (wanted.extend, wanted.withdraw) if each is not None]
    if len(changes) > 1:
        raise UsageError("Срок запроса либо продлевают, либо запрос снимают.", "Оставьте --extend или --withdraw.")
    if changes and not (wanted.reason or "").strip():
        raise UsageError("Не названа причина.", 'Она останется в журнале выдачи: --reason "причина".')
    if wanted.reason is not None and not changes:
        raise UsageError("Причина есть, а запроса нет.", 'Укажите запрос: --extend или --withdraw "17, 12.01.2026".')


def _change(register: IssueRegister, opened: Opened, wanted: RegisterOrder, today: dt.date) -> None:
    """Move the term of a request after a notice (152-ФЗ art. 14 part 3), or cease to wait for its answer."""
    text, reason = wanted.extend or wanted.withdraw, (wanted.reason or "").strip()
    if text is None:
        return
    number, day = read_request(text, today, "--extend" if wanted.extend else "--withdraw")
    if wanted.extend is not None:
        due = due_day(day, opened.journal, opened.settings, extended=True)
        concerned = register.extend(number, day, due, reason)
    else:
        concerned = register.withdraw(number, day, reason)
    if not concerned:
        waiting = dict.fromkeys(f"№ {each.number} от {each.date:%d.%m.%Y}" for each in register.open_requests())
        raise UsageError(
            f"Запроса № {number} от {day:%d.%m.%Y} среди ждущих ответа нет.", f"Ждут: {', '.join(waiting) or 'никто'}."
        )
