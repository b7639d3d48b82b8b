"""What happens when a judge is missing."""

import importlib
import os
import shutil
from types import ModuleType
from typing import NoReturn

import pytest


def unavailable(judge: str, remedy: str) -> NoReturn:
    """Skip the running test for want of a judge, or fail it where CI=true: there nothing may go unjudged."""
    message = f"judge missing: {judge} ({remedy})"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def program(name: str, package: str) -> str:
    """The path of an installed program, by its Debian package if it has to be got."""
    return shutil.which(name) or unavailable(name, f"apt-get install {package}")


def engine(name: str) -> ModuleType:
    """An engine, `weasyprint` or `plutoprint`; its absence is treated like that of a judge."""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as error:  # OSError: WeasyPrint is there and Pango is not
        unavailable(name, f"./run setup; {error}".splitlines()[0])
