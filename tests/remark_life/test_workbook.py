"""The workbook goes out, is edited in LibreOffice, and comes back: nothing is lost, and nothing slips in."""

import csv
import dataclasses
import datetime as dt
import shutil

import openpyxl
import pytest

from ejarchive.errors import UnreadableError
from ejarchive.finding import catalogue
from ejarchive.formats.remarks_workbook import findings_of, read_remarks_workbook, refuse_foreign
from ejarchive.model.place import Place
from ejarchive.remark_life import Look, Origin, State, looked, with_events
from ejarchive.remark_life.sheet_words import SHEET, STATES, TITLES
from ejarchive.render.xlsx_writer import spreadsheet_bytes, write_spreadsheet
from ejarchive.reports.analytics_workbook.book import analytics_workbook
from ejarchive.reports.indicators.figures import count_indicators
from ejarchive.reports.indicators.spans import Month, Span
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.state.remarks import remark_history
from judges import office_converted

HEADING = 3
HOSTILE = '=HYPERLINK("http://example.org";"Жми")'
OWN = "Журнал группы не предъявлен на проверке."


def look_of(seen, **more):
    return Look(journal=seen.journal, regulation=seen.regulation, upkeep=seen.upkeep, months={seen.month}, day=seen.day,
                **more)  # fmt: skip


def kept(folder, seen, **more):
    with remark_history(folder) as history:
        return history.keep(lambda remarks: looked(remarks, look_of(seen, **more))[0]), history.identity


def review_of(seen, remarks, deputy="academic"):
    moment = dt.datetime.combine(seen.day, dt.time(18), seen.settings.college.zone)
    year, month = map(int, seen.month.split("-"))
    indicators = count_indicators(seen.journal, seen.regulation, seen.upkeep, Month(year, month), moment)
    return Review(journal=seen.journal, settings=seen.settings, regulation=seen.regulation, upkeep=seen.upkeep,
                  indicators=indicators, remarks=tuple(remarks.values()), moment=moment, deputy=deputy)  # fmt: skip


class Page:
    """The sheet «Замечания» in a person's hands."""

    def __init__(self, path):
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.page = self.book[SHEET]
        self.columns = {cell.value: cell.column for cell in self.page[HEADING]}
        ids = [self.page.cell(row, self.columns[TITLES["remark_id"]]).value for row in range(HEADING + 1, 100)]
        self.rows = {identity: row for row, identity in enumerate(ids, HEADING + 1) if identity}
        self.empty = HEADING + 1 + len(self.rows)

    def put(self, row, **values):
        """Type values into a row: of a remark by its id, or by its number."""
        number = self.rows.get(row, row)
        for name, value in values.items():
            cell = self.page.cell(number, self.columns[TITLES[name]])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        return number

    def save(self, path):
        self.book.save(path)
        return path


@pytest.fixture(scope="module")
def out(three_looks, tmp_path_factory):
    """November: the state folder, the remarks, the history's identity and the workbook as it went out."""
    folder = tmp_path_factory.mktemp("november")
    seen = three_looks[1]
    remarks, identity = kept(folder / "state", three_looks[0])
    remarks, identity = kept(folder / "state", seen)
    (artifact,) = write_spreadsheet(analytics_workbook(review_of(seen, remarks), identity), folder)
    return folder, remarks, identity, artifact.path


@pytest.fixture(scope="module")
def through_the_office(out, tmp_path_factory):
    """The workbook saved by LibreOffice, edited, and saved by LibreOffice again."""
    folder = tmp_path_factory.mktemp("office")
    for step in ("once", "twice"):
        (folder / step).mkdir()
    (saved,) = office_converted(out[3], "xlsx", folder / "once")
    page = Page(saved)
    page.put("2025-11/correction_late/c-vt25-ood07-1/p18", state=STATES["issued"], issued_on=dt.date(2025, 12, 5),
             due=dt.date(2025, 12, 20), text=HOSTILE)  # fmt: skip
    page.put("r009", state=STATES["confirmed"], resolution="Объяснение принято")
    page.put("r004", explanation="@больничный лист")
    page.put(page.empty + 2, text=OWN, responsible_id="Никифоров В.Э. [p12]", group_id="g-tm24",
             due="12.01.2026", issued_on="05.12.2025")  # fmt: skip
    (edited,) = office_converted(page.save(folder / saved.name), "xlsx", folder / "twice")
    return edited


