"""The sample college ready for statements, and a journal made by hand."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import default_moment
from ejarchive.regulation import load_regulation
from ejarchive.reports.statement import StatementOptions, build_statement, statement_source
from ejarchive.settings import load_settings

ISSUED = StatementOptions(
    term_id="2025-1",
    reader="representative",
    request_number="15",
    request_date=dt.date(2026, 1, 12),
    issue_number="7",
    annex=False,
)


class College:
    """The sample college under any regulation; its journal is read once."""

    def __init__(self, folder):
        self.folder = folder
        self.journal, _ = read_journal(folder)
        self.settings, _ = load_settings(folder / "ejarchive.toml")
        self.moment = default_moment(self.journal)
        self._sources = {}

    def source(self, regulation="common"):
        if regulation not in self._sources:
            rules = load_regulation(regulation)
            self._sources[regulation] = statement_source(self.journal, self.settings, rules, self.moment)
        return self._sources[regulation]

    def statement(self, student_id, regulation="common", **changes):
        return build_statement(self.source(regulation), student_id, replace(ISSUED, **changes))


@pytest.fixture(scope="session")
def college(root):
    return College(root / "samples" / "college")


def items(document, kind):
    """All pieces of a kind on the sheets of a document."""
    pages = [page for part in document.parts for page in part.view["pages"]]
    return [plainly(item) for page in pages for item in page["items"] if item["kind"] == kind]


def plainly(item):
    """A piece of a view with its texts in one again, whose codes the templates set apart."""
    if "pieces" in item:
        return {**item, "text": "".join(item["pieces"])}
    if "texts" in item:
        return {**item, "texts": ["".join(text) for text in item["texts"]]}
    return item


def rows(document, table="disciplines"):
    """The rows of a table over all its sheets."""
    found = [row for item in items(document, "table") if item["name"] == table for row in item["rows"]]
    if table == "annex":
        return [{**row, "cells": [plainly(cell) for cell in row["cells"]]} for row in found]
    return [{**row, "marks": "".join(row["marks"])} if "marks" in row else row for row in found]


def words(document):
    """Everything a document says, as one text."""
    return " ".join(_texts([part.view for part in document.parts])).replace("\u00a0", " ")


def _texts(value):
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value if isinstance(value, str) else json.dumps(value)]
