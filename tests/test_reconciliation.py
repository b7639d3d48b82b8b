"""The finished pack against the journal: every student, lesson, topic and record of the group and period,
in its course, its row and its column. What is expected is read from the CSV files with none of our code."""

import copy
import datetime as dt
import importlib.util
from dataclasses import replace

import pypdf
import pytest

from ejarchive.formats.read import read_journal
from ejarchive.recipes.order import Order
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.regulation import load_regulation
from ejarchive.render.parts import PartOrder, render_part
from ejarchive.reports.context import pack_context
from ejarchive.reports.pack import build_pack
from ejarchive.settings import load_settings
from ejarchive.surroundings import Surroundings
from paper.grid import pages_of, squeezed
from paper.reconcile import DiffersError, reconcile_course
from paper.records import Records

YEAR = "2025"
ENGINES = ["weasyprint", "plutoprint"] if importlib.util.find_spec("plutoprint") else ["weasyprint"]
FAST = ENGINES[-1]
PACKS = [(group, term) for group in ("g-tm24", "g-pk25", "g-vt25") for term in ("2025-1", "2025-2")]


@pytest.fixture(scope="module")
def college(root):
    return root / "samples" / "college"


@pytest.fixture(scope="module")
def printed(college, tmp_path_factory):
    """Print packs as the command line does, once each."""
    made = {}

    def pack(group, term, engine):
        if (group, term, engine) not in made:
            out = tmp_path_factory.mktemp("packs")
            surroundings = Surroundings(
                now=dt.datetime(2026, 7, 2, tzinfo=dt.UTC),
                folder=out,
                environment={},
                cache=out / "cache",
                state=out / "state",  # the sample lies in the checkout: no group's file is begun there
                processors=2,
            )
            order = PackOrder(groups=[group], term=term, accept_gaps="проверка печати")
            outcome = make_packs(college, out, order, Order(engine=engine), surroundings)
            made[group, term, engine] = next(each.path for each in outcome.artifacts if each.kind == "pack")
        return made[group, term, engine]

    return pack


def outline_of(path):
    """Title → pages, of the first level of the outline."""
    reader = pypdf.PdfReader(path)
    starts = [
        (each.title, reader.get_destination_page_number(each)) for each in reader.outline if hasattr(each, "title")
    ]
    ends = [first for _, first in starts[1:]] + [len(reader.pages)]
    return {squeezed(title): range(first, end) for (title, first), end in zip(starts, ends, strict=True)}


@pytest.mark.parametrize(("group", "term"), PACKS)
def test_the_pack_says_what_the_journal_says(printed, college, group, term):
    reconcile(printed(group, term, FAST), Records(college, group, term))


@pytest.mark.slow
@pytest.mark.skipif(len(ENGINES) < 2, reason="only one engine is installed")
def test_the_other_engine_prints_the_same(printed, college):
    reconcile(printed("g-tm24", "2025-2", "weasyprint"), Records(college, "g-tm24", "2025-2"))


def reconcile(path, records):
    """All courses in the outline, the list of the group and the summary of grades."""
    pages, outline = pages_of(path), outline_of(path)
    assert records.courses, "the test looks at nothing"
    for course in records.courses:
        assert squeezed(course.title) in outline, f"{course.title} is not in the outline"
        reconcile_course(course, [pages[i] for i in outline[squeezed(course.title)]], records.term, YEAR)
    listed = "".join(pages[i].text for i in outline["Списокгруппы"])
    for name in records.students.values():
        assert listed.count(squeezed(name)) == 1, f"{name} in the list of the group"
    reconcile_summary(records, [pages[i] for i in outline["Своднаяведомостьуспеваемости"]])


def reconcile_summary(records, pages):
    """Each grade of the period once in the summary, in the row of its student, under its discipline."""
    expected, found = {}, {}
    names = {squeezed(name): who for who, name in records.students.items()}
    for course in records.courses:
        title = squeezed(course.title.partition(", подгруппа")[0])
        expected |= {
            (title, kind, who): value
            for (period, kind, who), value in course.grades.items()
            if period == records.term and who in records.students
        }

    def alone(title):
        """What a column without the name of an examination holds: the result, or the only grade there is."""
        given = {kind for known, kind, _ in expected if known == title}
        return next(iter(given)) if len(given) == 1 else "result"

    kinds = {"экзамен": "exam", "экзаменпомодулю": "module_exam", "курсоваяработа(проект)": "coursework"}
    for table in (table for page in pages for table in page.tables[:1]):
        headings = [table.text(0, column) for column in table.columns]
        for row in table.rows:
            who = names.get(table.text(row, 1))
            for column in [c for c in table.columns if who and c > 1 and "Средний" not in headings[c]]:
                title, _, kind = headings[column].rpartition(",")
                key = (title, kinds[kind], who) if kind in kinds else (headings[column], alone(headings[column]), who)
                value = table.text(row, column)
                if value not in {"", "–"}:
                    assert key not in found, f"{key} stands twice"
                    found[key] = value
    assert found == expected


