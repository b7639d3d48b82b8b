"""The sheets of figures: plan and fact, marks for lessons held, results, attendance, and all indicators with formulas.

What stands above and below the line is given, the quotient is a formula: the deputy can change a number and see.
"""

from __future__ import annotations

from collections.abc import Mapping

from ejarchive.reports.analytics_workbook.labels import Labels
from ejarchive.reports.indicators.definitions import INDICATORS, Unit
from ejarchive.reports.indicators.figures import Figure
from ejarchive.reports.indicators.spans import Span
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.spreadsheet import Colouring, Column, Format, Formula, Sheet, Value

NO_DATA = "нет данных"
_SPANS = {Span.MONTH: "месяц", Span.LAST_MONTH: "прошлый месяц", Span.TERM: "с начала семестра"}
_GROUP = Column(key="group", title="Группа", width=10)
_COURSE = (_GROUP, Column(key="course", title="Дисциплина, МДК, практика", width=38, wrap=True))


def share(above: str, below: str, *, factor: str = "") -> Formula:
    """Return a quotient that stays empty where there is nothing below the line."""
    return Formula(f'IF(N({{{below}}})=0,"",{{{above}}}{factor}/{{{below}}})')


def total_share(above: str, below: str) -> Formula:
    """Return the quotient of two sums."""
    return Formula(f'IF(SUM({{{below}:column}})=0,"",SUM({{{above}:column}})/SUM({{{below}:column}}))')


def plan_sheet(review: Review, labels: Labels) -> Sheet:
    """Return «План и факт»: hours of each course of the term up to the end of the month (БГСХТ 2.7)."""
    rows: list[Mapping[str, Value]] = []
    for course_id, figure in _by_course(review, "plan").items():
        known = not figure.no_data
        rows.append(_course(labels, course_id) | {
            "teacher": labels.course_teachers.get(course_id),
            "plan": figure.denominator if known else NO_DATA,
            "given": figure.numerator if known else _given(review, course_id),
            "lag": Formula("{plan}-{given}") if known else None,
            "done": share("given", "plan") if known else None,
        })  # fmt: skip
    return Sheet(
        title="План и факт",
        notes=(f"Часы по плану на семестр и дано с его начала по {review.month.last:%d.%m.%Y}",),
        columns=(
            *_COURSE,
            Column(key="teacher", title="Преподаватель", width=26, wrap=True),
            Column(key="plan", title="По плану, часов", width=12, format=Format.GENERAL),
            Column(key="given", title="Дано, часов", width=12, format=Format.GENERAL),
            Column(key="lag", title="Осталось дать", width=12, format=Format.GENERAL),
            Column(key="done", title="Выполнено", width=12, format=Format.PERCENT),
        ),
        rows=rows,
        totals={
            "group": "Всего",
            "plan": Formula("SUM({plan:column})"),
            "given": Formula("SUM({given:column})"),
            "lag": Formula("SUM({lag:column})"),
            "done": total_share("given", "plan"),
        },
        frozen=2,
    )


