"""Requests for statements and the numbers given out for them: the lines of the register (журнал выдачи).

`state` keeps them, `reports` prints them: so the types live here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Capacity = Literal["student", "representative", "official"]
CAPACITIES: dict[Capacity, str] = {
    "student": "обучающийся",
    "representative": "родитель (законный представитель)",
    "official": "уполномоченное лицо",
}


class IssueState(StrEnum):
    """How far a number has come; only `ISSUED` and `ANNULLED` last."""

    RESERVED = "reserved"  # the number is taken, the sheet is being made
    PREPARING = "preparing"  # the sheet is made, its digest known; its files are being put in place
    ISSUED = "issued"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a statement tells of: the days from `starts` to `ends`, both included; `term_id` where they are a term."""

    starts: dt.date
    ends: dt.date
    term_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Запрос о ведомости одного обучающегося (АПТ 2.1: в заявительном порядке).

    `number` and `date` are the applicant's; `due` is the last day to answer (152-ФЗ, art. 14), with the extension
    where a notice of it was given. A withdrawn request is kept and no longer waited for.
    """

    number: str
    date: dt.date
    student_id: str
    group_id: str | None
    capacity: Capacity
    basis: str
    period: Period
    due: dt.date
    request_id: int = 0
    extended_because: str = ""
    withdrawn_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One line of the register. Without a request it is a periodic report to the parents of a group.

    `capacity` and `basis` are those of the day of issue: a request may be made again in another capacity.
    `copies` sheets were made of it (a report: one for each child), `copy` tells the repeated statement of one
    period from the first. `digest` is the SHA-256 of the file, of a report that of the joined one.
    """

    number: int
    state: IssueState
    request: Request | None
    capacity: Capacity | None
    basis: str
    student_id: str | None
    group_id: str | None
    period: Period
    copy: int = 1
    copies: int = 1
    pages: int | None = None
    sheets: int | None = None
    digest: str = ""
    prepared_by: str = ""
    override: str = ""
    issued_on: dt.date | None = None
    annulled_because: str = ""