@pytest.fixture(scope="module")
def course(college):
    records = Records(college, "g-tm24", "2025-1")
    return next(each for each in records.courses if each.title == "ОУП.09 Физика")


@pytest.fixture(scope="module")
def part(college):
    journal, _ = read_journal(college)
    settings, _ = load_settings(college / "ejarchive.toml")
    context = pack_context(
        journal,
        settings,
        load_regulation("common"),
        group_id="g-tm24",
        term_id="2025-1",
        moment=dt.datetime(2026, 7, 1, 6, tzinfo=dt.UTC),
    )
    document = build_pack(context)
    return next(part for part in document.parts if part.title == "ОУП.09 Физика")


class TestTheReconciliationItself:
    """It is only worth something if it fails: one cell dropped, doubled, moved or cut in a view."""

    def check(self, course, part, change=None):
        view = copy.deepcopy(dict(part.view))
        if change:
            change(view["pages"])
        changed = replace(part, view=view, promises=(), pages=None)
        pages = pages_of(render_part(PartOrder(part=changed, engine=FAST)).pdf)
        reconcile_course(course, pages, "2025-1", YEAR)

    def test_it_passes_on_the_page_as_it_is(self, course, part):
        self.check(course, part)

    @pytest.mark.parametrize(
        "change",
        [
            lambda pages: marks(pages)[0].__setitem__(filled(pages), None),
            lambda pages: marks(pages)[0].__setitem__(empty(pages), marks(pages)[0][filled(pages)]),
            lambda pages: marks(pages)[0].insert(filled(pages), marks(pages)[0].pop(empty(pages))),
            lambda pages: marks(pages).insert(0, marks(pages).pop()),
            lambda pages: pages[0]["table"]["rows"].pop(),
            lambda pages: pages[0]["table"]["rows"].append(pages[0]["table"]["rows"][-1]),
            lambda pages: pages[0]["table"]["days"].reverse(),
            lambda pages: pages[0]["table"]["rows"][3].update(name=pages[0]["table"]["rows"][3]["name"][:-1]),
            lambda pages: pages[1]["table"]["rows"].pop(2),
            lambda pages: pages[1]["table"]["rows"].insert(2, pages[1]["table"]["rows"][2]),
            lambda pages: pages[1]["table"]["rows"][0]["texts"].update(topic="Электрический заряд. Закон Кулон"),
            lambda pages: pages[2]["table"]["rows"][0]["grades"].reverse()
            or pages[2]["table"]["rows"][0]["grades"].__setitem__(0, "2"),
            lambda pages: pages.pop(),
            lambda pages: pages[0]["table"]["months"].reverse(),
        ],
        ids=[
            "a cell dropped", "a cell doubled", "a cell moved", "a row of cells moved", "a student dropped",
            "a student doubled", "dates turned about", "a name cut", "a lesson dropped", "a lesson doubled",
            "a topic cut", "another grade", "a page lost", "another month",
        ],
    )  # fmt: skip
    def test_it_fails(self, course, part, change):
        with pytest.raises(DiffersError):
            self.check(course, part, change)


def marks(pages):
    """The cells of the students on the first page, row by row: here only that of the first student is changed."""
    rows = pages[0]["table"]["rows"]
    return _Rows(rows)


class _Rows:
    """The lists of cells of the rows, so that they can be exchanged."""

    def __init__(self, rows):
        self._rows = rows

    def __getitem__(self, place):
        return self._rows[place]["cells"]

    def pop(self):
        return self._rows[-1]["cells"]

    def insert(self, place, cells):
        self._rows[place]["cells"], self._rows[-1]["cells"] = cells, self._rows[place]["cells"]


def filled(pages):
    return next(place for place, cell in enumerate(marks(pages)[0]) if cell)


def empty(pages):
    return next(place for place, cell in enumerate(marks(pages)[0]) if not cell)
