"""The sheet «Сводка»: a row a teacher, the worst first; its counts of remarks follow what she enters on «Замечания»."""

from __future__ import annotations

from ejarchive.remark_life.sheet_words import SHEET, STATES
from ejarchive.reports.analytics_workbook.figure_sheets import NO_DATA, share
from ejarchive.reports.analytics_workbook.labels import Labels
from ejarchive.reports.analytics_workbook.remarks_sheet import GIVEN_STATES
from ejarchive.reports.indicators.figures import Figure
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.reports.upkeep_report.teachers import TeacherRow, teacher_rows
from ejarchive.spreadsheet import Colouring, Column, Format, Formula, Sheet, Value

_TOTALS = ("journals", "lessons", "no_topic", "no_homework", "late_attendance", "late_marks", "late_homework",
           "no_grades", "plan", "given", "lag", "proposed", "open", "overdue", "repeated")  # fmt: skip


def summary_sheet(review: Review, labels: Labels) -> Sheet:
    """Return the deputy's working page, to be sorted."""
    return Sheet(
        title="Сводка",
        notes=(
            f"Ведение журнала, {review.month.title}, данные на {review.day:%d.%m.%Y}",
            "Замечания, кроме повторных, считаются по листу «Замечания»: измените там состояние, и числа изменятся",
        ),
        columns=(
            Column(key="teacher", title="Преподаватель", width=29),
            Column(key="journals", title="Журналов", width=10, format=Format.WHOLE),
            Column(key="lessons", title="Занятий", width=10, format=Format.WHOLE),
            Column(key="no_topic", title="Без темы", width=9, format=Format.WHOLE),
            Column(key="no_homework", title="Без задания", width=10, format=Format.WHOLE),
            Column(key="late_attendance", title="Отсутствующие поздно", width=17, format=Format.WHOLE),
            Column(key="late_marks", title="Оценки поздно", width=10, format=Format.WHOLE),
            Column(key="late_homework", title="Задания поздно", width=10, format=Format.WHOLE),
            Column(key="no_grades", title="Нет оценок за период", width=12, format=Format.WHOLE),
            Column(key="plan", title="План, часов", width=10, format=Format.GENERAL),
            Column(key="given", title="Дано, часов", width=10, format=Format.GENERAL),
            Column(key="lag", title="Отставание, часов", width=12, format=Format.GENERAL),
            Column(key="done", title="Выполнено", width=11, format=Format.PERCENT),
            Column(key="proposed", title="Замечаний предложено", width=13, format=Format.WHOLE),
            Column(key="open", title="Открыто", width=9, format=Format.WHOLE),
            Column(key="overdue", title="Просрочено", width=12, format=Format.WHOLE),
            Column(key="repeated", title="Повторных", width=11, format=Format.WHOLE),
            Column(key="label", title="Код", width=24, hidden=True),
        ),
        rows=[_row(row, labels) for row in teacher_rows(review)],
        totals={
            "teacher": "Всего",
            **{key: Formula(f"SUM({{{key}:column}})") for key in _TOTALS},
            "done": Formula('IF(SUM({plan:column})=0,"",SUM({given:column})/SUM({plan:column}))'),
        },
        colours=(
            Colouring(column="overdue", when="above", value=0, colour="bad"),
            Colouring(column="repeated", when="above", value=0, colour="bad"),
            Colouring(column="proposed", when="above", value=0, colour="warn"),
            *(
                Colouring(column=key, when="above", value=0, colour="warn")
                for key in (
                    "no_topic",
                    "no_homework",
                    "late_attendance",
                    "late_marks",
                    "late_homework",
                    "no_grades",
                    "lag",
                )
            ),
        ),
        frozen=1,
    )


def _row(row: TeacherRow, labels: Labels) -> dict[str, Value]:
    whose = labels.people.get(row.person_id or "", "")
    return {
        "teacher": labels.plain_people.get(row.person_id or "", "не указан"),
        "label": whose,
        "journals": row.journals,
        "lessons": row.lessons.numerator,
        "no_topic": _short(row.topics),
        "no_homework": _short(row.homework),
        "late_attendance": _short(row.attendance),
        "late_marks": _short(row.marks),
        "late_homework": _short(row.published),
        "no_grades": _short(row.grades),
        "plan": row.plan.denominator,
        "given": row.plan.numerator,
        "lag": row.lag,
        "done": share("given", "plan"),
        "proposed": _remarks((STATES["proposed"],)) if whose else 0,
        "open": _remarks(GIVEN_STATES) if whose else 0,
        "overdue": _remarks(GIVEN_STATES, f',{{{SHEET}!overdue:column}},">0"') if whose else 0,
        "repeated": row.repeated,
    }


def _short(figure: Figure) -> Value:
    """Return how many are missing or late; «нет данных» where no time stamp tells it, empty where none was due."""
    if figure.denominator:
        return figure.short
    return NO_DATA if figure.no_data else None


def _remarks(states: tuple[str, ...], more: str = "") -> Formula:
    counts = (
        f'COUNTIFS({{{SHEET}!responsible_id:column}},{{label}},{{{SHEET}!state:column}},"{state}"{more})'
        for state in states
    )
    return Formula("+".join(counts))
