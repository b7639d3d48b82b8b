"""Conclusions and recommendations of one deputy's month: the figures, handed to the sentences."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ejarchive.remark_life import TrackedRemark
from ejarchive.reports.indicators.definitions import INDICATORS
from ejarchive.reports.indicators.spans import Span
from ejarchive.reports.upkeep_report import conclusions as say
from ejarchive.reports.upkeep_report.remark_rows import SETTLED, last_month, this_month
from ejarchive.reports.upkeep_report.review import Review, month_rows, person
from ejarchive.reports.upkeep_report.teachers import TeacherRow, journals_of_month
from ejarchive.russian import bound, short_date
from ejarchive.upkeep import Verdict

_GAPS = ("lesson_unfilled", "topic_missing", "homework_missing")
_SUBJECTS = {
    "attendance_in_time": ("Отсутствующие отмечены", "отметки отсутствующих"),
    "marks_in_time": ("Оценки выставлены", "выставления оценок"),
    "homework_in_time": ("Домашние задания опубликованы", "публикации домашних заданий"),
    "grades_in_time": ("Оценки за период выставлены", "выставления оценок за период"),
}


def scope_text(review: Review) -> str:
    """Say what was looked at."""
    rows = review.indicators.rows("lessons", deputy=review.deputy)
    return say.scope(
        rows["group_id"].nunique(),
        len(journals_of_month(review)),
        round(review.figure("lessons").numerator),
        round(review.figure("entries").numerator),
    )


def evidence_text(review: Review) -> str:
    """Say by what the terms of the month were judged: time stamps, earlier exports, or not at all."""
    rows = month_rows(review)
    rules = {indicator.rule for key, indicator in INDICATORS.items() if key in _SUBJECTS}
    rows = rows[rows["rule"].isin(rules)]
    judged = rows[rows["verdict"].isin([Verdict.BREACH, Verdict.IN_TIME])]
    bounded = int(judged["evidence"].eq("snapshot").sum())
    unknown = int(rows["verdict"].eq(Verdict.NO_DATA).sum())
    return bound(say.evidence(len(judged) - bounded, bounded, unknown))


def conclusion_texts(review: Review, rows: list[TeacherRow]) -> list[str]:
    """Return the conclusions, a paragraph each; what has no data or no object says so or is left out."""
    if not review.figure("lessons").numerator:
        return [bound(text) for text in (say.scope(0, 0, 0, 0), *remark_texts(review)) if text]
    topics, homework, grades = (review.figure(key) for key in ("topics", "homework", "grades_set"))
    plan = review.figure("plan", Span.TERM)
    behind, lag = _behind(review)
    marks, with_marks = review.figure("marks_per_lesson"), review.figure("lessons_with_marks")
    success, *results = (review.figure(key, Span.TERM) for key in ("success", "quality", "learning", "average"))
    said = [
        say.clean_teachers(sum(row.clean for row in rows), len(rows)),
        say.topics(round(topics.denominator), round(topics.short), told=not topics.no_data),
        say.homework(round(homework.denominator), round(homework.short), told=not homework.no_data),
        say.filled_since(_filled_since(review)),
        *(say.timeliness(_timeliness(review, key)) for key in _SUBJECTS),
        say.period_grades(round(grades.denominator), round(grades.short)),
        say.plan(plan.denominator, plan.numerator, lag=lag, behind=behind, unplanned=plan.no_data),
        say.accumulation(round(marks.denominator), round(with_marks.numerator), round(marks.numerator)),
        say.attendance(review.figure("attendance").value, review.figure("attendance", Span.LAST_MONTH).value),
        say.results(round(success.denominator), success.value, *(figure.value for figure in results)),
        *remark_texts(review),
    ]
    return [bound(text) for text in said if text]


def trouble_texts(review: Review, rows: list[TeacherRow]) -> list[str]:
    """Return what the director should hear: who is clean, what fell short, what became of the remarks."""
    topics, homework, grades = (review.figure(key) for key in ("topics", "homework", "grades_set"))
    behind, lag = _behind(review)
    late = (_timeliness(review, key) for key in _SUBJECTS)
    said = [
        say.clean_teachers(sum(row.clean for row in rows), len(rows)),
        say.topics(round(topics.denominator), round(topics.short)) if topics.short else "",
        say.homework(round(homework.denominator), round(homework.short)) if homework.short else "",
        *(say.timeliness(each) for each in late if each.late or each.no_data),
        say.period_grades(round(grades.denominator), round(grades.short)) if grades.short else "",
        say.plan(0, 0, lag=lag, behind=behind) if lag else "",
        *remark_texts(review),
    ]
    return [bound(text) for text in said if text]


def remark_texts(review: Review) -> list[str]:
    """Say how many remarks there are and what became of the earlier ones."""
    new = this_month(review)
    given = [remark for remark in last_month(review) if remark.binding]
    binding = [remark for remark in new if remark.binding]
    return [
        say.new_remarks(len(binding), sum(remark.repeats is not None for remark in binding), len(new) - len(binding)),
        say.last_months_remarks(len(given), sum(remark.state in SETTLED for remark in given)),
        say.overdue(sum(remark.overdue(review.day) for remark in review.own_remarks)),
    ]


def recommendation_texts(review: Review, rows: list[TeacherRow]) -> list[str]:
    """Return what is to be done, by whom, until when: a paragraph a rule, then what stands out."""
    to_do = [remark for row in rows for remark in row.to_do]
    said = []
    for key, rule in review.upkeep.rules.items():
        if found := [remark for remark in to_do if remark.rule == key]:
            said.append(f"{rule.remedy} Кому: {_names(review, found)}.{_until(review, found)}")
    if found := [remark for remark in to_do if remark.rule not in review.upkeep.rules]:
        said.append(f"Устраните остальные замечания из списка. Кому: {_names(review, found)}.")
    if found := [remark for remark in to_do if remark.repeats is not None]:
        said.append(f"Замечания повторились, разберите причины. С кем: {_names(review, found)}.")
    if found := [remark for remark in to_do if remark.overdue(review.day)]:
        said.append(f"Срок устранения истёк, назначьте новый и проверьте. У кого: {_names(review, found)}.")
    if any(review.figure(key).no_data for key in _SUBJECTS):
        said.append("Берите выгрузку журнала со временем записи: без него о сроках судить нельзя.")
    if not said and rows:
        said.append(
            "Замечания месяца закрыты, дополнительных мер не требуется."
            if this_month(review)
            else "Продолжайте вести журналы в том же порядке."
        )
    return [bound(text) for text in said]


def _until(review: Review, remarks: Iterable[TrackedRemark]) -> str:
    """Name the last day of those terms that are still to come, or say that all have passed."""
    days = [remark.due for remark in remarks if remark.due]
    if not days:
        return ""
    last = max(days)
    return f" Срок\u00a0— до\u00a0{short_date(last)}." if last >= review.day else f" Срок истёк {short_date(last)}."


def _names(review: Review, remarks: Iterable[TrackedRemark]) -> str:
    names = [person(review.journal, remark.responsible_id) for remark in remarks]
    return ", ".join(dict.fromkeys(names)).rstrip(".")


def _timeliness(review: Review, key: str) -> say.Timeliness:
    figure, before = review.figure(key), review.figure(key, Span.LAST_MONTH)
    subject, noun = _SUBJECTS[key]
    return say.Timeliness(
        subject=subject,
        noun=noun,
        in_time=round(figure.numerator),
        late=round(figure.short),
        not_due=figure.not_due,
        no_data=figure.no_data,
        before=before.value if INDICATORS[key].rule else None,
    )


def _filled_since(review: Review) -> int:
    """Count the lessons whose gap was there when the month closed and has been filled since."""
    rows = month_rows(review)
    rows = rows[rows["rule"].isin(_GAPS) & rows["verdict"].eq(Verdict.IN_TIME)]
    closed = pd.Timestamp(review.month.following.first, tz=review.settings.college.zone)
    return int(rows.loc[rows["done_at"] >= closed, "lesson_id"].nunique())


def _behind(review: Review) -> tuple[int, float | None]:
    """Return how many journals of the term lag and by how many hours; None where no verdict is due."""
    judged = review.upkeep.judged
    if judged.empty:
        return 0, None
    current = set(review.indicators.rows("plan", span=Span.TERM, deputy=review.deputy)["course_id"])
    rows = judged[judged["rule"].eq("plan_lag") & judged["course_id"].isin(current)]
    rows = rows[rows["matured"].dt.date.le(review.month.last)]
    due = rows[rows["verdict"].isin([Verdict.BREACH, Verdict.IN_TIME])]
    if due.empty:
        return 0, None
    late = due[due["verdict"].eq(Verdict.BREACH)]
    return late["course_id"].nunique(), float(late["amount"].sum())
