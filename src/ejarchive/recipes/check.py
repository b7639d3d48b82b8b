"""Everything that can be found wrong with a journal, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ejarchive.checks.run import check_journal
from ejarchive.errors import FindingsError, UsageError
from ejarchive.finding import Finding, Severity, catalogue, errors
from ejarchive.recipes.opening import open_journal
from ejarchive.recipes.order import Order, Outcome
from ejarchive.surroundings import Surroundings


def check(
    journal: Path, order: Order, surroundings: Surroundings, *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Outcome:
    """Return all findings, or those whose code begins with one of `select` and with none of `ignore`.

    The exit code is that of the findings that are shown: 4 when one of them is an error.
    """
    _refuse_unknown((*select, *ignore))
    opened = open_journal(journal, order, surroundings)
    everything = (
        *opened.findings,
        *check_journal(opened.journal, opened.regulation, opened.settings, opened.moment),
    )
    shown = tuple(finding for finding in everything if _wanted(finding, select, ignore))
    return Outcome(findings=shown, exit_code=FindingsError.exit_code if errors(shown) else 0)


def tally(findings: Sequence[Finding]) -> str:
    """Return «Ошибок: 2, предупреждений: 15, сведений: 1.»."""
    count = Counter(finding.severity for finding in findings)
    if not count:
        return "Замечаний нет."
    words = ((Severity.ERROR, "ошибок"), (Severity.WARNING, "предупреждений"), (Severity.INFO, "сведений"))
    return ", ".join(f"{word}: {count[severity]}" for severity, word in words if count[severity]).capitalize() + "."


def _wanted(finding: Finding, select: Sequence[str], ignore: Sequence[str]) -> bool:
    selected = not select or finding.code.startswith(tuple(select))
    return selected and not (ignore and finding.code.startswith(tuple(ignore)))


def _refuse_unknown(codes: Sequence[str]) -> None:
    """Stop at a code that no rule has: a misspelt `--ignore` would hide nothing, a misspelt `--select` everything."""
    for code in codes:
        if not any(known.startswith(code) for known in catalogue()):
            raise UsageError(
                f"Нет проверок с кодом {code}.", f"Коды: {', '.join(sorted({c[0] for c in catalogue()}))}…"
            )
