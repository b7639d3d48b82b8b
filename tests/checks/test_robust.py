"""Whatever stands in the cells, the checks answer with findings, never with a crash."""

import csv
import random
from pathlib import Path

import pytest

from ejarchive.checks.readiness import readiness_findings, readiness_of
from ejarchive.checks.run import check_journal, check_pack
from ejarchive.errors import EjarchiveError
from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import as_of, default_moment
from ejarchive.model.schema import TABLES
from ejarchive.settings import Settings, regulation_of

BAD = Path(__file__).parents[1] / "bad"
GARBAGE = (
    *("", " ", "x", "0", "-1", "1e9", "2205-09-01", "1000-01-01", "2025-02-30", "01.09.2025", "да", "н/а", "5", "о5"),
    *("2025-09-01T10:00:00+04:00", "9999-12-31T23:59:59+00:00", "s1", "c1", "l1", "p2", "g1", "2025", "final", "held"),
    *("a;b", ";", "{}", "{table}", "%s", "<b>", "\u202eабв", "ё" * 500, "'", "=1+1", "nan", "None", "NaT", "inf"),
)
SETTINGS = Settings()
COMMON = regulation_of(SETTINGS)


def rich_journal() -> dict[str, list[dict[str, str]]]:
    """Return tables of the sound journal and, of every other table, those of the bad ones."""
    tables: dict[str, list[dict[str, str]]] = {}
    for folder in (BAD / "sound", *sorted(BAD.glob("J*"))):
        for file in folder.glob("*.csv"):
            with file.open(encoding="utf-8") as lines:
                tables.setdefault(file.stem, list(csv.DictReader(lines)))
    return tables


def mangled(tables: dict[str, list[dict[str, str]]], chance: random.Random, folder: Path) -> None:
    """Write the tables with some cells, rows, columns and tables spoilt."""
    for name, rows in tables.items():
        if chance.random() < 0.08:
            continue
        columns = [c.name for c in TABLES[name].columns if c.name in rows[0] or chance.random() < 0.3]
        columns = [column for column in columns if chance.random() > 0.03]
        if not columns:
            continue
        spoilt = [dict(row) for row in rows if chance.random() > 0.05]
        spoilt += [dict(row) for row in rows if chance.random() < 0.1]
        for row in spoilt:
            for column in columns:
                if chance.random() < 0.12:
                    row[column] = chance.choice(GARBAGE)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(spoilt)


@pytest.mark.parametrize("seed", range(25))
def test_a_spoilt_journal_is_told_about_and_crashes_nothing(seed, tmp_path):
    mangled(rich_journal(), random.Random(seed), tmp_path)  # noqa: S311 - the same spoilt journals every time
    try:
        journal, findings = read_journal(tmp_path, zone=SETTINGS.college.zone)
    except EjarchiveError:
        return
    moment = default_moment(journal)
    findings += check_journal(journal, COMMON, SETTINGS)
    if moment is not None:
        cut = as_of(journal, moment, COMMON.cells).journal
        findings += check_journal(cut, COMMON, SETTINGS, moment)
        findings += check_pack(cut, COMMON, SETTINGS, "g1", moment)
        readiness = readiness_of(cut, COMMON, "g1", "2025-1", moment)
        findings += readiness_findings(cut, COMMON, readiness)
    for finding in findings:
        assert finding.message
        assert finding.remedy


def test_an_empty_folder_of_headings_is_no_crash(tmp_path):
    for name, table in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(",".join(c.name for c in table.columns) + "\n", "utf-8")
    journal, findings = read_journal(tmp_path)
    assert findings == []
    assert [finding.code for finding in check_journal(journal, COMMON, SETTINGS)] == ["J112"]
