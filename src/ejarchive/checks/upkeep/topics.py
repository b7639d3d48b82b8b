"""Whether a topic is one of a programme's: the same words, a fuller or shorter wording, or a slip of the pen."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_ALIKE = 0.85  # of the letters, in order: another ending, a letter left out
_NEAREST = 3  # topics with most words in common that are compared letter by letter: a programme has fifty
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Programme:
    """The topics of a рабочая программа, as they sound, and the topics in which each word stands."""

    topics: tuple[str, ...]
    known: frozenset[str]
    by_word: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, topics: Iterable[str]) -> Programme:
        """Take in the topics as they are written."""
        plain = tuple(dict.fromkeys(filter(None, map(_plain, topics))))
        words: dict[str, list[int]] = defaultdict(list)
        for number, topic in enumerate(plain):
            for word in set(topic.split()):
                words[word].append(number)
        return cls(plain, frozenset(plain), words)

    def has(self, written: str) -> bool:
        """Tell whether a topic is one of the programme's, wherever in it."""
        topic = _plain(written)
        if topic in self.known:
            return True
        shared = Counter(number for word in set(topic.split()) for number in self.by_word.get(word, ()))
        if any(_within(self.topics[number], topic) for number in shared):
            return True
        nearest = [self.topics[number] for number, _ in shared.most_common(_NEAREST)]
        if " " not in topic:  # its one word is the misspelt one
            nearest += [other for other in self.topics if " " not in other]
        return any(_alike(topic, other) for other in nearest)


def _within(one: str, other: str) -> bool:
    """Tell whether one topic stands word for word in the other."""
    one, other = f" {one} ", f" {other} "
    return one in other or other in one


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _plain(topic: str) -> str:
    """Leave of a topic only what is heard: no signs, case or «ё»."""
    return _SIGNS.sub(" ", topic.casefold().replace("ё", "е")).strip()
