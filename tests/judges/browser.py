"""Chromium: what a reader without scripts finds on a page opened from a disk."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from judges.presence import program

_AT_ONCE = 2
_SCRIPTS_FORBIDDEN = {"profile": {"default_content_setting_values": {"javascript": 2}}}


def chromium_pages(paths: Iterable[Path], *, scripts: bool = False) -> dict[Path, str]:
    """The documents as the browser holds them once read from `file://`, as HTML; scripts do not run unless wanted.

    Why a setting of the profile: a flag that switches the engine's scripts off switches `--dump-dom` off too.
    """
    asked = [Path(path) for path in paths]
    assert asked, "the browser was asked to open no page"
    browser = program("chromium", "chromium")
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda path: _open(browser, path, scripts=scripts), asked)
        return dict(zip(asked, found, strict=True))


def _open(browser: str, path: Path, *, scripts: bool) -> str:
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        preferences = Path(profile, "Default", "Preferences")
        preferences.parent.mkdir()
        preferences.write_text(json.dumps({} if scripts else _SCRIPTS_FORBIDDEN))
        command = [browser, "--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}", "--dump-dom"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # as root, which a container is, the sandbox does not start
        done = subprocess.run(
            [*command, path.resolve().as_uri()], capture_output=True, text=True, encoding="utf-8", check=False
        )
    assert done.returncode == 0, f"chromium did not open {path}: {done.stderr[-2000:]}"
    assert "<html" in done.stdout, f"chromium shows nothing of {path}: {done.stderr[-2000:]}"
    return done.stdout
