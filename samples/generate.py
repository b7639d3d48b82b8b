"""Write the sample college, an earlier state of it, or a large one.

    python samples/generate.py                                   samples/college and samples/planted.toml
    python samples/generate.py --as-of 2025-11-01T08:00:00+04:00 -o DIR     the sample as it stood then
    python samples/generate.py --groups 40 --students 1000 -o DIR           a large college for benchmarks

Needs nothing but Python; the same arguments give the same bytes on any day. What happens in the sample, and
what is planted in it, is told in samples/README.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator.build import SEED, build_college  # noqa: E402 - the folder is found first
from generator.planted import planted_toml  # noqa: E402
from generator.scale import Size, write_scale  # noqa: E402
from generator.snapshot import snapshot  # noqa: E402
from generator.tables import write_tables  # noqa: E402

SETTINGS = HERE / "college" / "ejarchive.toml"


def write_sample(folder: Path, moment: dt.datetime | None = None, seed: int = SEED) -> None:
    """Write the sample college into `folder`; as of `moment` when one is given."""
    tables, plants = build_college(seed)
    write_tables(snapshot(tables, moment) if moment else tables, folder)
    settings = folder / SETTINGS.name
    if settings != SETTINGS:
        shutil.copyfile(SETTINGS, settings)
    if moment is None:
        (folder.parent / "planted.toml").write_text(planted_toml(plants), encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=HERE / "college", help="the folder of the tables")
    parser.add_argument("--as-of", type=dt.datetime.fromisoformat, help="a moment with offset")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--groups", type=int, help="write a large college of so many groups instead")
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--courses", type=int, default=0, help="default: 12.5 a group")
    parser.add_argument("--entries", type=int, default=0, help="default: 470 a student")
    options = parser.parse_args(arguments)
    if options.groups:
        courses = options.courses or round(12.5 * options.groups)
        entries = options.entries or 470 * options.students
        write_scale(options.output, Size(options.groups, options.students, courses, entries), options.seed)
        shutil.copyfile(SETTINGS, options.output / SETTINGS.name)
    else:
        write_sample(options.output, options.as_of, options.seed)


if __name__ == "__main__":
    main()