def marks_sheet(review: Review, labels: Labels) -> Sheet:
    """Return «Накопляемость»: marks for the lessons held, course by course (АПТ 2.3)."""
    rate, with_marks = _by_course(review, "marks_per_lesson"), _by_course(review, "lessons_with_marks")
    average = _by_course(review, "current_average")
    rows: list[Mapping[str, Value]] = []
    for course_id, figure in rate.items():
        mean = average.get(course_id)
        rows.append(_course(labels, course_id) | {
            "teacher": labels.course_teachers.get(course_id),
            "lessons": figure.denominator,
            "marks": figure.numerator,
            "rate": share("marks", "lessons"),
            "marked": with_marks[course_id].numerator if course_id in with_marks else 0,
            "share": share("marked", "lessons"),
            "average": mean.value if mean else None,
        })  # fmt: skip
    return Sheet(
        title="Накопляемость",
        notes=("Оценки за проведённые занятия с начала семестра; консультации не считаются",),
        columns=(
            *_COURSE,
            Column(key="teacher", title="Преподаватель", width=26, wrap=True),
            Column(key="lessons", title="Занятий", width=10, format=Format.WHOLE),
            Column(key="marks", title="Оценок", width=10, format=Format.WHOLE),
            Column(key="rate", title="Оценок на занятие", width=11, format=Format.NUMBER),
            Column(key="marked", title="Занятий с оценками", width=11, format=Format.WHOLE),
            Column(key="share", title="Доля занятий с оценками", width=12, format=Format.PERCENT),
            Column(key="average", title="Средний балл", width=10, format=Format.NUMBER),
        ),
        rows=rows,
        totals={
            "group": "Всего",
            "lessons": Formula("SUM({lessons:column})"),
            "marks": Formula("SUM({marks:column})"),
            "marked": Formula("SUM({marked:column})"),
            "rate": total_share("marks", "lessons"),
            "share": total_share("marked", "lessons"),
        },
        colours=(Colouring(column="share", when="below", value=0.3, colour="warn"),),
        frozen=2,
    )


def results_sheet(review: Review, labels: Labels) -> Sheet:
    """Return «Успеваемость»: results of the term by course, with the formulas of «Сетевой город»."""
    success, quality = _by_course(review, "success"), _by_course(review, "quality")
    learning, average = _by_course(review, "learning"), _by_course(review, "average")
    rows: list[Mapping[str, Value]] = []
    for course_id, figure in success.items():
        if not figure.denominator:
            continue
        rows.append(_course(labels, course_id) | {
            "teacher": labels.course_teachers.get(course_id),
            "n": figure.denominator,
            "passed": figure.numerator,
            "good": quality[course_id].numerator,
            "points": learning[course_id].numerator,
            "success": share("passed", "n"),
            "quality": share("good", "n"),
            "learning": share("points", "n"),
            "average": average[course_id].value if course_id in average else None,
        })  # fmt: skip
    return Sheet(
        title="Успеваемость",
        notes=(
            "Оценки за семестр: успеваемость, качество знаний, степень обученности (СОУ)",
            "N — оценки с «н/а», без «осв.», «ЗЧ» и «НЗ». СОУ = (100·n5 + 64·n4 + 36·n3 + 16·n2 + 7·n(н/а)) / N, %",
        ),
        columns=(
            *_COURSE,
            Column(key="teacher", title="Преподаватель", width=26, wrap=True),
            Column(key="n", title="N", width=8, format=Format.WHOLE),
            Column(key="passed", title="На 5, 4, 3", width=10, format=Format.WHOLE),
            Column(key="good", title="На 5 и 4", width=10, format=Format.WHOLE),
            Column(key="points", title="Сумма весов СОУ", width=12, format=Format.WHOLE),
            Column(key="success", title="Успеваемость", width=13, format=Format.PERCENT),
            Column(key="quality", title="Качество знаний", width=13, format=Format.PERCENT),
            Column(key="learning", title="СОУ, %", width=10, format=Format.NUMBER),
            Column(key="average", title="Средний балл", width=10, format=Format.NUMBER),
        ),
        rows=rows,
        totals={
            "group": "Всего",
            **{key: Formula(f"SUM({{{key}:column}})") for key in ("n", "passed", "good", "points")},
            "success": total_share("passed", "n"),
            "quality": total_share("good", "n"),
            "learning": total_share("points", "n"),
        },
        colours=(
            Colouring(column="success", when="below", value=1, colour="warn"),
            Colouring(column="quality", when="below", value=0.4, colour="warn"),
        ),
        frozen=2,
    )


