"""What a subject's name says of it: its index in the plan, its plain name, its kind."""

from __future__ import annotations

import re

_CODE = re.compile(r"\s*([А-ЯЁ]{1,6})[.\s]?(\d{1,3}(?:\.\d{1,2}){0,3})\.?(?=[\s.]|$)\s*[-–—]?\s*(.*)", re.DOTALL)
_LETTERS = {
    "МДК": "mdk",
    "ПМ": "module",
    "ПП": "work_placement",
    "ПДП": "work_placement",
    **dict.fromkeys(
        ("ОУД", "ОУП", "ОУДБ", "ОУДП", "ОУПБ", "ОУПУ", "БД", "ПД", "УД", "ОД", "БУП", "ПУП", "ДУП"), "subject"
    ),
}
_WORDS = (
    (re.compile(r"учебн\w* практик", re.IGNORECASE), "training_practice"),
    (re.compile(r"(производствен|преддиплом)\w*.*практик", re.IGNORECASE), "work_placement"),
    (re.compile(r"междисциплинарн\w* курс", re.IGNORECASE), "mdk"),
    (re.compile(r"профессиональн\w* модул", re.IGNORECASE), "module"),
)


def code_and_name(text: str) -> tuple[str, str]:
    """Split «ОП.01 Анатомия» into index and name; a name without an index stays whole."""
    found = _CODE.fullmatch(text)
    if found and found[3]:
        return f"{found[1]}.{found[2]}", found[3]
    return "", text


def kind_told(code: str, name: str, told: str = "") -> str:
    """Return the kind of a course: as the product tells it, by the words of its name, by its index, else "".

    «УП.01» is a practice in one plan and a школьный предмет in another: the word «практика» decides.
    """
    if told:
        return told
    for words, kind in _WORDS:
        if words.search(name):
            return kind
    letters = code.partition(".")[0]
    if letters == "УП":
        return "training_practice" if code.count(".") > 1 else "subject"
    return _LETTERS.get(letters, "discipline" if letters else "")
