"""The semester pack: which parts, in which order, as the regulation has them (БГСХТ 5.5)."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ejarchive.document import Document, Layout, Part
from ejarchive.errors import UnreadableError
from ejarchive.model.groups import Term
from ejarchive.model.lessons import Entry, Lesson
from ejarchive.readiness import Readiness
from ejarchive.regulation import FRAME
from ejarchive.reports.absence_summary import term_absences, year_absences
from ejarchive.reports.closing_sheets import certification_sheet, cover, inventory, sewing_label
from ejarchive.reports.context import PackContext, academic_year, term_of
from ejarchive.reports.corrections_page import corrections_page
from ejarchive.reports.course_sections import course_sections
from ejarchive.reports.courses_of_term import term_courses
from ejarchive.reports.debts import debts_page
from ejarchive.reports.front_pages import Section, contents_page, opening_page, title_page
from ejarchive.reports.fulfilment import term_fulfilment, year_fulfilment
from ejarchive.reports.grade_summary import term_grades, year_grades
from ejarchive.reports.group_list import group_list
from ejarchive.reports.pack_naming import pack_stem
from ejarchive.reports.readiness_page import gap_text
from ejarchive.reports.remarks_page import remarks_page
from ejarchive.reports.roll import roll
from ejarchive.reports.signature_sheet import signature_sheet
from ejarchive.russian import capitalised

PROJECT, DRAFT = "ПРОЕКТ", "ЧЕРНОВИК"
_VOLUME = "--volume"  # told by the group's file, never by a person: a word of the metadata alone


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOptions:
    """What the person who orders a pack decides.

    `continuation`: the sheets join a file that has its title page; `first_sheet` is the first new one,
    `first_volume` the volume of the file that they join or begin.
    `accepted_gaps`: the reason why the pack is signed although `readiness` has gaps. `signing_day`
    chooses who signs (by default the day of the data). `signature_field`: an empty one beside the first signature.
    """

    continuation: bool = False
    first_sheet: int = 1
    first_volume: int = 1
    close_volume: bool = False
    readiness: Readiness | None = None
    accepted_gaps: str = ""
    signing_day: dt.date | None = None
    draft: bool = False
    signature_field: bool = False

    @property
    def words(self) -> str:
        """What makes this pack unlike any other of its group and period, as options of the command line."""
        words = []
        if self.continuation:
            words += ["--continuation", "--from-sheet", str(self.first_sheet)]
        if self.first_volume > 1:
            words += [_VOLUME, str(self.first_volume)]
        if self.close_volume:
            words.append("--close-volume")
        if self.accepted_gaps:
            words += ["--accept-gaps", self.accepted_gaps]
        if self.signature_field:
            words.append("--signature-field")
        return shlex.join(words)

    def with_words(self, words: str) -> PackOptions:
        """Return these options with those that a printed pack has in its metadata; other words mean nothing."""
        try:
            told = shlex.split(words)
        except ValueError:
            return self
        follows = dict(pairwise(told))
        return replace(
            self,
            continuation="--continuation" in told,
            first_sheet=_number(follows.get("--from-sheet", "")),
            first_volume=_number(follows.get(_VOLUME, "")),
            close_volume="--close-volume" in told,
            accepted_gaps=follows.get("--accept-gaps", ""),
            signature_field="--signature-field" in told,
        )


def build_pack(context: PackContext, options: PackOptions = PackOptions()) -> Document:
    """Assemble the pack of one group and one period."""
    rules = context.regulation.pack
    once = sections_of(context, rules.once)
    if options.continuation:
        once = tuple(_only_later(section) for section in once)
    body = sections_of(context, (name for name in rules.parts if name not in FRAME))
    if is_last_of_year(context):
        body += sections_of(context, rules.year_parts)
    signed = (signatures_of(context, options),) if "signatures" in rules.parts else ()
    listed = (*body, *(Section(part.title, (part,)) for part in signed))
    front = [part for name in rules.parts if name in _FRONT for part in (_FRONT[name](context, listed),)]
    everything = (*once, *(Section(part.title, (part,)) for part in front), *listed)
    parts = [part for section in everything for part in section.parts]
    parts = _closed(context, options, everything, parts)
    title = f"{_journal_title(context)}. {context.term_title}"
    return document_of(context, options, parts, stem=pack_stem(context), title=title)


def document_of(
    context: PackContext, options: PackOptions, parts: Sequence[Part], *, stem: str, title: str
) -> Document:
    """Put sheets of a group and period together as the settings have them printed."""
    settings = context.settings.print
    return Document(
        kind="pack",
        stem=stem,
        title=title,
        parts=tuple(parts),
        moment=context.moment,
        author=context.settings.college.name,
        layout=Layout(
            two_sided=settings.sides == "two",
            sheet_numbers=settings.sheet_numbers,
            first_sheet=options.first_sheet,
            first_volume=options.first_volume,
            qr=context.regulation.pack.qr,
        ),
        watermark=_watermark(options),
        ordered=options.words,
        signature_field=options.signature_field,
        group_id=context.group.group_id,
        term_id=context.term.term_id,
    )


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() else 1


def _only_later(section: Section) -> Section:
    """A continuation joins a file that has these pages: they stand only in the volumes that it begins."""
    return replace(section, parts=tuple(replace(part, first_volume=2) for part in section.parts if part.every_volume))


def is_last_of_year(context: PackContext) -> bool:
    """Tell whether the period is the last one of its school year, and not the only one."""
    journal, group_id = context.journal, context.group.group_id
    ids = {term.term_id for term in journal.rows(Term) if term.group_id in {None, group_id}}
    same = [
        term
        for term in (term_of(journal, group_id, term_id) for term_id in ids)
        if academic_year(term) == context.academic_year
    ]
    return len(same) > 1 and max(same, key=lambda term: term.starts).term_id == context.term.term_id


def sections_of(context: PackContext, names: Iterable[str]) -> tuple[Section, ...]:
    """Build the parts of these names; a kind of page with nothing on it is left out."""
    wanted = list(names)
    if unknown := [name for name in wanted if name not in _BUILDERS]:
        raise UnreadableError(
            f"Регламент «{context.regulation.name}» называет неизвестные листы: {', '.join(unknown)}.",
            f"Известные: {', '.join(sorted({*_BUILDERS, *FRAME}))}.",
        )
    sections = [section for name in wanted for section in _BUILDERS[name](context)]
    return tuple(section for section in sections if section.parts)


def signatures_of(context: PackContext, options: PackOptions) -> Part:
    """Return the signature sheet: it tells how much there is in the journal, and the gaps that were accepted."""
    gaps = options.readiness.gaps if options.readiness and options.accepted_gaps else ()
    return signature_sheet(
        context,
        counts=_counts(context),
        accepted_gaps=tuple(gap_text(context, gap) for gap in gaps),
        reason=options.accepted_gaps,
        signing_day=_signing_day(context, options),
        field=options.signature_field,
    )


def _signing_day(context: PackContext, options: PackOptions) -> dt.date:
    return options.signing_day or context.moment.date()


def _closed(
    context: PackContext, options: PackOptions, sections: Sequence[Section], parts: Sequence[Part]
) -> list[Part]:
    """Put before and after the sheets what the regulation wants of a volume that closes.

    The last volume closes when that is asked for; one that another follows is finished in any case.
    """
    wanted = set(context.regulation.pack.volume_parts)
    before: dict[str, Callable[[], Part]] = {
        "cover": lambda: cover(context),
        "inventory": lambda: inventory(context, sections, first_sheet=options.first_sheet),
    }
    after: dict[str, Callable[[], Part]] = {
        "certification_sheet": lambda: certification_sheet(context),
        "sewing_label": lambda: sewing_label(context, _signing_day(context, options)),
    }
    framing = [
        [replace(make(), when_followed=not options.close_volume) for name, make in side.items() if name in wanted]
        for side in (before, after)
    ]
    return [*framing[0], *parts, *framing[1]]


def _counts(context: PackContext) -> dict[str, int]:
    """How much there is in the journal of the period: students, lessons held, records."""
    courses = {course.course_id for course in term_courses(context)}
    today = context.moment.date()
    held = {
        lesson.lesson_id
        for lesson in context.journal.rows(Lesson)
        if lesson.course_id in courses and lesson.status in {None, "held"} and lesson.date <= today
    }
    records = sum(entry.lesson_id in held for entry in context.journal.rows(Entry))
    return {"обучающийся": len(roll(context)), "занятие": len(held), "запись": records}


def _watermark(options: PackOptions) -> str:
    """«ПРОЕКТ» until nothing is empty or the gaps are accepted; «Черновик» for a quick look."""
    if options.draft:
        return DRAFT
    unready = options.readiness is not None and not options.readiness.ready
    return PROJECT if unready and not options.accepted_gaps else ""


def _journal_title(context: PackContext) -> str:
    return f"{capitalised(context.regulation.words.journal)} группы {context.group.name}"


def _single(build: Callable[[PackContext], Part | None]) -> Callable[[PackContext], tuple[Section, ...]]:
    """A builder of one part makes one section of the contents, or none."""

    def make(context: PackContext) -> tuple[Section, ...]:
        part = build(context)
        return (Section(part.title, (part,)),) if part else ()

    return make


def _several(build: Callable[[PackContext], tuple[Part, ...]]) -> Callable[[PackContext], tuple[Section, ...]]:
    """A builder of the pages of one sheet makes one section for each of its titles."""

    def make(context: PackContext) -> tuple[Section, ...]:
        sections: list[Section] = []
        for part in build(context):
            if part.title or not sections:
                sections.append(Section(part.title, (part,)))
            else:
                sections[-1] = replace(sections[-1], parts=(*sections[-1].parts, part))
        return tuple(sections)

    return make


_FRONT: Mapping[str, Callable[[PackContext, Sequence[Section]], Part]] = {
    "opening_page": lambda context, _: opening_page(context),
    "contents": contents_page,
}
_BUILDERS: Mapping[str, Callable[[PackContext], tuple[Section, ...]]] = {
    "title_page": _single(title_page),
    "group_list": _single(group_list),
    "courses": course_sections,
    "term_grades": _several(term_grades),
    "year_grades": _several(year_grades),
    "absences": _several(term_absences),
    "programme": _single(term_fulfilment),
    "debts": _single(debts_page),
    "remarks": _single(remarks_page),
    "corrections": _single(corrections_page),
    "year_absences": _several(year_absences),
    "year_programme": _single(year_fulfilment),
}
