"""The pages a file opens with: the group's title page, the opening page of a period, the contents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ejarchive.document import Part, Side
from ejarchive.model.groups import STUDY_FORMS, Group, GroupEvent, GroupYear, Term
from ejarchive.model.people import Movement
from ejarchive.reports.context import PackContext, as_of, group_in, year_title
from ejarchive.reports.form import form
from ejarchive.reports.lists import page_runs, paged, row_height
from ejarchive.reports.names import group_name, order_text, staff_name
from ejarchive.reports.styles import BODY
from ejarchive.russian import bound, capitalised, long_date, short_date

_TITLE, _TEACHER, _HEAD = 80.0, 62.0, 8.0  # widths of columns, height of their headings
_BLANK_YEARS = 5  # four years of study and one change of curator
_PROGRAMME_WORDS = {"speciality": "Специальность", "profession": "Профессия"}


@dataclass(frozen=True, slots=True)
class Section:
    """A line of the contents and of the inventory: its title, who is answerable, and the parts it is made of."""

    title: str
    parts: tuple[Part, ...]
    teacher: str = ""


def title_page(context: PackContext, *, practice: bool = False) -> Part:
    """The page all semesters are stitched to (БГСХТ 5.5): it bears no semester.

    `practice`: the title of the practice journal, where the regulation keeps one of its own.
    """
    settings, words = context.settings, context.regulation.words
    heading = words.practice_journal if practice else words.journal
    closing = _closing(context)
    year_only = settings.print.file_unit == "year"
    view = form(context, signed=False) | {
        "foot": "",
        "founder": settings.college.founder,
        "college": settings.college.full_name,
        "place": settings.college.place,
        "heading": heading,
        "group": context.group.name,
        "year": context.year_title if year_only else "",
        "years": _years(context, only_this=year_only),
        "blank_years": 0 if year_only else max(_BLANK_YEARS - len(_years(context)), 1),
        "curator_word": words.curator,
        "programme": programme(context.group),
        "study_form": study_form(context.group),
        "case_index": settings.archive.case_index,
        "started": started(context, only_this=year_only),
        "started_year": str(_first_year(context, only_this=year_only)),
        "ended": long_date(closing.date) if closing else "",
    }
    return Part(
        key="title-practice" if practice else "title",
        template="pack/title.html.j2",
        view=view,
        title=_title_of(heading) if practice else "Титульный лист",
        starts=Side.FACE,
        page_numbers=False,
        pages=1,
        promises=(settings.college.full_name, context.group.name),
        every_volume=not practice,
    )


def _title_of(journal: str) -> str:
    """Return «Титульный лист журнала учёта …»."""
    kind, _, rest = journal.partition(" ")
    return f"Титульный лист журнала {rest}".strip() if kind == "журнал" else f"Титульный лист: {journal}"


def opening_page(context: PackContext) -> Part:
    """The first page of a period's sheets, and the first one that a continuation prints."""
    group, settings = context.group, context.settings
    act = settings.regulation_act
    order = order_text(act.number, short_date(act.date) if act.date else "")
    view = form(context, signed=False) | {
        "college": settings.college.name,
        "heading": context.regulation.words.journal,
        "term": context.term_title,
        "starts": long_date(context.term.starts),
        "ends": long_date(context.term.ends),
        "group": group.name,
        "lines": [
            line
            for line in (
                _line(_PROGRAMME_WORDS.get(group.programme_kind or "", "Образовательная программа"), programme(group)),
                _line("Курс обучения", str(group.year_of_study or "")),
                _line("Форма обучения", study_form(group)),
                _line("Отделение", group.department or ""),
                _line(capitalised(context.regulation.words.curator), staff_name(context.journal, group.curator_id)),
                *(_line("Движение группы", text) for text in _events(context)),
            )
            if line["value"]
        ],
        "as_of": as_of(context.moment),
        "act": bound(f"{act.title} ({order})" if act.title and order else act.title),
    }
    return Part(
        key="opening",
        template="pack/opening.html.j2",
        view=view,
        title=capitalised(context.term_title),
        starts=Side.FACE,
        pages=1,
        promises=(group.name, context.term_title),
        uses_numbers=True,
    )


