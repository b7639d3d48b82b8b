"""One call of the program: argv in, exit code out, everything said on the way."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Sequence

from ejarchive.cli import streams
from ejarchive.cli.app import door
from ejarchive.cli.click_russian import speak_russian
from ejarchive.cli.console import Console
from ejarchive.cli.exits import failure_of
from ejarchive.recipes.order import Outcome


def run(arguments: Sequence[str], *, interrupted: bool = False) -> int:
    """Run the program and return its exit code; `interrupted`: someone pressed Ctrl-C before it could begin."""
    streams.prepare()
    speak_russian()
    _silence_libraries()
    console = Console(json="--json" in arguments)  # known before parsing: a wrong call answers with JSON too
    try:
        if interrupted:
            raise KeyboardInterrupt  # noqa: TRY301 - told where every other one is told
        outcome = door().main(list(arguments), prog_name="ejarchive", standalone_mode=False, obj=console)
        return console.finish(outcome) if isinstance(outcome, Outcome) else int(outcome or 0)
    except SystemExit:  # click's answer to a reader of its help that went away (`--help | head`)
        streams.forget(1)
        return 0
    except BaseException as error:  # noqa: BLE001 - the one place where every failure becomes words
        failure = failure_of(error, verbose=bool(console.verbose))
        console.command = failure.command or console.command
        console.fail(failure.words, failure.findings)
        return failure.exit_code


def _silence_libraries() -> None:
    """Keep the English of the libraries underneath off the user's console."""
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
