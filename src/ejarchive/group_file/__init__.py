"""Дело группы through the years: what was printed, signed, sealed, stitched, on which sheets, and who keeps it.

The ledger is a list of events that are never changed; the files here are what the events made. `state` keeps the
events, `reports` and `formats` print the files.
"""

from ejarchive.group_file.filed import (
    ORDER,
    Event,
    FiledBag,
    FiledTerm,
    GroupFile,
    Kind,
    Mark,
    Printing,
    Step,
)
from ejarchive.group_file.place import Place, breaks, place_after, place_of_new_volume
from ejarchive.group_file.replay import (
    Files,
    intentions,
    printing_facts,
    reached,
    replayed,
    term_facts,
    volume_facts,
    volume_of,
)
from ejarchive.group_file.sheets import LETTERS, SheetNumber, Volume, next_letters
from ejarchive.group_file.steps import NewMark, marked
from ejarchive.group_file.versions import Version, newly_broken, version_of, with_printing

__all__ = [
    "LETTERS",
    "ORDER",
    "Event",
    "FiledBag",
    "FiledTerm",
    "Files",
    "GroupFile",
    "Kind",
    "Mark",
    "NewMark",
    "Place",
    "Printing",
    "SheetNumber",
    "Step",
    "Version",
    "Volume",
    "breaks",
    "intentions",
    "marked",
    "newly_broken",
    "next_letters",
    "place_after",
    "place_of_new_volume",
    "printing_facts",
    "reached",
    "replayed",
    "term_facts",
    "version_of",
    "volume_facts",
    "volume_of",
    "with_printing",
]
