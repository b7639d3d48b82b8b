"""What is said of requests that wait for their answer.

`doctor` says it too, who must start also where a package is missing: so nothing but our own is loaded here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ejarchive.issuance import Request
from ejarchive.working_days import is_working_day

_MOST_NAMED = 5


def waiting_lines(requests: Sequence[Request], today: dt.date) -> list[str]:
    """Return a line for each request that waits for its answer, the most urgent first; codes, no names."""
    told: dict[tuple[str, dt.date, dt.date], list[str]] = {}
    for each in requests:
        told.setdefault((each.number, each.date, each.due), []).append(each.student_id)
    return [
        f"Запрос № {number} от {date:%d.%m.%Y} ({_whom(students)}): {_when(due, today)}."
        for (number, date, due), students in told.items()
    ]


def _whom(students: Sequence[str]) -> str:
    noun = "обучающийся" if len(students) == 1 else "обучающиеся"
    more = f" и ещё {len(students) - _MOST_NAMED}" if len(students) > _MOST_NAMED else ""
    return f"{noun} {', '.join(students[:_MOST_NAMED])}{more}"


def _when(due: dt.date, today: dt.date) -> str:
    day = f"{due:%d.%m.%Y}"
    if due < today:
        return f"ответ просрочен, срок был {day}"
    if due == today:
        return "сегодня последний день ответа"
    left, each = 0, today
    while each < due:
        each += dt.timedelta(days=1)
        left += is_working_day(each)
    return f"ответить до {day} (рабочих дней осталось: {left})"
