"""A small college whose packs are printed without an engine: the ledger of its groups' files is what is looked at."""

import datetime as dt

from ejarchive.document import Numbers
from ejarchive.recipes import pack as pack_recipe
from ejarchive.recipes.group_file import MarkOrder, mark_step, show_files
from ejarchive.recipes.group_file_placing import known_files
from ejarchive.recipes.group_terms import open_group_terms
from ejarchive.recipes.order import Order
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.render import pdf
from ejarchive.render.pdf import RenderedVolume
from recipes.small_office import NOW, College


class Registry(College):
    """One college: its journal, its state folder, and the sheets that a pack is said to have."""

    def __init__(self, folder, now=NOW):
        super().__init__(folder, now)
        self.sheets = (19,)  # of each volume of a pack

    def edit(self, table="courses", before="Анатомия животных", after="Анатомия"):
        """Change a table of the journal."""
        super().edit(table, before, after)

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
