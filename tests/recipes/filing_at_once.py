"""Print ten packs, each of another version, as soon as the file `go` is there: python filing_at_once.py FOLDER NAME."""

import sys
import time
from pathlib import Path

from ejarchive.errors import EjarchiveError
from recipes.filing import Registry, without_engine

folder, name = Path(sys.argv[1]), sys.argv[2]
registry = Registry(folder / name)
registry.state = folder / "state"
without_engine(registry)
registry.pack(draft=True)
(folder / f"ready-{name}").touch()
while not (folder / "go").exists():
    time.sleep(0.001)
printed = refused = 0
for number in range(10):
    try:
        registry.pack(accept_gaps=f"причина {number} из {name}")
        printed += 1
    except EjarchiveError as error:
        if "изменил другой запуск" not in str(error):
            raise
        refused += 1
sys.stdout.write(f"{printed} {refused}\n")
