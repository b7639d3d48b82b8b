"""Акт сверки: what two journals differ in, for the deputy: by course and teacher, the unexplained first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ejarchive.difference import Difference
from ejarchive.document import Document, Geometry, Layout, Part
from ejarchive.model.courses import Course
from ejarchive.regulation import Regulation
from ejarchive.reports.comparison_rows import ActRows
from ejarchive.reports.context import as_of
from ejarchive.reports.form import signatory
from ejarchive.russian import bound, counted, in_words
from ejarchive.settings import Role, Settings

MOST_ROWS = 1500
"""More than that nobody reads on paper; all of them are told by the command itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSide:
    """One side of a comparison. `what`: «архивный пакет», «журнал»; `digest_of` says of what the SHA-256 is."""

    what: str
    name: str
    moment: dt.datetime | None
    digest_of: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that the act tells: both sides, the file they were compared within, and the differences in their order."""

    before: ComparedSide
    after: ComparedSide
    differences: Sequence[Difference]
    group_id: str | None = None
    term_id: str | None = None
    scope: str = ""  # «Группа 21-ТМ, 1 семестр 2025/2026 учебного года»


def comparison_act(
    comparison: Comparison, rows: ActRows, settings: Settings, regulation: Regulation, *, stem: str, moment: dt.datetime
) -> Document:
    """Return the act. `moment`: the day of the newer data, which chooses who signs."""
    local = moment.astimezone(settings.college.zone)
    differences = comparison.differences
    unexplained = sum(each.unexplained for each in differences)
    groups = rows.grouped(differences[:MOST_ROWS])
    view: dict[str, Any] = {
        "foot": bound(f"Акт сверки · {comparison.scope or comparison.after.name} · данные на {as_of(local)}"),
        "sheet_signature": {},
        "part_signature": {},
        "college": settings.college.full_name,
        "scope": bound(comparison.scope),
        "sides": [_side(side, settings) for side in (comparison.before, comparison.after)],
        "total": in_words(len(differences), "изменение"),
        "unexplained": in_words(unexplained, "изменение") if unexplained else "",
        "teachers": _teachers(differences, rows),
        "groups": groups,
        "left": counted(len(differences) - MOST_ROWS, "изменение") if len(differences) > MOST_ROWS else "",
        "conclusion": _conclusion(len(differences), unexplained),
        "signatures": [
            {"position": "Сверку провёл", "name": ""},
            *(signatory(settings, role, local.date()) for role in _deputies(differences, rows, regulation)),
        ],
    }
    part = Part(
        key="comparison",
        template="comparison/act.html.j2",
        view=view,
        title="Акт сверки",
        geometry=Geometry(left=20),
        page_numbers=False,
        promises=tuple(group["title"] for group in groups),
    )
    return Document(
        kind="act",
        stem=stem,
        title=f"Акт сверки. {comparison.scope or f'{comparison.before.name} и {comparison.after.name}'}",
        parts=(part,),
        moment=local,
        author=settings.college.name,
        layout=Layout(two_sided=False),
        group_id=comparison.group_id,
        term_id=comparison.term_id,
    )


def _side(side: ComparedSide, settings: Settings) -> dict[str, str]:
    moment = side.moment.astimezone(settings.college.zone) if side.moment else None
    return {
        "what": side.what,
        "name": side.name,
        "moment": as_of(moment) if moment else "не указано",
        "digest_of": side.digest_of,
        "digest": " ".join(side.digest[start : start + 4] for start in range(0, len(side.digest), 4)),
    }


def _teachers(differences: Sequence[Difference], rows: ActRows) -> list[dict[str, object]]:
    """Count by teacher, in alphabetical order; what is nobody's stands last."""
    total = Counter(each.teacher_id for each in differences)
    unexplained = Counter(each.teacher_id for each in differences if each.unexplained)
    named = [(rows.teacher(teacher_id) or "Без преподавателя", teacher_id) for teacher_id in total]
    return [
        {"name": name, "total": total[teacher_id], "unexplained": unexplained[teacher_id], "signs": bool(teacher_id)}
        for name, teacher_id in sorted(named, key=lambda pair: (not pair[1], pair[0]))
    ]


def _deputies(differences: Sequence[Difference], rows: ActRows, regulation: Regulation) -> list[Role]:
    """Return whose courses are touched: УМР, УПР or both; УМР where none is."""
    kinds = [course.kind for each in differences if isinstance(course := rows.course(each.course_id), Course)]
    found = {regulation.reviewer(kind) for kind in kinds} or {"deputy_academic"}
    return [role for role in ("deputy_academic", "deputy_practical") if role in found]


def _conclusion(total: int, unexplained: int) -> str:
    if not total:
        return "Расхождений нет: сверенные данные одинаковы."
    if not unexplained:
        return (
            "Данные изменены. Все изменения отметок, занятий и оценок записаны в исправлениях, "
            "остальные подлежат сверке с приказами и программами."
        )
    return (
        f"Данные изменены. Не записано в исправлениях: {counted(unexplained, 'изменение')}. По каждому нужно "
        "письменное объяснение; если изменение верно, его записывают в исправления и составляют новую версию "
        "электронного дела."
    )
