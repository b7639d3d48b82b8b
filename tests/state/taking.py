"""Give out five times two numbers as soon as the file `go` is there; a line on stdout for each number.

python taking.py FOLDER
"""

import sys
import time
from pathlib import Path

from killing import give_out

folder = Path(sys.argv[1])
(folder / f"ready-{sys.argv[2]}").touch()
while not (folder / "go").exists():
    time.sleep(0.001)
for _ in range(5):
    for number in give_out(folder / "state", folder / "out"):
        sys.stdout.write(f"{number}\n")
