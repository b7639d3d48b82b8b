"""Files of groups made of events, without a store."""

import datetime as dt

from ejarchive.group_file import (
    Event,
    FiledTerm,
    Kind,
    NewMark,
    Printing,
    Step,
    Volume,
    marked,
    printing_facts,
    replayed,
)

TODAY = dt.date(2026, 7, 1)
STARTS = {"2025-1": dt.date(2025, 9, 1), "2025-2": dt.date(2026, 1, 12), "2026-1": dt.date(2026, 9, 1)}


def day(text):
    return dt.date.fromisoformat(text)


def term(term_id="2025-1", group_id="g1"):
    starts = STARTS[term_id]
    return FiledTerm(
        group_id=group_id, term_id=term_id, group_name="21-ТМ", title=f"период {term_id}", starts=starts,
        ends=starts + dt.timedelta(days=120), curator_id="p2",
    )  # fmt: skip


def volume(number=1, first=1, last=19, **more):
    return Volume(
        volume=number, first_sheet=first, last_sheet=last, pages=37, sha256=f"{number}-{first}-{last}",
        file=f"pack-{number}.pdf", **more,
    )  # fmt: skip


class Life:
    """A ledger in memory: events are added, the file is what they make."""

    def __init__(self):
        self.events = []

    def add(self, kind, term_id, on, facts):
        number = len(self.events) + 1
        self.events.append(Event(kind=kind, group_id="g1", term_id=term_id, day=on, facts=facts, number=number))
        return number

    def printed(self, term_id="2025-1", *volumes, on="2026-01-10", version=1, content=None):
        printing = Printing(version=version, content=content or f"content {version}", volumes=volumes or (volume(),))
        number = self.add(Kind.PRINTING, term_id, day(on), printing_facts(term(term_id), printing))
        self.add(Kind.PRINTED, term_id, day(on), {"intention": number})
        return self

    def rebuilt(self, term_id="2025-1", *volumes):
        printing = Printing(version=1, content="content 1", volumes=volumes or (volume(),))
        self.add(Kind.REBUILT, term_id, None, printing_facts(term(term_id), printing))
        return self

    def mark(self, step, on="2026-01-12", term_id="2025-1", today=TODAY, **more):
        new = NewMark(step=Step(step), day=day(on), **more)
        made = marked(self.file, "21-ТМ", term_id, new, today)
        for event in made:
            self.add(event.kind, event.term_id, event.day, event.facts)
        return len(made)

    @property
    def file(self):
        return replayed(self.events).get("g1")

    def term(self, term_id="2025-1"):
        return self.file.term(term_id)
