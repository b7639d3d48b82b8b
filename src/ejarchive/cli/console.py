"""How the program speaks: the result on stdout, the talk and a progress line on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ejarchive.artifact import Artifact
from ejarchive.cli import streams
from ejarchive.cli.progress import Progress
from ejarchive.cli.report import report
from ejarchive.finding import Finding, Severity
from ejarchive.recipes.order import Outcome
from ejarchive.russian import counted

_SEVERITIES = {Severity.ERROR: "ошибка", Severity.WARNING: "предупреждение", Severity.INFO: "сведение"}
_ORDER = tuple(_SEVERITIES)
_MOST_TOLD = 20


@dataclass(slots=True)
class Console:
    """One run's voice. `command` is known once the command line has been understood."""

    json: bool = False
    quiet: bool = False
    verbose: int = 0
    command: str | None = None
    started: float = field(default_factory=time.monotonic)
    _line: Progress | None = None

    def say(self, text: str) -> None:
        """Tell something on stderr, in the place of the progress line."""
        if not self.quiet:
            self._clear()
            streams.talk(text)

    def progress(self, done: int, total: int) -> None:
        """Move the progress line: parts done, time left. Only on a terminal."""
        if self.quiet or sys.stderr is None or not sys.stderr.isatty():
            return
        if self._line is None or self._line.total != total:
            self._clear()
            self._line = Progress(total)
        self._line.move(done)

    def tell(self, findings: Sequence[Finding]) -> None:
        """Tell findings that did not stop the job: the first of them, all with -v."""
        lines = told(findings, remedies=self.verbose > 0)
        most = len(lines) if self.verbose else _MOST_TOLD
        for line in lines[:most]:
            self.say(line)
        if len(lines) > most:
            self.say(f"… и ещё {len(lines) - most}. Все: ejarchive check ЖУРНАЛ")

    def finish(self, outcome: Outcome) -> int:
        """Print a result and return its exit code."""
        self._clear()
        if self.json:
            ok = outcome.exit_code == 0
            self._report(ok=ok, artifacts=outcome.artifacts, findings=outcome.findings, failure=outcome.failure)
        else:
            lines = outcome.lines or tuple(map(_artifact_line, outcome.artifacts))
            if lines:
                streams.write("\n".join(lines))
        return outcome.exit_code

    def fail(self, words: str, findings: Sequence[Finding] = ()) -> None:
        """Say why nothing was made: the findings that stopped the run, then the words."""
        self._clear()
        for line in told(findings):
            streams.talk(line)
        streams.talk(words)
        if self.json:
            self._report(ok=False, findings=findings, failure="" if findings else " ".join(words.split()))

    def _report(
        self, *, ok: bool, artifacts: Iterable[Artifact] = (), findings: Iterable[Finding] = (), failure: str = ""
    ) -> None:
        seconds = time.monotonic() - self.started
        streams.write(
            report(self.command, ok=ok, artifacts=artifacts, findings=findings, failure=failure, seconds=seconds)
        )

    def _clear(self) -> None:
        if self._line is not None:
            self._line.wipe()
            self._line = None


def told(findings: Iterable[Finding], *, remedies: bool = True) -> list[str]:
    """Return findings as lines: errors first, each with its place, code, clause and what to do."""
    lines = []
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.severity)):
        place = f"{finding.place}: " if str(finding.place) else ""
        clause = f" [{finding.clause}]" if finding.clause else ""
        lines.append(f"{place}{_SEVERITIES[finding.severity]} {finding.code}: {finding.message}{clause}")
        if remedies and finding.remedy:
            lines.append(f"    {finding.remedy}")
    return lines


def _artifact_line(artifact: Artifact) -> str:
    """Return «/печать/pack-21tm-2025-1.pdf  53 страницы, 27 листов»."""
    size = [counted(artifact.pages, "страница")] if artifact.pages else []
    size += [counted(artifact.sheets, "лист")] if artifact.sheets else []
    return f"{artifact.path}  {', '.join(size)}" if size else str(artifact.path)
