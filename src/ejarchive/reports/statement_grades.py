"""The columns of grades in a statement: the period's own, examinations, year and final, as far as they were set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ejarchive.model.groups import Term
from ejarchive.reports.context import academic_year, year_title
from ejarchive.reports.measure import plain
from ejarchive.reports.statement_facts import FINAL, DisciplineFacts, StatementFacts
from ejarchive.reports.statement_period import NOUNS
from ejarchive.reports.statement_source import StatementSource

_RESULT = "result"
_EXAM = "экзамен"
_KINDS = {"exam": _EXAM, "module_exam": _EXAM, "state_exam": _EXAM, "coursework": "курсовая"}


@dataclass(frozen=True, slots=True)
class GradeColumn:
    """Grades of these kinds; of one period only where `period` names it. `title` stands under «Оценка»."""

    kinds: frozenset[str]
    period: str
    title: str

    def value(self, row: DisciplineFacts) -> str:
        """Return a discipline's grades as written, empty without any."""
        return ", ".join(
            plain(each.value)
            for each in row.grades
            if (each.kind or _RESULT) in self.kinds and self.period in {"", each.period}
        )


def grade_columns(source: StatementSource, facts: StatementFacts) -> tuple[GradeColumn, ...]:
    """Return the columns; a statement of a term has that term's even while it is empty."""
    return tuple(_columns(source, facts))


def _columns(source: StatementSource, facts: StatementFacts) -> Iterator[GradeColumn]:
    given = {(each.kind or _RESULT, each.period) for row in facts.disciplines for each in row.grades}
    results = {period for kind, period in given if kind == _RESULT}
    if facts.period.term_id is not None:
        yield _result(facts.period.term_id, facts.period.noun)
    else:
        known = {key: term for group in facts.groups for key, term in source.terms(group.group.group_id).items()}
        for term in sorted((known[key] for key in results & known.keys()), key=lambda each: each.starts):
            yield _result(term.term_id, _title(term))
    kinds: dict[str, set[str]] = {}
    for kind in sorted({kind for kind, _ in given} - {_RESULT}):
        kinds.setdefault(_KINDS.get(kind, plain(kind)), set()).add(kind)
    for title in sorted(kinds, key=lambda each: (each != _EXAM, each)):
        yield GradeColumn(frozenset(kinds[title]), "", title)
    years = sorted(period for period in results if len(period) == 4 and period.isdigit())
    for year in years:
        yield _result(year, "год" if len(years) == 1 else year_title(int(year)))
    if FINAL in results:
        yield _result(FINAL, "итоговая")


def _result(period: str, title: str) -> GradeColumn:
    return GradeColumn(frozenset({_RESULT}), period, title)


def _title(term: Term) -> str:
    """Return «1 семестр 2025/2026»: a period may hold terms of several years."""
    number = term.term_id.partition("-")[2]
    return f"{number} {NOUNS.get(term.kind or 'semester', 'период')} {year_title(academic_year(term))}".strip()
