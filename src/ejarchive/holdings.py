"""What an archive folder holds, as values: cases, the bags in them, and until when each case is kept.

`recipes` read it from the bags; `reports` and `formats` write the register (опись дел) from it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.model.closing import Closing
from ejarchive.retention import Keeping, Retention
from ejarchive.russian import short_date

NOT_CLOSED = "не исчисляется: дело не закрыто"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Единица хранения: one bag. `place` is its path below the archive folder, `size` the bytes of its payload.

    `replaced_by`: the newer version of the same bag; `starts`, `ends`: of its period, None where it does not say.
    `checked`: the day of the last full check written in the log beside it; `complete`: that check and the sizes
    found nothing wrong.
    """

    name: str
    place: str
    title: str
    starts: dt.date | None
    ends: dt.date | None
    files: int
    size: int
    fingerprint: str
    replaced_by: str = ""
    complete: bool = True
    checked: dt.date | None = None
    browsable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCase:
    """Дело: all bags of one index and one group. `disagree`: its bags name different terms of keeping."""

    index: str
    heading: str
    retention: Retention
    basis: str
    closing: Closing | None
    units: tuple[Unit, ...]
    disagree: bool = False

    @property
    def years(self) -> str:
        """Крайние даты: «01.09.2024–28.06.2026»."""
        starts = [unit.starts for unit in self.units if unit.starts]
        ends = [unit.ends for unit in self.units if unit.ends]
        return f"{short_date(min(starts))}–{short_date(max(ends))}" if starts and ends else ""

    @property
    def files(self) -> int:
        """Files of all bags together."""
        return sum(unit.files for unit in self.units)

    @property
    def size(self) -> int:
        """Bytes of all bags together."""
        return sum(unit.size for unit in self.units)

    @property
    def kept(self) -> str:
        """Say until when the case is kept; what cannot be counted is said to be so, and why."""
        match self.retention.keeping:
            case Keeping.FOREVER:
                return "постоянно"
            case Keeping.WHILE_NEEDED:
                return "до минования надобности"
            case Keeping.UNREAD:
                return f"срок не прочитан: «{self.retention.words}»" if self.retention.words else "срок не указан"
            case Keeping.YEARS:
                last = self.retention.kept_through(self.closing.day if self.closing else None)
                if self.closing is None or last is None:
                    return NOT_CLOSED
                return f"с 01.01.{self.closing.day.year + 1} по {short_date(last)}"

    def notes(self, today: dt.date) -> tuple[str, ...]:
        """Say what an archivist must know of the case besides."""
        said = []
        if self.closing:
            said.append(f"закрыто {short_date(self.closing.day)}: {self.closing.words}")
        if self._ran_out(today):
            said.append("срок истёк, решает экспертная комиссия" if self.retention.expert else "срок истёк")
        if self.disagree:
            said.append("в пакетах названы разные сроки хранения, взят последний")
        if any(not unit.complete for unit in self.units):
            said.append("есть повреждённые пакеты: ejarchive verify")
        return tuple(said)

    def due(self, today: dt.date) -> bool:
        """Tell whether the case may be put into an act of disposal: its term is over and nothing is in doubt."""
        return self._ran_out(today) and not self.retention.expert and not self.disagree

    def _ran_out(self, today: dt.date) -> bool:
        return self.retention.ran_out(self.closing.day if self.closing else None, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All cases of an archive folder in the order of the register, on a day; whose they are by the newest bag."""

    cases: tuple[HeldCase, ...]
    today: dt.date
    organisation: str = ""

    @property
    def units(self) -> int:
        """Number of bags."""
        return sum(len(case.units) for case in self.cases)

    @property
    def files(self) -> int:
        """Files of all bags."""
        return sum(case.files for case in self.cases)

    @property
    def size(self) -> int:
        """Bytes of all bags."""
        return sum(case.size for case in self.cases)

    @property
    def due(self) -> tuple[HeldCase, ...]:
        """The cases whose term is over."""
        return tuple(case for case in self.cases if case.due(self.today))
