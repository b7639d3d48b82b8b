"""The generated pages of the reference do not drift from what they are made of.

After a change of the types or of the catalogue: python tests/test_reference.py
"""

import json
import re
from pathlib import Path

import pytest

from ejarchive.finding import Severity, catalogue
from ejarchive.regulation import load_regulation
from ejarchive.settings import settings_schema
from upkeep_page import upkeep_page

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
GROUPS = {
    "F": "Чтение файлов",
    "S": "Настройки",
    "J1": "Ключи, ссылки, значения",
    "J2": "Клетки и оценки",
    "J3": "Занятия и записи в них",
    "J4": "Группы, люди, календарь, практика",
    "J5": "Исправления и замечания",
    "R": "Готовность к подписи",
    "P": "Ведомости родителям",
    "B1": "Архивные пакеты (BagIt)",
    "B2": "Архивные пакеты этой программы",
    "B3": "Две копии пакета",
    "B4": "Подписи в архивных пакетах",
    "C1": "Сверка двух журналов (compare)",
    "W": "Книга замечаний, вернувшаяся от заместителя",
}
SEVERITIES = {Severity.ERROR: "ошибка", Severity.WARNING: "предупреждение", Severity.INFO: "сведение"}


def findings_page() -> str:
    """Return the catalogue of findings as a page."""
    common = load_regulation("common")
    lines = [
        "# Что находит проверка",
        "",
        "Ошибка — страницу нельзя напечатать правдиво: `pack` останавливается с кодом 4 и ничего не пишет.",
        "Предупреждение печати не мешает, но на него надо посмотреть. Пункты — двух положений, по которым",
        "программа сделана; в печатных документах цитируется только свой локальный акт колледжа.",
        "",
        "Эта страница создана из `src/ejarchive/findings.toml`; примеры каждого кода — в `tests/bad/`,",
        "архивных пакетов — в `tests/archive/planted.py`: их проверяет `ejarchive verify`, ошибка — код 6;",
        "подписей — в `tests/archive/test_signatures.py`; расхождений двух журналов (`compare`, любое — код 4) — в",
        "`tests/checks/planted_changes.py`.",
    ]
    for prefix, title in GROUPS.items():
        lines += [
            "",
            f"## {title}",
            "",
            "| Код | Важность | Что не так | Что делать | Пункт |",
            "|---|---|---|---|---|",
        ]
        for rule in catalogue().values():
            if rule.code.startswith(prefix):
                clause = common.clause(*rule.clauses) or rule.standard
                text, remedy = (re.sub(r"\{\w+\}", "…", words) for words in (rule.text, rule.remedy))
                cells = (rule.code, SEVERITIES[rule.severity], text, remedy, clause)
                lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def schema_text() -> str:
    """Return the JSON Schema of the settings as a file."""
    return json.dumps(settings_schema(), ensure_ascii=False, indent=2) + "\n"


PAGES = {"findings.md": findings_page, "upkeep.md": upkeep_page, "settings.schema.json": schema_text}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_in_the_docs_is_the_one_that_would_be_made_now(name):
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name](), "run: python tests/test_reference.py"


def test_every_code_belongs_to_a_group_of_the_page():
    assert all(code.startswith(tuple(GROUPS)) for code in catalogue())


def test_the_guide_to_settings_names_every_key():
    guide = (REFERENCE / "settings.md").read_text("utf-8")
    schema = settings_schema()
    keys = {*schema["properties"], *(key for each in schema["$defs"].values() for key in each["properties"])}
    assert [key for key in keys if f"`{key}`" not in guide] == []


if __name__ == "__main__":
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), "utf-8")
