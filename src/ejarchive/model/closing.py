"""When the file of a group is closed: with its graduation or disbandment, never with the end of a term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ejarchive.model.groups import GROUP_EVENT_KINDS, GroupEvent
from ejarchive.model.membership import Membership
from ejarchive.model.people import Movement, Student

_ENDS = ("graduated", "disbanded", "merged_into")


@dataclass(frozen=True, slots=True)
class Closing:
    """The day a group ceased to be, and how: `graduated`, `disbanded`, `merged_into`."""

    day: dt.date
    kind: str

    @property
    def words(self) -> str:
        """Return «группа выпущена»."""
        return f"группа {GROUP_EVENT_KINDS[self.kind]}"


def closing_of(
    group_id: str,
    events: Iterable[GroupEvent],
    students: Sequence[Student],
    movements: Iterable[Movement],
    *,
    until: dt.date,
) -> Closing | None:
    """Return how a group ended, as far as it had by the day `until`; None while it goes on.

    An event of the group says so; without one, that somebody graduated and nobody is left in it.
    """
    ends = [event for event in events if event.group_id == group_id and event.kind in _ENDS and event.date <= until]
    if ends:
        last = max(ends, key=lambda event: event.date)
        return Closing(last.date, last.kind)
    past = [movement for movement in movements if movement.date <= until]
    stays = Membership.of(students, past).by_group.get(group_id, ())
    final = [stay.ended for stay in stays if stay.ends is not None and stay.ended is not None]
    if not stays or len(final) < len(stays) or not any(movement.kind == "graduated" for movement in final):
        return None
    return Closing(max(movement.date for movement in final), "graduated")
