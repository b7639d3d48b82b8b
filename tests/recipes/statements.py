"""A small college whose statements are issued without an engine: the register and the files are what is looked at."""

import datetime as dt
import shutil
from pathlib import Path

from ejarchive.document import Numbers
from ejarchive.recipes import register as register_recipe
from ejarchive.recipes import statement_issue
from ejarchive.recipes.order import Order
from ejarchive.recipes.register import RegisterOrder, print_register
from ejarchive.recipes.statement import make_statements
from ejarchive.recipes.statement_order import StatementOrder
from ejarchive.render.pdf import RenderedVolume
from ejarchive.state.issue_register import open_register
from ejarchive.surroundings import Surroundings

SOUND = Path(__file__).parents[1] / "bad" / "sound"
NOW = dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC)
REQUEST = {"request": "17, 12.01.2026", "recipient": "representative"}


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


class Office:
    """One college: its journal, its state folder, and the documents that were rendered."""

    def __init__(self, folder, now=NOW):
        self.folder, self.now = folder, now
        self.journal, self.state, self.out = folder / "journal", folder / "state", folder / "out"
        self.documents, self.talk = [], Talk()
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

    def render(self, documents, **_):
        """Stand in for the engine: one page a part, its content the document's own."""
        self.documents += documents
        return [
            [
                RenderedVolume(
                    pdf=f"%PDF {document.stem} {document.parts}".encode(),
                    pages=len(document.parts),
                    numbers=Numbers(
                        volume=1, volumes=1, first_sheet=1, last_sheet=1, sheets=1, own_sheets=0,
                        pages=len(document.parts),
                    ),
                )
            ]
            for document in documents
        ]  # fmt: skip

    def issue(self, **wanted):
        return make_statements(
            self.journal, self.out, StatementOrder(**wanted), Order(), self.surroundings, talk=self.talk
        )

    def register(self, **wanted):
        """Order the register, as any further command would be ordered."""
        return print_register(
            self.journal, self.out, RegisterOrder(**wanted), Order(), self.surroundings, talk=self.talk
        )

    def lines(self):
        with open_register(self.state, self.now) as register:
            return register.issues()

    def open_requests(self):
        with open_register(self.state, self.now) as register:
            return register.open_requests()

    def files(self):
        return sorted(path.name for path in self.out.iterdir()) if self.out.is_dir() else []


def without_engine(office, put=setattr):
    """Let nothing start an engine."""
    put(statement_issue, "render_documents", office.render)
    put(register_recipe, "print_documents", lambda *_, **__: [])
    return office
