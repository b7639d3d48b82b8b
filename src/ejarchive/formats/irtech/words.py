"""The product's words in ours; an unknown one passes through, and is told once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ejarchive.finding import Finding
from ejarchive.model.place import Place


class Words:
    """Translates values and remembers those nobody knows: (vocabulary, value) → where first, how often."""

    def __init__(self) -> None:
        self._unknown: dict[tuple[str, str], tuple[Place, int]] = {}

    def word(self, vocabulary: str, value: str, place: Place) -> str:
        """Return our word; the value itself if it is unknown."""
        if not value:
            return ""
        found = _vocabularies()[vocabulary].get(value.casefold())
        if found is not None:
            return found
        first, count = self._unknown.get((vocabulary, value), (place, 0))
        self._unknown[vocabulary, value] = (first, count + 1)
        return value

    @property
    def findings(self) -> list[Finding]:
        """One finding for each unknown value."""
        return [
            Finding("F207", place, {"vocabulary": _TITLES[vocabulary], "value": value, "count": count})
            for (vocabulary, value), (place, count) in self._unknown.items()
        ]


_TITLES = {
    "marks": "отметка",
    "absences": "отсутствие",
    "lessons": "вид занятия",
    "tasks": "вид задания",
    "controls": "форма контроля",
    "terms": "вид периода",
    "subjects": "вид предмета",
    "forms": "форма обучения",
    "decrees": "вид приказа",
}


@cache
def _vocabularies() -> Mapping[str, Mapping[str, str]]:
    data = tomllib.loads(files("ejarchive.formats.irtech").joinpath("words.toml").read_text("utf-8"))
    return {name: {value.casefold(): word for value, word in words.items()} for name, words in data.items()}
