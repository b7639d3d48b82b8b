"""Conclusions as a deputy would write them, out of numbers alone: every sentence is right for every number.

Numbers govern the nouns: «1 занятие, 2 занятия, 5 занятий»; after «из», «у», «в» the noun takes another case, which
`russian` does not know: these few nouns stand here.
"""

from __future__ import annotations

from dataclasses import dataclass

from ejarchive.reports.grade_columns import decimal
from ejarchive.russian import NBSP, number_text, plural

_CASES = {  # after «в», «на» (prepositional), «у» (genitive), «по» (dative): one, many
    "оценка": ("оценке", "оценкам"),
    "занятие": ("занятии", "занятиях"),
    "случай": ("случае", "случаях"),
    "журнал": ("журнале", "журналах"),
    "человек": ("человека", "человек"),
    "замечание": ("замечания", "замечаний"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """One kind of entry: how many in time, late, not due, of unknown time; `before`: last month's share, if known."""

    subject: str  # «Отсутствующие отмечены»
    noun: str  # «отметки отсутствующих», genitive
    in_time: int
    late: int
    not_due: int = 0
    no_data: int = 0
    before: float | None = None

    @property
    def judged(self) -> int:
        """How many can be judged."""
        return self.in_time + self.late


def scope(groups: int, journals: int, lessons: int, entries: int) -> str:
    """What was looked at."""
    if not lessons:
        return "Проведённых занятий за месяц в журнале нет."
    counts = ((groups, "группа"), (journals, "журнал"), (lessons, "занятие"), (entries, "запись"))
    return f"Проверено: {', '.join(_counted(number, noun) for number, noun in counts)}."


def evidence(stamped: int, bounded: int, unknown: int) -> str:
    """By what terms were judged; nothing is said where every record has its time stamp."""
    if not bounded and not unknown:
        return ""
    if not stamped and not bounded:
        return f"О сроках судить нельзя: время записи неизвестно ({_counted(unknown, 'случай')})."
    said = [f"по времени записи — в {_in(stamped, 'случай')}"] if stamped else []
    if bounded:
        said.append(f"по прежним выгрузкам — в {_in(bounded, 'случай')}")
    if unknown:
        said.append(f"данных нет — в {_in(unknown, 'случай')}")
    return f"О сроках судили так: {', '.join(said)}."


def topics(lessons: int, missing: int, *, told: bool = True) -> str:
    """Lessons without a topic; `told` is false where the source has no topics at all."""
    if not lessons:
        return "" if told else "О темах занятий данных нет."
    if lessons == 1:
        return "Тема занятия не записана." if missing else "Тема занятия записана."
    if not missing:
        return f"Темы записаны на всех занятиях ({number_text(lessons)})."
    if missing == lessons:
        return f"Темы не записаны ни на одном занятии ({number_text(lessons)})."
    return f"Тема не записана на {_of_all(missing, lessons)}."


def homework(lessons: int, missing: int, *, told: bool = True) -> str:
    """Lessons without homework, of those on which it is set; `told` is false where the source has none at all."""
    if not lessons:
        return "" if told else "О домашних заданиях данных нет."
    if lessons == 1:
        return "Домашнее задание не указано." if missing else "Домашнее задание указано."
    if not missing:
        return f"Домашние задания указаны везде, где они задаются ({_counted(lessons, 'занятие')})."
    if missing == lessons:
        return f"Домашние задания не указаны ни на одном занятии ({number_text(lessons)})."
    return f"Домашнее задание не указано на {_of_all(missing, lessons)}."


def filled_since(lessons: int) -> str:
    """Lessons with a gap when the month closed that was filled before anybody looked: no remark, and no secret."""
    return f"На {_in(lessons, 'занятие')} недостающее внесено уже после окончания месяца." if lessons else ""


def timeliness(of: Timeliness) -> str:
    """How much was entered in time, what cannot be judged, what is not due yet."""
    said = []
    if of.judged:
        said.append(f"{of.subject} {_judged(of)}.")
    if of.no_data:
        also = "Ещё в" if of.judged else "В"
        said.append(f"{also} {_in(of.no_data, 'случай')} время {of.noun} неизвестно, о сроке судить нельзя.")
    if of.not_due:
        said.append(f"В {_in(of.not_due, 'случай')} срок {of.noun} ещё не наступил.")
    return " ".join(said)


def _judged(of: Timeliness) -> str:
    """Return «в срок во всех случаях (5)», «с нарушением срока в 2 случаях из 168; в срок — 98,8 %»."""
    known = ", где время известно" if of.no_data else ""
    if of.judged == 1 and not known:
        return "с нарушением срока (1 случай)" if of.late else "в срок (1 случай)"
    if not of.late:
        return f"в срок во всех случаях{known} ({number_text(of.judged)})"
    if not of.in_time:
        return f"с нарушением срока во всех случаях{known} ({number_text(of.judged)})"
    share = 100 * of.in_time / of.judged
    late = f"с нарушением срока в {_in(of.late, 'случай')} из {number_text(of.judged)}{known}"
    return late if of.no_data > of.judged else f"{late}; в срок — {_percent(share)}{_since(share, of.before)}"


def period_grades(due: int, missing: int) -> str:
    """Grades of a period whose term has come."""
    if not due:
        return ""
    if due == 1:
        return "Оценка за период не выставлена." if missing else "Оценка за период выставлена."
    if not missing:
        return f"Оценки за период выставлены все ({number_text(due)})."
    if missing == due:
        return f"Оценки за период не выставлены ({number_text(due)})."
    share = _percent(100 * missing / due)
    return f"Оценки за период: не выставлено {number_text(missing)} из {number_text(due)} ({share})."


def plan(planned: float, given: float, *, lag: float | None, behind: int, unplanned: int = 0) -> str:
    """Hours of the term so far; `behind`: journals that lag; `unplanned`: journals whose plan is unknown."""
    said = []
    if planned:
        share = _percent(100 * given / planned)
        said.append(
            f"С начала периода дано {number_text(given)}{NBSP}ч. из {number_text(planned)}{NBSP}ч. по плану ({share})."
        )
    if lag:
        said.append(f"Отставание — {number_text(lag)}{NBSP}ч. в {_in(behind, 'журнал')}.")
    elif lag is not None:
        said.append("Отставания нет.")
    if unplanned:
        said.append(f"В {_in(unplanned, 'журнал')} не указан план часов, сравнить не с чем.")
    return " ".join(said)


def accumulation(lessons: int, with_marks: int, marks: int) -> str:
    """How many marks stand for the lessons held."""
    if not lessons:
        return ""
    return (
        f"Оценок в клетках — {number_text(marks)}, в среднем {decimal(marks / lessons)} на занятие; "
        f"занятий хотя бы с одной оценкой — {number_text(with_marks)} из {number_text(lessons)} "
        f"({_percent(100 * with_marks / lessons)})."
    )


def attendance(share: float | None, before: float | None) -> str:
    """Attendance in person-hours."""
    if share is None:
        return "О посещаемости данных нет."
    return f"Посещаемость — {_percent(share)}{_since(share, before)}."


def results(
    grades: int, success: float | None, quality: float | None, learning: float | None, average: float | None
) -> str:
    """Results of the term, where grades of it are there; `grades` is the N of the formulas."""
    if success is None or quality is None or learning is None:
        return ""
    mean = f", средний балл — {decimal(average)}" if average is not None else ""
    shares = f"{_percent(success)}, качество — {_percent(quality)}, СОУ — {_percent(learning, 2)}"
    return f"Успеваемость за период по {_in(grades, 'оценка')} — {shares}{mean}."


def new_remarks(new: int, repeated: int, recommendations: int) -> str:
    """What is written down this month."""
    said = []
    if new:
        said.append(f"По итогам месяца — {_counted(new, 'замечание')}{_repeated(new, repeated)}.")
    if recommendations:
        said.append(f"По настройке учреждения — {_counted(recommendations, 'рекомендация')}.")
    return " ".join(said) or "Замечаний по итогам месяца нет."


def _repeated(new: int, repeated: int) -> str:
    if not repeated:
        return ""
    if repeated == new:
        return ", повторное" if new == 1 else ", все повторные"
    return f", из них повторных — {number_text(repeated)}"


def last_months_remarks(given: int, settled: int) -> str:
    """What became of the remarks of the month before."""
    if not given:
        return "Замечаний за прошлый месяц не было."
    if given == 1:
        return "Замечание прошлого месяца закрыто." if settled else "Замечание прошлого месяца не закрыто."
    if settled == given:
        return f"Замечания прошлого месяца закрыты все ({number_text(given)})."
    if not settled:
        return f"Из замечаний прошлого месяца ({number_text(given)}) не закрыто ни одного."
    return (
        f"Из замечаний прошлого месяца ({number_text(given)}) закрыто {number_text(settled)}, "
        f"не закрыто {number_text(given - settled)}."
    )


def overdue(count: int) -> str:
    """Remarks whose term has passed."""
    return f"Срок устранения истёк у {_in(count, 'замечание')}." if count else ""


def clean_teachers(clean: int, checked: int) -> str:
    """How many have nothing to mend."""
    if not checked:
        return ""
    if checked == 1:
        return "Проверен 1\u00a0человек, замечаний нет." if clean else "Проверен 1\u00a0человек, замечания есть."
    if clean == checked:
        return f"Замечаний нет ни к кому из проверенных ({number_text(checked)})."
    if not clean:
        return f"Замечания есть ко всем проверенным ({number_text(checked)})."
    return f"Журналы без замечаний — у {_in(clean, 'человек')} из {number_text(checked)}."


def _of_all(count: int, every: int) -> str:
    """Return «2 занятиях из 168 (1,2 %)», as it goes after «на»."""
    return f"{_in(count, 'занятие')} из {number_text(every)} ({_percent(100 * count / every)})"


def _counted(number: int, noun: str) -> str:
    """Return number and noun, thousands apart."""
    return f"{number_text(number)}{NBSP}{plural(number, noun)}"


def _in(number: int, noun: str) -> str:
    """Return «1 случае», «2 случаях», «21 случае»: as after «в» and «у»."""
    one, many = _CASES[noun]
    return f"{number_text(number)}{NBSP}{one if plural(number, 'лист') == 'лист' else many}"


def _percent(share: float, places: int = 1) -> str:
    """Return «98,8 %»; what is not all is never rounded to 100 %, what is something never to 0 %."""
    text, step = decimal(share, places), decimal(10**-places, places)
    if share < 100 <= float(text.replace(",", ".")):
        text = f"более {decimal(100 - 10**-places, places)}"
    elif share > 0 and not float(text.replace(",", ".")):
        text = f"менее {step}"
    return f"{text}{NBSP}%"


def _since(share: float, before: float | None) -> str:
    """Compare with last month as both are printed."""
    if before is None:
        return ""
    now, then = decimal(share, 1), decimal(before, 1)
    return " (как и месяцем раньше)" if now == then else f" (месяцем раньше — {then}{NBSP}%)"
