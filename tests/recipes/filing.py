"""A small college whose packs are printed without an engine: the ledger of its groups' files is what is looked at."""

import datetime as dt
import shutil
from pathlib import Path

from ejarchive.document import Numbers
from ejarchive.recipes import pack as pack_recipe
from ejarchive.recipes.group_file import MarkOrder, mark_step, show_files
from ejarchive.recipes.group_file_placing import known_files
from ejarchive.recipes.group_terms import open_group_terms
from ejarchive.recipes.order import Order
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.render import pdf
from ejarchive.render.pdf import RenderedVolume
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


class Registry:
    """One college: its journal, its state folder, and the sheets that a pack is said to have."""

    def __init__(self, folder, now=NOW):
        self.folder, self.now = folder, now
        self.journal, self.state, self.out = folder / "journal", folder / "state", folder / "out"
        self.talk = Talk()
        self.sheets = (19,)  # of each volume of a pack
        if not self.journal.exists():
            shutil.copytree(SOUND, self.journal)

    @property
    def surroundings(self):
        return Surroundings(
            now=self.now, folder=self.folder, environment={}, cache=self.folder / "cache", state=self.state
        )

    def edit(self, table="courses", before="Анатомия животных", after="Анатомия"):
        """Change a table of the journal."""
        file = self.journal / f"{table}.csv"
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), "utf-8")

    def render(self, document, _options):
        """Stand in for the engine: the content is the document's own, the sheets are those said."""
        counts = self.sheets if document.kind == "pack" else (1,)
        volumes = []
        for index, sheets in enumerate(counts, 1):
            first = document.layout.first_sheet if index == 1 else 1
            numbers = Numbers(
                volume=index, volumes=len(counts), first_sheet=first, last_sheet=first + sheets - 1, sheets=sheets,
                own_sheets=0, pages=2 * sheets,
            )  # fmt: skip
            content = f"%PDF volume {index}, {sheets} sheets, of {document}".encode()
            volumes.append(RenderedVolume(pdf=content, pages=2 * sheets, numbers=numbers))
        return volumes

    def pack(self, term="2025-1", *, accept_gaps="причина", **wanted):
        order = PackOrder(groups=["g1"], term=term, accept_gaps=accept_gaps, **wanted)
        return make_packs(self.journal, self.out, order, Order(), self.surroundings, talk=self.talk)

    def mark(self, step, term="2025-1", date="2026-01-12", **wanted):
        order = MarkOrder(group="21-ТМ", step=step, term=term, date=dt.date.fromisoformat(date), **wanted)
        return mark_step(order, Order(), self.surroundings, talk=self.talk)

    def status(self, out=None, group=None):
        return show_files(group, out, Order(), self.surroundings, talk=self.talk)

    @property
    def file(self):
        return known_files(self.state, self.now).get("g1")

    def term(self, term_id="2025-1"):
        return self.file.term(term_id)

    def ranges(self):
        """Semester → (volume, sheets) of each of its PDFs."""
        return {term.term_id: [(part.volume, part.range) for part in term.volumes] for term in self.file.terms}


_read = {}


def _read_once(journal, order, surroundings, **chosen):
    """Read and check the same journal once for all tests: it is nothing that they look at."""
    files = tuple((path.name, path.read_bytes()) for path in sorted(journal.iterdir()))
    key = files, order, tuple(chosen["groups"]), chosen["term"]
    if key not in _read:
        _read[key] = open_group_terms(journal, order, surroundings, **chosen)
    return _read[key]


def without_engine(registry, put=setattr):
    """Let nothing start an engine, and take what it made for ours."""
    put(pack_recipe, "open_group_terms", _read_once)
    put(pdf, "render_document", registry.render)
    put(pdf, "is_ours", lambda _: True)
    return registry
