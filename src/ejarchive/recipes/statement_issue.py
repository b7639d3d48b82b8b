"""Sheets on disk: drafts, which anybody may replace, and statements under numbers of the register, which nobody may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.document import Document
from ejarchive.errors import InTheWayError
from ejarchive.issuance import Issue, Request
from ejarchive.naming import stem
from ejarchive.recipes.order import Order, Talk
from ejarchive.recipes.printing import print_documents, render_documents
from ejarchive.recipes.statement_choice import Chosen
from ejarchive.recipes.statement_order import StatementOrder
from ejarchive.render.pdf import RenderedVolume
from ejarchive.render.run_cache import RunCache
from ejarchive.reports.statement import StatementSource, build_statement, build_statement_batch
from ejarchive.state.issue_register import IssueRegister, NewIssue, Ready, Run, Sheet
from ejarchive.surroundings import Surroundings

BATCH = "statement_batch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One run of the command: what is printed, from what, where to.

    `overridden`: students on whose sheets a name is let through, for the reason that the register keeps.
    """

    source: StatementSource
    chosen: Chosen
    wanted: StatementOrder
    order: Order
    surroundings: Surroundings
    folder: Path
    talk: Talk
    overridden: frozenset[str] = frozenset()

    def render(self, documents: Sequence[Document]) -> list[RenderedVolume]:
        """Render documents of one volume each, each part once.

        The joined file comes first: its many parts keep all workers busy, and the others find theirs made.
        """
        order = sorted(range(len(documents)), key=lambda place: documents[place].kind != BATCH)
        made = render_documents(
            [documents[place] for place in order],
            settings=self.source.settings,
            order=self.order,
            surroundings=self.surroundings,
            talk=self.talk,
            cache=RunCache(),
        )
        volumes = {place: volume for place, (volume,) in zip(order, made, strict=True)}
        return [volumes[place] for place in range(len(documents))]


def print_drafts(turn: Turn) -> list[Artifact]:
    """Print statements marked «Черновик»; the register is not touched."""
    documents = [build_statement(turn.source, each, turn.chosen.options_of(each)) for each in turn.chosen.students]
    together = _joined(turn, documents, "")
    printed = print_documents(
        [*together, *documents],
        turn.folder,
        settings=turn.source.settings,
        order=turn.order,
        surroundings=turn.surroundings,
        talk=turn.talk,
        cache=RunCache(),
    )
    return [*printed[len(together) :], *printed[: len(together)]]


def issue_numbered(
    turn: Turn, register: IssueRegister, requests: Sequence[Request], now: dt.datetime
) -> list[Artifact]:
    """Take numbers, print, and close the numbers: all of them issued, or all annulled and nothing printed."""
    with register.run() as run:
        if requests:
            return _answer(turn, run, requests, now)
        return _inform(turn, run, now)


def _answer(turn: Turn, run: Run, requests: Sequence[Request], now: dt.datetime) -> list[Artifact]:
    """Issue a statement for each request, and where there are several a joined file for the printer."""
    issues = run.reserve([_new(turn, [each.student_id], each.group_id, request=each) for each in requests])
    documents = [_document(turn, issue, issue.student_id or "", now) for issue in issues]
    numbers = f"{issues[0].number}-{issues[-1].number}"
    together = _joined(turn, documents, numbers)
    _refuse_what_stands_there(turn, [*documents, *together])
    volumes = turn.render([*documents, *together])
    sheets = [_sheet(turn, *pair) for pair in zip([*documents, *together], volumes, strict=True)]
    run.issue(
        [
            Ready(number=issue.number, sheets=(sheet,), pages=volume.pages, leaves=volume.numbers.sheets)
            for issue, sheet, volume in zip(issues, sheets, volumes, strict=False)
        ],
        sheets[len(documents) :],
    )
    for issue in issues:
        turn.talk.say(f"Выдана ведомость № {issue.number}, обучающийся {issue.student_id}.")
    return [_artifact(*each) for each in zip([*documents, *together], sheets, volumes, strict=True)]


