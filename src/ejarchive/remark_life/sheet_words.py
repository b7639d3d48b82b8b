"""The sheet on which remarks go out to the deputy and come back: its names, known to who writes it and who reads it."""

from __future__ import annotations

from collections.abc import Mapping

from ejarchive.model.records import REMARK_STATES

SHEET = "Замечания"
MARK_SHEET = "О книге"
"""A hidden sheet: of which history the remarks are, and whose."""
MARK = "ejarchive: замечания"
STATES: Mapping[str, str] = REMARK_STATES
TITLES: Mapping[str, str] = {
    "remark_id": "Код",
    "seen": "Версия",
    "month": "Месяц",
    "sort": "Вид",
    "responsible_id": "Ответственный",
    "group_id": "Группа",
    "course_id": "Дисциплина, МДК, практика",
    "rule": "Правило",
    "text": "Содержание",
    "due": "Устранить до",
    "state": "Состояние",
    "issued_on": "Вручено",
    "acquainted_on": "Ознакомлен",
    "explanation": "Объяснение",
    "resolution": "Отметка об устранении",
    "overdue": "Просрочено, дней",
    "facts": "Осталось в журнале",
    "settled_on": "Устранено",
    "repeats": "Повторяет",
    "flag": "Обратите внимание",
}
"""Field of `Decision`, or a column only shown → its heading."""
NEEDED = ("remark_id", "seen", "responsible_id", "group_id", "course_id", "text", "due", "state",
          "issued_on", "acquainted_on", "explanation", "resolution")  # fmt: skip
"""What must be there when the sheet comes back."""


def labelled(name: str, identity: str) -> str:
    """Return «Орлов П.С. [p12]»: a choice that a person understands and that names one thing only."""
    return f"{name} [{identity}]"


def identity_in(label: str) -> str:
    """Return the id out of such a choice, or the text itself where a bare id was typed."""
    return label[:-1].rpartition("[")[2].strip() if label.endswith("]") and "[" in label else label