def attendance_sheet(review: Review, labels: Labels) -> Sheet:
    """Return «Посещаемость»: planned and missed person-hours of each group, month and term."""
    rows: list[Mapping[str, Value]] = []
    for span, words in ((Span.MONTH, "месяц"), (Span.TERM, "с начала семестра")):
        for ids, figure in _figures(review, "attendance", span, "deputy_group").items():
            rows.append({
                "group": labels.plain_groups.get(ids, ids),
                "span": words,
                "planned": figure.denominator,
                "missed": figure.short,
                "share": Formula('IF(N({planned})=0,"",1-{missed}/{planned})'),
            })  # fmt: skip
    return Sheet(
        title="Посещаемость",
        notes=("Посещаемость по группам, человеко-часы", "Пропуски — н, п, б; опоздание — присутствие"),
        columns=(
            _GROUP,
            Column(key="span", title="За", width=20),
            Column(key="planned", title="По расписанию", width=16, format=Format.GENERAL),
            Column(key="missed", title="Пропущено", width=13, format=Format.GENERAL),
            Column(key="share", title="Посещаемость", width=14, format=Format.PERCENT),
        ),
        rows=rows,
        colours=(Colouring(column="share", when="below", value=0.8, colour="bad"),),
        frozen=1,
    )


def indicators_sheet(review: Review) -> Sheet:
    """Return «Показатели»: every indicator of this deputy over three spans, with its formula and what it leaves out."""
    rows: list[Mapping[str, Value]] = []
    for key, indicator in INDICATORS.items():
        for span, words in _SPANS.items():
            if indicator.term_only and span is not Span.TERM:
                continue
            figure = review.figure(key, span)
            count = indicator.unit is Unit.COUNT
            rows.append({
                "title": indicator.title,
                "span": words,
                "above": figure.numerator,
                "below": None if count else figure.denominator,
                "value": figure.numerator if count else _value(figure),
                "unit": "%" if indicator.unit is Unit.SHARE else "",
                "not_due": figure.not_due,
                "no_data": figure.no_data,
                "formula": indicator.formula,
            })  # fmt: skip
    return Sheet(
        title="Показатели",
        notes=(f"Все показатели, {review.month.title}", "«Срок не наступил» и «нет данных» в расчёт не входят"),
        columns=(
            Column(key="title", title="Показатель", width=38, wrap=True),
            Column(key="span", title="За", width=20),
            Column(key="above", title="Числитель", width=12, format=Format.GENERAL),
            Column(key="below", title="Знаменатель", width=13, format=Format.GENERAL),
            Column(key="value", title="Значение", width=12, format=Format.NUMBER),
            Column(key="unit", title="Ед.", width=6),
            Column(key="not_due", title="Срок не наступил", width=11, format=Format.WHOLE),
            Column(key="no_data", title="Нет данных", width=10, format=Format.WHOLE),
            Column(key="formula", title="Как считается", width=70, wrap=True),
        ),
        rows=rows,
        frozen=1,
    )


def _value(figure: Figure) -> Value:
    if not figure.denominator:
        return NO_DATA
    return share("above", "below", factor="*100" if figure.indicator.unit is Unit.SHARE else "")


def _by_course(review: Review, key: str) -> dict[str, Figure]:
    return _figures(review, key, Span.TERM, "course")


def _figures(review: Review, key: str, span: Span, level: str) -> dict[str, Figure]:
    """Return the figures of this deputy's courses or groups by their id."""
    table = review.indicators.table(span, level)
    table = table[table["indicator"].eq(key) & table["deputy"].eq(review.deputy)]
    name = "course_id" if level == "course" else "group_id"
    rows = table.sort_values(name).to_dict("records")
    return {
        row[name]: Figure(
            indicator=INDICATORS[key],
            numerator=float(row["numerator"]),
            denominator=float(row["denominator"]),
            not_due=round(row["not_due"]),
            no_data=round(row["no_data"]),
        )
        for row in rows
    }


def _course(labels: Labels, course_id: str) -> dict[str, Value]:
    return {"group": labels.course_groups.get(course_id), "course": labels.plain_courses.get(course_id, course_id)}


def _given(review: Review, course_id: str) -> float:
    figure = _by_course(review, "hours").get(course_id)
    return figure.numerator if figure else 0.0
