"""The settings of a college as types: the one declaration of what `ejarchive.toml` may say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from ejarchive.regulation import DayKind, Deadline
from ejarchive.settings.archive import ArchiveSettings

FILE_NAME = "ejarchive.toml"
PLACEHOLDER = "УКАЖИТЕ"
"""What `ejarchive init` writes where only the college knows the value."""
Role = Literal["director", "deputy_academic", "deputy_practical", "statement", "archivist"]
ROLES: Mapping[Role, str] = {
    "director": "директор",
    "deputy_academic": "заместитель директора по УМР",
    "deputy_practical": "заместитель директора по УПР",
    "statement": "заверяет сводные ведомости",
    "archivist": "архивариус",
}
_STRICT: Mapping[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class College:
    """The institution as its documents name it (БГСХТ, АПТ: headers); `timezone` decides where 19:00 is."""

    __pydantic_config__: ClassVar = _STRICT

    full_name: str = ""
    short_name: str = ""
    founder: str = ""
    place: str = ""
    timezone: str = "Europe/Moscow"

    @property
    def name(self) -> str:
        """The short name; without one, the full name."""
        return self.short_name or self.full_name

    @property
    def zone(self) -> ZoneInfo:
        """The college's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs in a capacity, and in which days; `since` is written `from` in the file."""

    __pydantic_config__: ClassVar = {
        **_STRICT,
        "alias_generator": lambda name: "from" if name == "since" else name,
    }

    position: str
    name: str
    since: dt.date | None = None
    until: dt.date | None = None

    def signs_on(self, day: dt.date) -> bool:
        """Tell whether this person signs on that day, both ends included."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationAct:
    """The college's own local act: the only one its printed documents cite."""

    __pydantic_config__: ClassVar = _STRICT

    title: str = ""
    number: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSettings:
    """How a pack is printed and who signs what."""

    __pydantic_config__: ClassVar = _STRICT

    sides: Literal["one", "two"] = "two"
    sheet_numbers: Literal["printed", "blank"] = "printed"
    engine: Literal["weasyprint", "plutoprint"] = "weasyprint"
    director_signs: Literal["pack", "part", "sheet"] = "pack"
    file_unit: Literal["group", "year"] = "group"
    birth_dates: bool = False
    templates: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSettings:
    """How requests for statements are answered: in working days (152-ФЗ art. 14 part 3), and by whom.

    `prepared_by` goes into the register: an office or an id, a name only if the college writes one.
    """

    __pydantic_config__: ClassVar = _STRICT

    prepared_by: str = ""
    due_days: int = 10
    extension_days: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyticsSettings:
    """What the analysis of upkeep asks beyond the regulation; no law sets these numbers, 0 = do not ask.

    `lessons_without_marks`: held lessons of a course in a row with no mark for anybody; `student_lessons_without_mark`:
    lessons attended in a row with none for the student; `min_marks`: marks a student has by the end of the period.
    `working_week`: days in it, for terms in working days. `days_to_mend`: the term a remark is proposed with;
    `repeat_months`: how long a like one repeats it.
    """

    __pydantic_config__: ClassVar = _STRICT

    lessons_without_marks: int = 5
    student_lessons_without_mark: int = 6
    min_marks: int = 0
    working_week: Literal[5, 6, 7] = 5
    days_to_mend: int = 7
    repeat_months: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a college. `signatories`: capacity → persons in the order written.

    `deadlines` override those of the regulation one by one, `deadline_days` its kind of days.
    """

    __pydantic_config__: ClassVar = _STRICT

    regulation: str = "common"
    college: College = College()
    regulation_act: RegulationAct = RegulationAct()
    signatories: Mapping[Role, tuple[Signatory, ...]] = field(default_factory=dict)
    print: PrintSettings = PrintSettings()
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
    statements: StatementSettings = StatementSettings()
    analytics: AnalyticsSettings = AnalyticsSettings()
    deadline_days: DayKind | None = None
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    file: Path | None = None

    def signatory(self, role: Role, day: dt.date) -> Signatory | None:
        """Return who signs in that capacity on that day, or None.

        Of several the one whose powers began last signs: so an acting director stands before the director
        for the days of the order, and a successor from the day of the appointment.
        """
        able = [who for who in self.signatories.get(role, ()) if who.signs_on(day)]
        return max(able, key=lambda who: who.since or dt.date.min, default=None)
