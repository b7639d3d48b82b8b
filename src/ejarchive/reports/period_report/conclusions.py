"""Conclusions of the period: figures said so that every number is right Russian («задолженностей — 1», «… — 5»)."""

from __future__ import annotations

from collections.abc import Iterable

from ejarchive.remark_life import SETTLED, State
from ejarchive.reports.grade_columns import decimal
from ejarchive.reports.indicators.figures import Figure
from ejarchive.reports.indicators.spans import Span
from ejarchive.reports.period_report.grades import CourseDebts, CourseGrades, course_debts, course_grades
from ejarchive.reports.period_report.groups import pack_rows
from ejarchive.reports.period_report.hours import lag_rows
from ejarchive.reports.period_report.review import PeriodReview
from ejarchive.reports.upkeep_report.conclusions import period_grades
from ejarchive.russian import bound


def conclusion_texts(review: PeriodReview) -> list[str]:
    """Return the conclusions that the figures allow, one sentence or two each."""
    remarks, day = review.remarks, review.review.day
    open_ = [remark for remark in remarks if remark.state not in SETTLED and remark.state is not State.PROPOSED]
    texts = [
        grades_text(course_grades(review)),
        debts_text(course_debts(review)),
        hours_text(len(review.courses), len(lag_rows(review))),
        quality_text(*_quality(review)),
        remarks_text(
            len([remark for remark in remarks if remark.state is not State.PROPOSED]),
            len(open_),
            sum(remark.overdue(day) for remark in open_),
            sum(remark.state is State.PROPOSED for remark in remarks),
        ),
        packs_text(
            [row["name"] for row in pack_rows(review) if row["ready"]],
            [row["name"] for row in pack_rows(review) if not row["ready"]],
        ),
    ]
    return [bound(text) for text in texts if text]


def grades_text(courses: Iterable[CourseGrades]) -> str:
    """Grades whose term has come: how many are not set, how many came late, how many are not due yet."""
    known = list(courses)
    missing = sum(one.missing for one in known)
    given, late = sum(one.given for one in known), sum(one.late or 0 for one in known)
    not_due = sum(one.not_due for one in known)
    said = [f"Выставлено оценок за период — {given}."] if not_due else [period_grades(given + missing, missing)]
    if not_due and missing:
        said.append(f"Не выставлено в срок — {missing}.")
    after = sum(one.after or 0 for one in known)
    if late:
        said.append(f"С нарушением срока выставлено оценок — {late}.")
    if not_due:
        said.append(f"Оценок, срок которых ещё не наступил, — {not_due}.")
    if after:
        said.append(f"Текущих оценок, внесённых после итоговых, — {after}.")
    return " ".join(filter(None, said))


def debts_text(courses: Iterable[CourseDebts]) -> str:
    """Debts that the grades left, and what became of them."""
    known = list(courses)
    number = sum(one.not_assessed + one.failed for one in known)
    if not number:
        return "Академических задолженностей по итогам периода нет."
    made_up, overdue = sum(one.made_up for one in known), sum(one.overdue for one in known)
    bare = sum(one.not_assessed + one.failed - one.with_terms for one in known)
    said = f"Академических задолженностей по итогам периода — {number}, из них ликвидировано — {made_up}"
    said += f", с истёкшим сроком — {overdue}" if overdue else ""
    return said + (f"; без срока или формы ликвидации — {bare}." if bare else ".")


def hours_text(journals: int, behind: int) -> str:
    """Whether the programmes were given in full."""
    if not journals:
        return ""
    if not behind:
        return f"Программы выполнены по всем журналам ({journals})."
    return f"Журналов, в которых часов дано меньше плана, — {behind} из {journals}."


def quality_text(now: Figure, before: Figure | None) -> str:
    """The quality of knowledge beside that of the period before."""
    if now.value is None:
        return ""
    said = f"Качество знаний — {decimal(now.value, 1)} %"
    if before is not None and before.value is not None:
        said += f", в предыдущем периоде — {decimal(before.value, 1)} %"
    return f"{said}."


def remarks_text(given: int, open_: int, overdue: int, proposed: int) -> str:
    """Remarks of the period and what became of them."""
    if not given and not proposed:
        return "Замечаний за период нет."
    said = f"Вручено замечаний — {given}" + (f", из них не закрыто — {open_}" if given else "")
    said += f", с истёкшим сроком — {overdue}" if overdue else ""
    return said + (f"; ещё не вручено — {proposed}." if proposed else ".")


def packs_text(ready: list[str], unready: list[str]) -> str:
    """Whose journals can be printed and signed."""
    if not unready:
        return f"Журналы всех групп готовы к печати: {', '.join(ready)}." if ready else ""
    said = f"Готовы к печати журналы групп: {', '.join(ready)}. " if ready else ""
    return f"{said}Не готовы к печати: {', '.join(unready)}."


def _quality(review: PeriodReview) -> tuple[Figure, Figure | None]:
    one, before = review.review, review.before
    former = before.figure("quality", span=Span.TERM, level="deputy", deputy=one.deputy) if before else None
    return one.figure("quality", Span.TERM), former