@pytest.fixture(scope="module")
def counted(out, through_the_office, tmp_path_factory):
    """Every sheet as LibreOffice counts it, before the edits and after them."""
    sheets = []
    for path in (out[3], through_the_office):
        folder = tmp_path_factory.mktemp("counted")
        files = office_converted(path, "csv", folder)
        sheets.append({
            file.stem.removeprefix(f"{path.stem}-"): list(csv.reader(file.read_text("utf-8").splitlines()))
            for file in files
        })  # fmt: skip
    return sheets


def test_libreoffice_counts_every_sheet_without_an_error(counted):
    assert len(counted[0]) == 12
    for sheets in counted:
        for title, rows in sheets.items():
            faults = [cell for row in rows for cell in row if cell.startswith(("#", "Err:")) or "#REF" in cell]
            assert (title, faults) == (title, [])


def test_the_summary_counts_remarks_anew_when_the_deputy_has_decided(counted):
    def column(sheets, title):
        heading, *rows = sheets["Сводка"][2:]
        return {row[0]: row[heading.index(title)] for row in rows}

    before, after = ({title: column(sheets, title) for title in ("Замечаний предложено", "Открыто", "Просрочено")}
                     for sheets in counted)  # fmt: skip
    assert (before["Замечаний предложено"]["Всего"], before["Открыто"]["Всего"], before["Просрочено"]["Всего"]) == (
        "1", "3", "1")  # fmt: skip
    assert after["Замечаний предложено"]["Всего"] == "0"
    assert (before["Открыто"]["Воробьёва И.С."], after["Открыто"]["Воробьёва И.С."]) == ("0", "1")
    assert (before["Открыто"]["Дроздова Л.А."], after["Открыто"]["Дроздова Л.А."]) == ("1", "0")
    assert before["Просрочено"]["Преображенская В.И."] == "1"


def test_quotients_are_what_the_indicators_say(counted, out, three_looks):
    review = review_of(three_looks[1], out[1])
    plan, attendance = review.figure("plan", Span.TERM), review.figure("attendance", Span.TERM)
    total = counted[0]["План и факт"][-1]
    assert total[:1] + total[3:6] == ["Всего", "1374", "1120", "254"]
    assert float(total[6].rstrip("%")) == pytest.approx(plan.value)
    heading, *rows = counted[0]["Показатели"][2:]
    values = {(row[0], row[1]): row[heading.index("Значение")] for row in rows}
    assert float(values["Посещаемость", "с начала семестра"]) == pytest.approx(attendance.value)


def test_edits_made_in_libreoffice_are_taken_in(out, through_the_office, three_looks, tmp_path):
    folder, before, identity, _ = out
    seen = three_looks[1]
    returned, findings = read_remarks_workbook(through_the_office, seen.journal)
    assert findings == []
    refuse_foreign(returned, identity, through_the_office)
    shutil.copytree(folder / "state", tmp_path / "state")
    after, _ = kept(tmp_path / "state", seen, decisions=returned.decisions)
    assert before.keys() < after.keys()
    late = after["2025-11/correction_late/c-vt25-ood07-1/p18"]
    assert (late.state, late.text, late.due) == (State.ISSUED, HOSTILE, dt.date(2025, 12, 20))
    assert (after["r009"].state, after["r009"].resolution) == (State.CONFIRMED, "Объяснение принято")
    assert after["r004"].explanation == "@больничный лист"
    (own,) = (remark for remark in after.values() if remark.origin is Origin.DEPUTY)
    assert (own.text, own.responsible_id, own.group_id, own.state, own.due, own.issued_on) == (
        OWN, "p12", "g-tm24", State.ISSUED, dt.date(2026, 1, 12), dt.date(2025, 12, 5))  # fmt: skip
    changed = {key for key in before if after[key].history != before[key].history}
    assert changed == {late.remark_id, "r009", "r004"}, "a row nobody touched says nothing"
    again, _ = kept(tmp_path / "state", seen, decisions=returned.decisions)
    assert again == after, "taken in once"
    with remark_history(tmp_path / "state") as history:
        assert history.remarks() == after, "and kept"


def test_the_untouched_workbook_says_nothing(out, three_looks):
    returned, findings = read_remarks_workbook(out[3], three_looks[1].journal)
    assert findings == []
    assert len(returned.decisions) == sum(remark.deputy == "academic" for remark in out[1].values())
    assert looked(out[1], look_of(three_looks[1], decisions=returned.decisions)) == ([], [])


