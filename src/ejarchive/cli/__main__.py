"""The entry: one call from argv to exit code."""

from __future__ import annotations

import logging
import signal
import sys
import warnings
from collections.abc import Sequence
from typing import NoReturn

from ejarchive.cli import streams
from ejarchive.cli.app import door
from ejarchive.cli.click_russian import speak_russian
from ejarchive.cli.console import Console
from ejarchive.cli.exits import failure_of
from ejarchive.recipes.order import Outcome


def main() -> NoReturn:
    """Run the program on the arguments of this process, and end it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being stopped politely is like Ctrl-C: tidy up first
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code; everything it says has been said."""
    streams.prepare()
    speak_russian()
    _silence_libraries()
    console = Console(json="--json" in arguments)  # known before parsing: a wrong call answers with JSON too
    try:
        outcome = door().main(list(arguments), prog_name="ejarchive", standalone_mode=False, obj=console)
        return console.finish(outcome) if isinstance(outcome, Outcome) else int(outcome or 0)
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


if __name__ == "__main__":
    main()