def _inform(turn: Turn, run: Run, now: dt.datetime) -> list[Artifact]:
    """Issue the periodic report of each group under one number."""
    batches = list(_batches(turn))
    issues = run.reserve([_new(turn, students, group, request=None) for group, students in batches])
    made: list[Artifact] = []
    ready: list[Ready] = []
    per_batch = []
    for issue, (_, students) in zip(issues, batches, strict=True):
        documents = [_document(turn, issue, student, now) for student in students]
        documents += _joined(turn, documents, str(issue.number))
        per_batch.append(documents)
    _refuse_what_stands_there(turn, [each for documents in per_batch for each in documents])
    volumes = iter(turn.render([each for documents in per_batch for each in documents]))
    for issue, documents in zip(issues, per_batch, strict=True):
        mine = [next(volumes) for _ in documents]
        sheets = [_sheet(turn, *pair) for pair in zip(documents, mine, strict=True)]
        own = mine[:-1] if len(mine) > 1 and documents[-1].kind == BATCH else mine
        ready.append(
            Ready(
                number=issue.number,
                sheets=tuple(sheets),
                pages=sum(each.pages for each in own),
                leaves=sum(each.numbers.sheets for each in own),
            )
        )
        made += [_artifact(*each) for each in zip(documents, sheets, mine, strict=True)]
    run.issue(ready)
    for issue in issues:
        turn.talk.say(f"Информация родителям, № {issue.number} в журнале выдачи: группа {issue.group_id}.")
    return made


def _batches(turn: Turn) -> Iterator[tuple[str, list[str]]]:
    """Yield each group with its students, groups and students in the journal's order."""
    groups: dict[str, list[str]] = {}
    for student in turn.chosen.students:
        groups.setdefault(turn.chosen.groups[student], []).append(student)
    yield from groups.items()


def _new(turn: Turn, students: Sequence[str], group_id: str | None, *, request: Request | None) -> NewIssue:
    """Return the line of one student, or of a group that is informed together."""
    alone = request is not None or turn.wanted.student is not None
    return NewIssue(
        request=request,
        student_id=students[0] if alone else None,
        group_id=group_id,
        period=turn.chosen.periods[students[0]],
        copies=len(students),
        prepared_by=turn.source.settings.statements.prepared_by,
        override=(turn.wanted.override or "").strip() if turn.overridden & set(students) else "",
    )


def _document(turn: Turn, issue: Issue, student_id: str, now: dt.datetime) -> Document:
    options = replace(
        turn.chosen.options_of(student_id),
        request_number=issue.request.number if issue.request else "",
        request_date=issue.request.date if issue.request else None,
        issue_number=str(issue.number),
        issue_date=now.date(),
        copy_number=issue.copy,
    )
    return build_statement(turn.source, student_id, options)


def _joined(turn: Turn, documents: Sequence[Document], numbers: str) -> list[Document]:
    """Return the one file for the printer, where there are several sheets to print: none is for reading aloud."""
    if len(documents) < 2 or turn.wanted.accessible:
        return []
    wanted = turn.wanted
    groups = {each.group_id for each in documents}
    whose = (groups.pop() or "") if len(groups) == 1 and not wanted.refused else "refused"
    period = wanted.term or turn.chosen.options.term_id or f"{wanted.starts:%Y%m%d}-{wanted.ends:%Y%m%d}"
    kind = "informing" if wanted.informing else "statements"
    name = stem(kind, numbers, whose, period, *(["large"] if wanted.large else []))
    title = f"Ведомости для печати: {whose}, {period}"
    return [replace(build_statement_batch(documents, stem=name), title=title)]


def _refuse_what_stands_there(turn: Turn, documents: Sequence[Document]) -> None:
    """Raise when a file of that name is there: an issued statement is never replaced, not even by us."""
    there = [path for path in (_path(turn, each) for each in documents) if path.exists() or path.is_symlink()]
    if there:
        raise InTheWayError(
            f"На месте ведомости уже стоит файл или папка: {there[0]}. Номер аннулирован.",
            "Уберите его или укажите другую папку. Если это ведомость из другого журнала выдачи, проверьте --state.",
        )


def _path(turn: Turn, document: Document) -> Path:
    return (turn.folder / f"{document.stem}.pdf").absolute()


def _sheet(turn: Turn, document: Document, volume: RenderedVolume) -> Sheet:
    return Sheet(path=_path(turn, document), content=volume.pdf)


def _artifact(document: Document, sheet: Sheet, volume: RenderedVolume) -> Artifact:
    return Artifact(
        kind=document.kind,
        path=sheet.path.resolve(),
        sha256=sheet.digest,
        title=document.title,
        pages=volume.pages,
        sheets=volume.numbers.sheets,
        group_id=document.group_id,
        student_id=document.student_id,
        term_id=document.term_id,
    )