def test_all_faults_are_told_at_once_with_their_cells(out, three_looks, tmp_path):
    page = Page(out[3])
    proposal = "2025-11/correction_late/c-vt25-ood07-1/p18"
    places = [
        ("W106", page.put("r009", state="забыто"), "state"),
        ("W107", page.put("r004", due="скоро"), "due"),
        ("W103", page.put(proposal, state=STATES["confirmed"]), "state"),
        ("W104", page.put("r011", text=None), "text"),
        ("W105", page.put("r008", due=dt.date(2025, 1, 1)), "due"),
        ("W108", page.put("r003", responsible_id="Зубков Д.Л. [p10]"), "responsible_id"),
        ("W101", page.put("r002", remark_id="r999"), "remark_id"),
        ("W109", page.put(page.empty, remark_id="r001", text="Двойник"), "remark_id"),
        ("W104", page.put(page.empty + 1, text="Чьё оно?"), "responsible_id"),
        ("W106", page.put(page.empty + 3, text="Незнакомец", responsible_id="p999"), "responsible_id"),
    ]
    path = page.save(tmp_path / "faults.xlsx")
    returned, findings = read_remarks_workbook(path, three_looks[1].journal)
    _, faults = looked(out[1], look_of(three_looks[1], decisions=returned.decisions))
    findings += findings_of(faults, path)
    told = {(finding.code, finding.place) for finding in findings}
    assert {(code, Place("faults.xlsx", SHEET, row, TITLES[name])) for code, row, name in places} <= told
    for finding in findings:
        assert not set("{}") & set(finding.message + finding.remedy)


def test_who_has_left_the_journal_since_is_no_fault_of_hers(out, three_looks):
    journal = three_looks[1].journal
    staff = journal.frame("staff")
    frames = dict(journal.frames) | {"staff": staff[staff["person_id"] != "p12"]}
    returned, findings = read_remarks_workbook(out[3], dataclasses.replace(journal, frames=frames, _cache={}))
    assert findings == []
    assert any(decision.responsible_id == "p12" for decision in returned.decisions)


def test_a_stale_row_is_refused_and_an_unchanged_one_is_not(out, three_looks, tmp_path):
    decided = Page(out[3])
    decided.put("r004", explanation="Первая правка")
    first, _ = read_remarks_workbook(decided.save(tmp_path / "first.xlsx"), three_looks[1].journal)
    events, _ = looked(out[1], look_of(three_looks[1], decisions=first.decisions))
    stale = Page(out[3])
    row = stale.put("r004", explanation="Вторая правка в старой книге")
    second, _ = read_remarks_workbook(stale.save(tmp_path / "second.xlsx"), three_looks[1].journal)
    _, faults = looked(with_events(out[1], events), look_of(three_looks[1], decisions=second.decisions))
    assert [(fault.code, fault.row, fault.field) for fault in faults] == [("W102", row, "explanation")]


def test_every_code_of_the_workbook_is_planted_here():
    planted = {"W101", "W102", "W103", "W104", "W105", "W106", "W107", "W108", "W109"}
    assert {code for code in catalogue() if code.startswith("W")} == planted


def test_a_workbook_of_another_history_or_of_nobody_is_refused(out, three_looks, tmp_path):
    returned, _ = read_remarks_workbook(out[3], three_looks[1].journal)
    with pytest.raises(UnreadableError, match="по другой истории"):
        refuse_foreign(returned, "0123456789abcdef", out[3])
    foreign = tmp_path / "чужая.xlsx"
    openpyxl.Workbook().save(foreign)
    with pytest.raises(UnreadableError, match="не книга замечаний"):
        read_remarks_workbook(foreign, three_looks[1].journal)
    page = Page(out[3])
    page.put(HEADING, due="Срок")
    with pytest.raises(UnreadableError, match="нет столбца «Устранить до»"):
        read_remarks_workbook(page.save(tmp_path / "lame.xlsx"), three_looks[1].journal)
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(out[3].read_bytes()[:3000])
    with pytest.raises(UnreadableError):
        read_remarks_workbook(torn, three_looks[1].journal)
    with pytest.raises(UnreadableError, match="не найдена"):
        read_remarks_workbook(tmp_path / "none.xlsx", three_looks[1].journal)


def test_no_student_is_named_in_the_workbook_and_its_bytes_are_steady(out, three_looks):
    book = analytics_workbook(review_of(three_looks[1], out[1]), out[2])
    assert spreadsheet_bytes(book) == out[3].read_bytes()
    students = set(three_looks[1].journal.frame("students")["last_name"]) - set(
        three_looks[1].journal.frame("staff")["last_name"]
    )
    texts = " ".join(str(value) for sheet in book.sheets for row in sheet.rows for value in row.values())
    assert not [name for name in students if name in texts]
