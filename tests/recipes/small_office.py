"""A small college on disk and somebody who listens: what the tests of registers and ledgers begin with."""

import datetime as dt
import shutil
from pathlib import Path

from ejarchive.surroundings import Surroundings

SOUND = Path(__file__).parents[1] / "bad" / "sound"
NOW = dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC)


class Talk:
    """Keeps all that is said."""

    def __init__(self):
        self.said = []

    def say(self, text):
        self.said.append(text)

    def tell(self, findings):
        self.said += [f"{finding.message} {finding.remedy} {finding.place}" for finding in findings]

    def progress(self, done, total):
        pass


class College:
    """A journal, a state folder, a place for what is made, and a voice that keeps all that is said."""

    def __init__(self, folder, now=NOW):
        self.folder, self.now = folder, now
        self.journal, self.state, self.out = folder / "journal", folder / "state", folder / "out"
        self.talk = Talk()
        if not self.journal.exists():
            shutil.copytree(SOUND, self.journal)

    @property
    def surroundings(self):
        return Surroundings(
            now=self.now, folder=self.folder, environment={}, cache=self.folder / "cache", state=self.state
        )

    def edit(self, table, before, after):
        """Change a table of the journal."""
        file = self.journal / f"{table}.csv"
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), "utf-8")
