"""Look at one and the same journal again and again as soon as the file `go` is there.

python adding_remarks.py STATE LESSON...
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from ejarchive.remark_life import advanced
from ejarchive.state.remarks import remark_history
from remark_life.lives import DAY, breach, standing

state = Path(sys.argv[1])
(state / f"ready-{sys.argv[2]}").touch()
while not (state / "go").exists():
    time.sleep(0.001)
found = [breach(lesson=lesson) for lesson in sys.argv[3:]]
for count in range(1, len(found) + 1):
    with remark_history(state) as history:
        history.keep(
            lambda remarks, seen=found[:count]: advanced(remarks, seen, standing(), months={"2025-10"}, day=DAY)
        )