def contents_page(context: PackContext, sections: Sequence[Section]) -> Part:
    """The contents: full names of courses and teachers, and their sheets; a volume lists what it holds."""
    rows: list[dict[str, Any]] = [
        {"title": bound(section.title), "teacher": section.teacher, "keys": [part.key for part in section.parts]}
        for section in sections
    ]
    heights = [row_height([([row["title"]], _TITLE, BODY), ([row["teacher"]], _TEACHER, BODY)]) for row in rows]
    view = form(context, signed=False) | {
        "under": context.heading,
        "widths": {"title": _TITLE, "teacher": _TEACHER},
        "pages": paged(rows, page_runs(heights, head=_HEAD)),
    }
    return Part(
        key="contents",
        template="pack/contents.html.j2",
        view=view,
        title="Содержание",
        uses_numbers=True,
        every_volume=True,
    )


def programme(group: Group) -> str:
    """Return «35.02.16 Эксплуатация и ремонт …»."""
    return " ".join(filter(None, (group.programme_code, group.programme_name))).strip()


def study_form(group: Group) -> str:
    """Return «очная»; a form of study we do not know is printed as it was written."""
    return STUDY_FORMS.get(group.study_form or "", group.study_form or "")


def _years(context: PackContext, *, only_this: bool = False) -> list[dict[str, str]]:
    """The group's names, years of study and curators, year by year up to the one of the pack."""
    group_id = context.group.group_id
    known = {row.academic_year for row in context.journal.rows(GroupYear) if row.group_id == group_id}
    years = sorted({year for year in known if year <= context.academic_year} | {context.academic_year})
    rows = []
    for year in [context.academic_year] if only_this else years:
        then = group_in(context.journal, group_id, year)
        rows.append({
            "year": year_title(year),
            "course": str(then.year_of_study or ""),
            "name": then.name,
            "curator": staff_name(context.journal, then.curator_id),
        })  # fmt: skip
    return rows


def started(context: PackContext, *, only_this: bool = False) -> str:
    """Return when the file was begun: the first day of its first year as far as the journal knows it, else nothing."""
    journal, group_id = context.journal, context.group.group_id
    first = _first_year(context, only_this=only_this)
    days = [
        term.starts
        for term in journal.rows(Term)
        if term.group_id in {None, group_id} and term.term_id.startswith(f"{first}-")
    ]
    days = days or [
        move.date
        for move in journal.rows(Movement)
        if move.kind == "enrolled"
        and group_id in {move.group_id, move.to_group_id}
        and _school_year(move.date) == first
    ]
    if context.academic_year == first:
        days.append(context.term.starts)
    return long_date(min(days)) if days else ""


def _first_year(context: PackContext, *, only_this: bool) -> int:
    known = [row.academic_year for row in context.journal.rows(GroupYear) if row.group_id == context.group.group_id]
    return context.academic_year if only_this else min([*known, context.academic_year])


def _school_year(day: dt.date) -> int:
    return day.year if day.month >= 8 else day.year - 1


def _closing(context: PackContext) -> GroupEvent | None:
    """The graduation or disbandment of the group, if it has come by the moment of the data."""
    return next((event for event in _group_events(context) if event.kind in {"graduated", "disbanded"}), None)


def _group_events(context: PackContext) -> Iterable[GroupEvent]:
    events = [event for event in context.journal.rows(GroupEvent) if event.group_id == context.group.group_id]
    return sorted((event for event in events if event.date <= context.moment.date()), key=lambda event: event.date)


def _events(context: PackContext) -> list[str]:
    """What happened to the group by the end of the period: «с 01.09.2025 переименована (приказ …)»."""
    texts = []
    for event in _group_events(context):
        if event.date > context.term.ends:
            continue
        other = group_name(context.journal, event.other_group_id) if event.other_group_id else ""
        what = {
            "renamed": f"переименована{_from_name(context, event)}",
            "merged_into": f"влита в группу {other}" if other else "влита в другую группу",
            "split_from": f"выделена из группы {other}" if other else "выделена из другой группы",
            "disbanded": "расформирована",
            "graduated": "выпущена",
        }.get(event.kind, event.kind)
        order = order_text(event.order_number, short_date(event.order_date) if event.order_date else "")
        texts.append(bound(f"{short_date(event.date)} {what}" + (f", {order}" if order else "")))
    return texts


def _from_name(context: PackContext, event: GroupEvent) -> str:
    """Return « из 11-ТМ» when the name of the year before is known and was another one."""
    before = group_in(context.journal, context.group.group_id, _school_year(event.date) - 1).name
    return f" из {before}" if before != context.group.name else ""


def _line(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}
