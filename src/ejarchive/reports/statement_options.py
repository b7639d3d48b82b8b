"""What the person who orders a statement decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Reader = Literal["student", "representative", "official"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOptions:
    """One statement: its period is a term, or the days from `starts` to `ends`, both included.

    `reader` is the capacity of who gets it (never a name), `basis` the words of `--basis`; without a reader
    it shows what a representative is granted. `request_number` and `request_date` are the applicant's,
    `issue_number` is the register's, `issue_date` chooses who signs (by default the day of the data).
    `informing` is the periodic report of the curator: no request, no number, no seal. Without either the sheet
    is a draft. `large`: 18 pt; `accessible`: PDF/UA-1 instead of PDF/A.
    """

    term_id: str | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    reader: Reader | None = None
    basis: str = ""
    annex: bool = True
    large: bool = False
    accessible: bool = False
    informing: bool = False
    draft: bool = False
    request_number: str = ""
    request_date: dt.date | None = None
    issue_number: str = ""
    issue_date: dt.date | None = None
    copy_number: int = 1

    @property
    def is_draft(self) -> bool:
        """Tell whether it is only to be looked at: ordered so, or neither asked for nor sent round."""
        return self.draft or not (self.informing or self.request_number)
