"""What is asked of statements, and the calls that ask for too little or for what contradicts itself."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ejarchive.errors import UsageError
from ejarchive.issuance import Capacity

_REQUEST = re.compile(r"\s*№?\s*(?P<number>\S(?:.*\S)?)\s*(?:,|\bот\b)\s*(?P<date>[\d.-]+)\s*(?:г\.?)?\s*")
_RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOrder:
    """Whose statements, of which days, for whom. `request` is «№, ДАТА» of the applicant; `override` a reason."""

    student: str | None = None
    group: str | None = None
    refused: bool = False
    term: str | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    request: str | None = None
    recipient: Capacity | None = None
    basis: str | None = None
    informing: bool = False
    annex: bool = True
    large: bool = False
    accessible: bool = False
    override: str | None = None

    @property
    def registered(self) -> bool:
        """Tell whether it goes into the register; what does not is a draft."""
        return self.request is not None or self.informing


def refuse_contradictions(wanted: StatementOrder) -> None:
    """Raise one `UsageError` with everything that is wrong with the call, and what to write instead."""
    faults = [fault for fault in _faults(wanted) if fault]
    if faults:
        what, remedies = zip(*faults, strict=True)
        raise UsageError("\n".join(what), "\n".join(dict.fromkeys(remedies)))


def request_asked(wanted: StatementOrder, today: dt.date) -> tuple[str, dt.date] | None:
    """Return number and date of the request; `UsageError` when they cannot be told or the date is still to come."""
    if wanted.request is None:
        return None
    return read_request(wanted.request, today, "--request")


def read_request(text: str, today: dt.date, option: str) -> tuple[str, dt.date]:
    """Read «17, 12.01.2026», «№ 17 от 12.01.2026» or «17, 2026-01-12»."""
    remedy = f'Напишите номер и дату через запятую: {option} "17, 12.01.2026".'
    found = _REQUEST.fullmatch(text)
    day = _day(found["date"]) if found else None
    if found is None or day is None:
        raise UsageError(f"Запрос не понят: {text}.", remedy)
    if day > today:
        raise UsageError(f"Дата запроса ещё не наступила: {day:%d.%m.%Y}.", remedy)
    return found["number"], day


def _day(text: str) -> dt.date | None:
    iso = _RUSSIAN_DAY.sub(lambda day: f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}", text)
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


Fault = tuple[str, str] | None


def _faults(wanted: StatementOrder) -> list[Fault]:
    whose = [wanted.student is not None, wanted.group is not None, wanted.refused]
    whom = "Укажите что-то одно: --student КОД, --group ГРУППА или --refused."
    days = "Укажите --term ПЕРИОД или оба дня: --from 2025-09-01 --to 2025-10-31."
    one_day = (wanted.starts is None) != (wanted.ends is None)
    reversed_days = wanted.starts is not None and wanted.ends is not None and wanted.starts > wanted.ends
    return [
        ("Не сказано, чьи ведомости нужны.", whom) if not any(whose) else None,
        ("Сказано больше, чем нужно, чьи ведомости печатать.", whom) if sum(whose) > 1 else None,
        ("Назван только один день из двух.", days) if one_day else None,
        ("Назван и период, и дни.", days) if wanted.term and (wanted.starts or wanted.ends) else None,
        ("Первый день позже последнего.", days) if reversed_days else None,
        *_request_faults(wanted),
        ("Не названа причина.", 'Она останется в журнале выдачи: --override "причина".')
        if wanted.override is not None and not wanted.override.strip()
        else None,
    ]


def _request_faults(wanted: StatementOrder) -> list[Fault]:
    who = "Добавьте, кому выдают: --recipient student, representative или official."
    basis = 'Добавьте его: --basis "запрос суда от 12.01.2026 № 8".'
    both = "Оставьте --request (ведомость по запросу) или --informing (информирование родителей группы)."
    return [
        ("Запрос и информирование — разные вещи.", both) if wanted.request is not None and wanted.informing else None,
        ("У запроса не указано, кому выдают ведомость.", who)
        if wanted.request is not None and wanted.recipient is None
        else None,
        ("Получатель или основание есть, а запроса нет.", 'Добавьте запрос: --request "17, 12.01.2026".')
        if wanted.request is None and (wanted.recipient is not None or wanted.basis is not None)
        else None,
        ("Уполномоченному лицу ведомость выдают только на основании.", basis)
        if wanted.recipient == "official" and not (wanted.basis or "").strip()
        else None,
    ]
