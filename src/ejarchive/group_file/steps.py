"""What may be marked next: the order of БГСХТ 5.5, left only for a reason that is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.errors import UsageError
from ejarchive.group_file.filed import ORDER, Event, FiledTerm, GroupFile, Kind, Mark, Step
from ejarchive.russian import short_date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMark:
    """A step that somebody wants to mark; `order` is «№ … от …» of the order by which it came to that."""

    step: Step
    day: dt.date
    order: str = ""
    keeper: str | None = None
    reason: str = ""


def marked(file: GroupFile | None, group: str, term_id: str, new: NewMark, today: dt.date) -> tuple[Event, ...]:
    """Return the events that a mark makes: one, or none where just this is known already.

    `UsageError` says which step is expected when the mark is out of turn and has no reason, when its day cannot be,
    and when the ledger knows no such semester. `group` is how the user names it.
    """
    term = file.term(term_id) if file else None
    if file is None or term is None or term.step is None:
        raise UsageError(
            f"Журнал группы {group} за период {term_id} ещё не напечатан: отмечать нечего.",
            f"Напечатайте его: ejarchive pack ЖУРНАЛ --group {group} --term {term_id} -o ПАПКА",
        )
    known = term.marks.get(new.step)
    if new.step is term.step and known and _same(known, new):
        return ()
    _refuse_days(term, new, today)
    _refuse_disorder(term, new)
    facts = {
        "step": new.step.value,
        "order": new.order,
        "keeper": _keeper(file, term, new),
        "reason": new.reason,
    }
    return (Event(kind=Kind.STEP, group_id=file.group_id, term_id=term_id, day=new.day, facts=facts),)


def _same(known: Mark, new: NewMark) -> bool:
    asked = (new.day, new.order or known.order, new.keeper or known.keeper)
    return asked == (known.day, known.order, known.keeper)


def _refuse_days(term: FiledTerm, new: NewMark, today: dt.date) -> None:
    if new.day > today:
        raise UsageError(f"День {short_date(new.day)} ещё не наступил.", "Укажите, когда это было: --date ДЕНЬ")
    before = [mark.day for step, mark in term.marks.items() if step.place < new.step.place and mark.day]
    if new.step is term.step and new.step is Step.KEPT and (kept := term.marks[Step.KEPT].day):
        before.append(kept)  # the next keeper comes after the one before
    if before and new.day < max(before):
        raise UsageError(
            f"{_whose(term)} {term.step.words if term.step else ''} {short_date(max(before))}: "
            f"шаг «{new.step.words}» не мог быть раньше, {short_date(new.day)}.",
            "Проверьте --date; неверный прежний день исправляют отметкой того шага с --reason.",
        )


def _refuse_disorder(term: FiledTerm, new: NewMark) -> None:
    """Let the next step pass, a change of keeper by its order, and anything else that has a reason."""
    step = term.step
    if new.reason or new.step is term.next_step or step is None:
        return
    if new.step is step:
        if step is Step.KEPT and new.order and new.keeper and new.keeper != term.keeper:
            return
        if term.unsure and term.marks[Step.PRINTED].day is None:  # the day that a bag could not tell
            return
        told = term.marks[step].day
        when = f" {short_date(told)}" if told else ""
        raise UsageError(
            f"{_whose(term)} уже {step.words}{when}.",
            "Смену хранящего отмечают с --keeper и --order; исправление — с --reason."
            if step is Step.KEPT
            else 'Исправление отмечают с причиной: --reason "причина".',
        )
    expected = term.next_step
    if new.step.place < step.place or expected is None:
        raise UsageError(
            f"{_whose(term)} {step.words}: шаг «{new.step.words}» уже пройден.",
            f"{_expected(term)}Вернуться назад можно только с причиной: --reason «причина».",
        )
    passed = ", ".join(f"«{each.words}»" for each in ORDER[step.place + 1 : new.step.place])
    raise UsageError(
        f"{_whose(term)} {step.words}: до шага «{new.step.words}» не отмечено {passed}.",
        f'{_expected(term)}Пропустить шаг можно только с причиной: --reason "причина".',
    )


def _expected(term: FiledTerm) -> str:
    expected = term.next_step
    return f"Следующий шаг: {expected.task} ({expected.value}). " if expected else ""


def _whose(term: FiledTerm) -> str:
    return f"Журнал группы {term.group_name}, {term.title},"


def _keeper(file: GroupFile, term: FiledTerm, new: NewMark) -> str | None:
    """Who keeps it from now on: as told, else as before, else who keeps the rest of the file, else the curator."""
    if new.keeper or new.step is not Step.KEPT:
        return new.keeper
    others = [other.keeper for other in file.terms if other.keeper]
    return term.keeper or (others[-1] if others else None) or term.curator_id
