"""The program as a person runs it: a process of its own, with the streams, the folder and the environment given."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PROGRAM = [sys.executable, "-m", "ejarchive"]
KEYS = ["command", "ok", "artifacts", "findings", "seconds"]
ARTIFACT_KEYS = ["kind", "path", "sha256", "pages", "sheets", "group_id", "student_id", "term_id", "title"]
FINDING_KEYS = ["code", "severity", "message", "clause", "source"]


@dataclass(frozen=True)
class Run:
    code: int
    out: bytes
    err: bytes

    @property
    def stdout(self) -> str:
        return self.out.decode()

    @property
    def stderr(self) -> str:
        return self.err.decode()

    @property
    def json(self) -> dict[str, Any]:
        """The one object on stdout, its shape checked on every use."""
        answer = json.loads(self.out)
        assert list(answer) == KEYS
        assert answer["ok"] is (self.code == 0)
        for artifact in answer["artifacts"]:
            assert list(artifact) == ARTIFACT_KEYS
            assert Path(artifact["path"]).is_absolute()
        for finding in answer["findings"]:
            assert list(finding) == FINDING_KEYS
            assert list(finding["source"]) == ["file", "sheet", "row", "column"]
        return answer


Ejarchive = Callable[..., Run]


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """This process's environment with a home of its own, so that no cache of the user's is touched."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: text for name, text in os.environ.items() if name not in {"SOURCE_DATE_EPOCH", "XDG_CACHE_HOME"}}
    return {**kept, "HOME": str(home)}


@pytest.fixture
def ejarchive(tmp_path, environment) -> Ejarchive:
    """Run the program in an empty folder: `ejarchive("check", "journal", LANG="C")`."""

    def run(*arguments: object, cwd: Path = tmp_path, **variables: str) -> Run:
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            cwd=cwd,
            env={**environment, **variables},
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def college(root, tmp_path_factory) -> Path:
    """A copy of the sample college: the program keeps its records beside the settings, and never in the checkout."""
    return shutil.copytree(root / "samples" / "college", tmp_path_factory.mktemp("sample") / "college")
