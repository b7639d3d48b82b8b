"""A small college whose statements are issued without an engine: the register and the files are what is looked at."""

from ejarchive.document import Numbers
from ejarchive.recipes import register as register_recipe
from ejarchive.recipes import statement_issue
from ejarchive.recipes.order import Order
from ejarchive.recipes.register import RegisterOrder, print_register
from ejarchive.recipes.statement import make_statements
from ejarchive.recipes.statement_order import StatementOrder
from ejarchive.render.pdf import RenderedVolume
from ejarchive.state.issue_register import open_register
from recipes.small_office import NOW, College

REQUEST = {"request": "17, 12.01.2026", "recipient": "representative"}


class Office(College):
    """One college: its journal, its state folder, and the documents that were rendered."""

    def __init__(self, folder, now=NOW):
        super().__init__(folder, now)
        self.documents = []

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
