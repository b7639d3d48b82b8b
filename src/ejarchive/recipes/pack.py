"""The semester pack: from a journal to sheets for the director's signature, and the page of what is still empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ejarchive.checks.readiness import readiness_findings, readiness_of
from ejarchive.document import Document
from ejarchive.errors import UsageError
from ejarchive.model.courses import Course
from ejarchive.readiness import Readiness
from ejarchive.recipes.group_file_content import content_of
from ejarchive.recipes.group_file_printing import FileKeeping
from ejarchive.recipes.group_terms import open_group_terms
from ejarchive.recipes.opening import Opened
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.recipes.state_folder import state_folder
from ejarchive.reports.context import PackContext
from ejarchive.reports.pack import PackOptions, build_pack
from ejarchive.reports.readiness_page import readiness_page
from ejarchive.russian import counted
from ejarchive.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOrder:
    """What is asked of the packs. `accept_gaps` is the reason that is printed with the signatures."""

    groups: Sequence[str] = ()
    term: str | None = None
    continuation: bool = False
    from_sheet: int | None = None
    close_volume: bool = False
    accept_gaps: str | None = None
    draft: bool = False
    signature_field: bool = False


def make_packs(
    journal: Path,
    out: Path,
    wanted: PackOrder,
    order: Order,
    surroundings: Surroundings,
    *,
    talk: Talk | None = None,
) -> Outcome:
    """Print a pack and a readiness page for each group; `FindingsError` and nothing written when one is untruthful."""
    talk = talk or Silence()
    _refuse_contradictions(wanted)
    chosen = open_group_terms(
        journal, order, surroundings, groups=wanted.groups, term=wanted.term, refusal="Печатать нельзя"
    )
    opened, findings = chosen.opened, [*chosen.findings]
    talk.tell(findings)
    _tell_left_out(opened, talk)
    documents: list[Document] = []
    now = surroundings.now.astimezone(opened.settings.college.zone)
    with FileKeeping(state_folder(opened.settings, surroundings), now, talk) as keeping:
        for context in chosen.contexts:
            readiness = readiness_of(
                context.journal, context.regulation, context.group.group_id, context.term.term_id, context.moment
            )
            _tell_readiness(context, readiness, wanted, talk)
            findings += readiness_findings(context.journal, context.regulation, readiness)
            options = keeping.placed(context, _options(wanted, readiness), wanted.from_sheet)
            pack = build_pack(context, options)
            content = content_of(pack, order, opened.settings)
            keeping.plan(context, pack, options, content)
            documents += [readiness_page(context, readiness), replace(pack, salt=content)]
        keeping.refuse()
        artifacts = print_documents(
            documents,
            surroundings.folder / out,
            settings=opened.settings,
            order=order,
            surroundings=surroundings,
            talk=talk,
            before_placing=keeping.before_placing,
        )
    return Outcome(artifacts=tuple(artifacts), findings=tuple(findings))


def _refuse_contradictions(wanted: PackOrder) -> None:
    if wanted.from_sheet is not None and not wanted.continuation:
        raise UsageError(
            "Номер первого листа нужен только продолжению дела.", "Добавьте --continuation или уберите --from-sheet."
        )
    if wanted.accept_gaps is not None and not wanted.accept_gaps.strip():
        raise UsageError("Не названа причина.", 'Её печатают у подписей: --accept-gaps "причина".')


def _options(wanted: PackOrder, readiness: Readiness) -> PackOptions:
    return PackOptions(
        continuation=wanted.continuation,
        first_sheet=wanted.from_sheet or 1,
        close_volume=wanted.close_volume,
        readiness=readiness,
        accepted_gaps=wanted.accept_gaps or "",
        draft=wanted.draft,
        signature_field=wanted.signature_field,
    )


def _tell_left_out(opened: Opened, talk: Talk) -> None:
    if opened.left_out:
        count = counted(sum(opened.left_out.values()), "запись")
        talk.say(f"Внесено позже выбранного момента и не печатается: {count}.")


def _tell_readiness(context: PackContext, readiness: Readiness, wanted: PackOrder, talk: Talk) -> None:
    """Say before anything is printed what is still empty, course by course, without a person's name."""
    if readiness.ready:
        talk.say(f"Группа {context.group.name}: журнал заполнен.")
        return
    mark = "на подпись с объяснением" if wanted.accept_gaps else "на каждом листе будет «ПРОЕКТ»"
    talk.say(f"Группа {context.group.name}: журнал ещё не заполнен, {mark}. Подробно — в листе готовности.")
    courses = {course.course_id: course for course in context.journal.rows(Course)}
    for gap in readiness.gaps:
        course = courses.get(gap.course_id or "")
        where = " ".join(filter(None, (course.code, course.name))) if course else "по группе"
        talk.say(f"    {where}: {gap}")
