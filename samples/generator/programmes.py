"""The working programmes: one text file a discipline, one line a topic.

`== 2` begins a term. `? a | b` lists the homework of the discipline, given in turn; {n} is the number of
the topic, {a}, {b}, {c} invented task numbers. A topic line is: a letter, `6` for a practice day,
the number of lessons if more than one, the topic.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

# letter → (kind of lesson, kind of planned hours, words before the topic)
_KINDS = {
    "у": ("lesson", "theory", ""),
    "п": ("practical", "practical", "Практическое занятие № {}. "),
    "р": ("laboratory", "laboratory", "Лабораторная работа № {}. "),
    "к": ("control", "theory", ""),
    "и": ("coursework", "coursework", ""),
    "з": ("credit", "attestation", ""),
    "с": ("consultation", "consultation", ""),
    "э": ("exam", "attestation", ""),
}
_PRACTICE = ("practice", "practical", "")


@dataclass(frozen=True)
class Item:
    """One topic of a programme: `lessons` lessons of `each` hours."""

    kind: str
    hours_kind: str
    topic: str
    lessons: int
    each: int
    homework: tuple[str, ...]

    @property
    def hours(self) -> int:
        """Academic hours of the whole topic."""
        return self.lessons * self.each


@cache
def read_programme(name: str, term: int) -> tuple[Item, ...]:
    """Read the topics of one discipline in one term; works are numbered through the year."""
    text = (Path(__file__).parent / "programmes" / f"{name}.txt").read_text(encoding="utf-8")
    homework: tuple[str, ...] = ()
    current, numbers, items = 0, dict.fromkeys(_KINDS, 0), []
    for line in text.splitlines():
        if line.startswith("? "):
            homework = tuple(part.strip() for part in line[2:].split("|"))
        elif line.startswith("== "):
            current = int(line[3:])
        elif line:
            head, _, topic = line.partition(" ")
            count, _, rest = topic.partition(" ")
            lessons, topic = (int(count), rest) if count in {"2", "3", "4"} else (1, topic)
            kind, hours_kind, words = _PRACTICE if head.endswith("6") else _KINDS[head]
            if kind in {"practical", "laboratory"}:
                numbers[head] += 1
            if current == term:
                topic = words.format(numbers[head[0]]) + topic
                each = 6 if head.endswith("6") or kind == "exam" else 2
                items.append(Item(kind, hours_kind, topic, lessons, each, homework))
    if not items:
        raise ValueError(f"{name}: no topics in term {term}")
    return tuple(items)
