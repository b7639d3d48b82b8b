"""How long a full check of a large bag takes against `sha256sum` and `sha512sum` over the same files.

Aim: at most 1.3 times the two together (reading and hashing is all there is to do). Both are run warm, three
times, and the best counts: python benchmarks/verifying.py [MEGABYTES]
"""

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ejarchive.archive.verify import verify_bag

AIM = 1.3
FILES = 24
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def make_bag(folder: Path, megabytes: int) -> None:
    source = random.Random(1)
    (folder / "data").mkdir(parents=True)
    manifests = {"sha256": "", "sha512": ""}
    for number in range(FILES):
        data = source.randbytes(megabytes * 2**20 // FILES)
        (folder / "data" / f"{number}.bin").write_bytes(data)
        for algorithm in manifests:
            manifests[algorithm] += f"{hashlib.new(algorithm, data).hexdigest()}  data/{number}.bin\n"
    for algorithm, text in manifests.items():
        (folder / f"manifest-{algorithm}.txt").write_text(text)
    (folder / "bagit.txt").write_text(DECLARATION)


def best(act: Callable[[], None]) -> float:
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> int:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 480
    folder = Path(tempfile.mkdtemp()) / "bag"
    try:
        make_bag(folder, megabytes)

        def tools() -> None:
            for algorithm in ("sha256", "sha512"):
                command = [f"{algorithm}sum", "-c", "--strict", "--quiet", f"manifest-{algorithm}.txt"]
                subprocess.run(command, cwd=folder, check=True)

        def ours(threads: int) -> None:
            assert verify_bag(folder, threads=threads).valid

        base = best(tools)
        print(f"{megabytes} MB, sha256sum + sha512sum: {base:.2f} s")
        ratios = {threads: best(lambda threads=threads: ours(threads)) / base for threads in (1, 2)}
        for threads, ratio in ratios.items():
            print(f"ejarchive, threads {threads}: {ratio:.2f} times that")
        return int(ratios[2] > AIM)
    finally:
        shutil.rmtree(folder.parent)


if __name__ == "__main__":
    sys.exit(main())
