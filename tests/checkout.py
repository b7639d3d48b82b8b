"""Which files make up this project."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MADE_HERE = {".git", ".venv", ".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__"}


@cache
def project_files(below: str = ".") -> tuple[Path, ...]:
    """The files of the project, or of one folder of it, as git sees them: also new ones, none that it ignores.

    Without git (a bare machine, an unpacked sdist): all but what tools and runs leave behind.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard", below],
            capture_output=True,
            check=True,
        )
        found = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    except (FileNotFoundError, subprocess.CalledProcessError):
        found = [path for path in (ROOT / below).rglob("*") if not _MADE_HERE & set(path.relative_to(ROOT).parts)]
    return tuple(sorted({path for path in found if path.is_file()}))
