"""What each group is taught in each term: the rows of `courses`, `course_hours`, `practices`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from generator.calendar import TERM_IDS
from generator.college import group_id
from generator.programmes import Item, read_programme
from generator.tables import Row, Tables

D = dt.date


@dataclass(frozen=True)
class Unit:
    """One course of one (sub)group in one term, with what the journal of it needs.

    `pairs`: lessons a week; `style`: how marks are given (answers, works, pass, practice);
    `starts`, `ends`: the days its lessons may stand on; `session`: days and pairs of its consultation
    and examination; `lag`: lessons of the programme that were never given.
    """

    group: str
    number: int
    key: str
    code: str
    name: str
    kind: str
    teacher: str
    pairs: int
    programme: str
    control: str = "other"
    style: str = "answers"
    subgroup: str = ""
    module: str = ""
    order: int = 0
    session: tuple[tuple[D, int], ...] = ()
    lag: int = 0
    self_study: int = 0
    days: tuple[D, D] | None = None
    weekday: int | None = None
    items: tuple[Item, ...] = field(default=(), compare=False)

    @property
    def course_id(self) -> str:
        """The course's id: group, discipline, term and subgroup, in ASCII."""
        tail = f"-{self.subgroup}" if self.subgroup else ""
        return f"c-{self.group}-{self.key}-{self.number}{tail}"

    @property
    def discipline_id(self) -> str:
        """The same discipline over its terms and subgroups."""
        return f"d-{self.group}-{self.key}"


# group, key, code, name, kind, programme, control in term 1 / 2 ("-": not taught), pairs 1 / 2, teachers, options.
_EN = "СГ.02 Иностранный язык в профессиональной деятельности"
_PLAN: tuple[tuple[str, str, str, str, str, tuple[str, str], tuple[int, int], tuple[str, ...], dict[str, object]], ...] = (
    ("tm24", "oup09", "ОУП.09 Физика", "subject", "fizika-3", ("exam", "-"), (2, 0), ("p05",), {}),
    ("tm24", "sg01", "СГ.01 История России", "discipline", "istoriya-rossii", ("graded_credit", "-"), (2, 0), ("p06",), {}),
    ("tm24", "sg02", _EN, "discipline", "inostrannyj-2", ("other", "graded_credit"), (1, 1), ("p07", "p08"), {}),
    ("tm24", "sg03", "СГ.03 Безопасность жизнедеятельности", "discipline", "bzhd", ("-", "graded_credit"), (0, 2),
     ("p09",), {}),
    ("tm24", "sg04", "СГ.04 Физическая культура", "discipline", "fizkultura-2", ("credit", "credit"), (1, 1), ("p10",),
     {"style": "pass"}),
    ("tm24", "op01", "ОП.01 Инженерная графика", "discipline", "inzhenernaya-grafika", ("other", "graded_credit"), (2, 2),
     ("p11",), {"style": "works", "lag1": 1}),
    ("tm24", "op02", "ОП.02 Техническая механика", "discipline", "tehmeh", ("other", "exam"), (2, 2), ("p23",),
     {"self_study": 8}),
    ("tm24", "op03", "ОП.03 Материаловедение", "discipline", "materialovedenie", ("exam", "-"), (2, 0), ("p12",),
     {"self_study": 6}),
    ("tm24", "mdk0101", "МДК.01.01 Назначение и общее устройство тракторов, автомобилей и сельскохозяйственных машин",
     "mdk", "mdk-01-01", ("other", "exam"), (4, 4), ("p13",), {"module": "ПМ.01", "self_study": 14}),
    ("tm24", "mdk0102", "МДК.01.02 Подготовка тракторов и сельскохозяйственных машин и механизмов к работе",
     "mdk", "mdk-01-02", ("-", "graded_credit"), (0, 3), ("p14",), {"module": "ПМ.01", "self_study": 10}),
    ("tm24", "up01", "УП.01 Учебная практика", "training_practice", "up-01-tm", ("other", "graded_credit"), (1, 1),
     ("p14", "p15"), {"style": "practice", "module": "ПМ.01",
                      "days1": (D(2025, 11, 24), D(2025, 11, 29)), "days2": (D(2026, 4, 27), D(2026, 5, 14))}),
    ("tm24", "pp01", "ПП.01 Производственная практика", "work_placement", "", ("-", "graded_credit"), (0, 0), ("p14",),
     {"style": "practice", "module": "ПМ.01"}),
    ("tm24", "pm01e", "ПМ.01 Эксплуатация сельскохозяйственной техники и оборудования. Экзамен по модулю", "module",
     "pm-01-e", ("-", "module_exam"), (0, 0), ("p13",), {"module": "ПМ.01"}),
    ("pk25", "ood01", "ООД.01 Русский язык", "subject", "russkij", ("other", "exam"), (1, 1), ("p19",), {}),
    ("pk25", "ood03", "ООД.03 История", "subject", "istoriya-1", ("other", "graded_credit"), (2, 2), ("p06",), {}),
    ("pk25", "ood07", "ООД.07 Математика", "subject", "matematika", ("other", "exam"), (3, 3), ("p18",), {}),
    ("pk25", "ood09", "ООД.09 Физическая культура", "subject", "fizkultura-1", ("other", "graded_credit"), (1, 1), ("p10",),
     {}),
    ("pk25", "op01", "ОП.01 Основы микробиологии, физиологии питания, санитарии и гигиены", "discipline", "op-01-pk",
     ("graded_credit", "-"), (2, 0), ("p22",), {}),
    ("pk25", "op02", "ОП.02 Основы товароведения продовольственных товаров", "discipline", "op-02-pk", ("-", "graded_credit"),
     (0, 2), ("p17",), {}),
    ("pk25", "op03", "ОП.03 Техническое оснащение и организация рабочего места", "discipline", "op-03-pk",
     ("other", "graded_credit"), (1, 1), ("p17",), {}),
    ("pk25", "mdk0101", "МДК.01.01 Организация приготовления, подготовки к реализации и хранения кулинарных полуфабрикатов",
     "mdk", "mdk-01-01-pk", ("other", "-"), (2, 0), ("p17",), {"module": "ПМ.01"}),
    ("pk25", "mdk0102", "МДК.01.02 Процессы приготовления, подготовки к реализации кулинарных полуфабрикатов",
     "mdk", "mdk-01-02-pk", ("-", "exam"), (0, 2), ("p16",), {"style": "works", "module": "ПМ.01"}),
    ("pk25", "up01", "УП.01 Учебная практика", "training_practice", "up-01-pk", ("other", "graded_credit"), (1, 1), ("p16",),
     {"style": "practice", "module": "ПМ.01", "weekday": 4}),
    ("vt25", "ood01", "ООД.01 Русский язык", "subject", "russkij", ("other", "exam"), (1, 1), ("p19",), {}),
    ("vt25", "ood02", "ООД.02 Литература", "subject", "literatura", ("other", "graded_credit"), (2, 2), ("p19",), {}),
    ("vt25", "ood03", "ООД.03 История", "subject", "istoriya-1", ("other", "graded_credit"), (2, 2), ("p06",), {}),
    ("vt25", "ood06", "ООД.06 Иностранный язык", "subject", "inostrannyj-1", ("other", "graded_credit"), (1, 1),
     ("p07", "p08"), {}),
    ("vt25", "ood07", "ООД.07 Математика", "subject", "matematika", ("other", "exam"), (3, 3), ("p18",), {"lag2": 4}),
    ("vt25", "ood08", "ООД.08 Информатика", "subject", "informatika", ("other", "graded_credit"), (1, 1), ("p20", "p21"),
     {"style": "works"}),
    ("vt25", "ood09", "ООД.09 Физическая культура", "subject", "fizkultura-1", ("other", "graded_credit"), (1, 1), ("p10",),
     {}),
    ("vt25", "ood10", "ООД.10 Основы безопасности и защиты Родины", "subject", "obzr", ("other", "graded_credit"), (1, 1),
     ("p09",), {}),
    ("vt25", "ood11", "ООД.11 Физика", "subject", "fizika-1", ("other", "graded_credit"), (1, 1), ("p05",), {}),
    ("vt25", "ood12", "ООД.12 Химия", "subject", "himiya", ("other", "graded_credit"), (1, 1), ("p22",), {}),
    ("vt25", "ood13", "ООД.13 Биология", "subject", "biologiya", ("other", "graded_credit"), (1, 1), ("p22",), {}),
    ("vt25", "ip", "ИП Индивидуальный проект", "subject", "individualnyj-proekt", ("other", "-"), (1, 0), ("p22",), {}),
)  # fmt: skip

# Days on which ordinary lessons of a group may stand, outside its practice.
TEACHING: dict[tuple[str, int], tuple[tuple[D, D], ...]] = {
    ("tm24", 1): ((D(2025, 9, 1), D(2025, 11, 21)), (D(2025, 12, 1), D(2025, 12, 19))),
    ("tm24", 2): ((D(2026, 1, 12), D(2026, 4, 24)),),
    ("pk25", 1): ((D(2025, 9, 1), D(2025, 12, 26)),),
    ("pk25", 2): ((D(2026, 1, 12), D(2026, 6, 5)),),
    ("vt25", 1): ((D(2025, 9, 1), D(2025, 12, 26)),),
    ("vt25", 2): ((D(2026, 1, 12), D(2026, 6, 11)),),
}
_SESSION: dict[str, tuple[tuple[D, int], ...]] = {  # consultation, examination
    "c-tm24-oup09-1": ((D(2025, 12, 22), 1), (D(2025, 12, 23), 1)),
    "c-tm24-op03-1": ((D(2025, 12, 24), 1), (D(2025, 12, 25), 1)),
    "c-tm24-op02-2": ((D(2026, 6, 15), 1), (D(2026, 6, 16), 1)),
    "c-tm24-mdk0101-2": ((D(2026, 6, 18), 1), (D(2026, 6, 19), 1)),
    "c-tm24-pm01e-2": ((D(2026, 6, 24), 1), (D(2026, 6, 25), 1)),
    "c-pk25-ood01-2": ((D(2026, 6, 8), 1), (D(2026, 6, 9), 1)),
    "c-pk25-mdk0102-2": ((D(2026, 6, 9), 4), (D(2026, 6, 10), 1)),
    "c-pk25-ood07-2": ((D(2026, 6, 10), 4), (D(2026, 6, 11), 1)),
    "c-vt25-ood01-2": ((D(2026, 6, 16), 1), (D(2026, 6, 17), 1)),
    "c-vt25-ood07-2": ((D(2026, 6, 22), 1), (D(2026, 6, 23), 1)),
}
PLACES = (
    ("s001 s004 s007 s010 s013 s016 s019", "КФХ «Раздолье», с. Полынково", "11"),
    ("s002 s005 s008 s011 s014 s017 s020", "ООО «Агрофирма „Степной колос“», с. Малая Полынка", "12"),
    ("s003 s006 s009 s012 s015 s018", "СПК «Заволжские зори», пос. Ковыльный", "13"),
    ("s021 s023 s024 s025", "Машинно-технологическая станция «Нива-Сервис», пос. Ковыльный", "14"),
)
PLACEMENT = (D(2026, 5, 18), D(2026, 6, 14), 144)


def units() -> list[Unit]:
    """Return every course of the year with its programme, in the order of the plan."""
    result: list[Unit] = []
    for order, (group, key, title, kind, programme, controls, pairs, teachers, options) in enumerate(_PLAN, start=1):
        code, _, name = title.partition(" ")
        for number in (1, 2):
            if controls[number - 1] == "-":
                continue
            for position, teacher in enumerate(teachers, start=1):
                unit = Unit(
                    group=group, number=number, key=key, code=code, name=name, kind=kind, teacher=teacher,
                    pairs=pairs[number - 1], programme=programme, control=controls[number - 1],
                    style=str(options.get("style", "answers")), subgroup=str(position) if len(teachers) > 1 else "",
                    module=str(options.get("module", "")), order=order, lag=int(str(options.get(f"lag{number}", 0))),
                    self_study=int(str(options.get("self_study", 0))), days=options.get(f"days{number}"),  # type: ignore[arg-type]
                    weekday=options.get("weekday"),  # type: ignore[arg-type]
                    session=_SESSION.get(f"c-{group}-{key}-{number}", ()),
                    items=read_programme(programme, number) if programme else (),
                )  # fmt: skip
                result.append(unit)
    return result


def _course(unit: Unit, planned: int) -> Row:
    return {
        "course_id": unit.course_id, "group_id": group_id(unit.group), "term_id": TERM_IDS[unit.number],
        "code": unit.code, "name": unit.name, "kind": unit.kind, "teacher_id": unit.teacher,
        "subgroup": unit.subgroup or None, "planned_hours": planned, "control": unit.control,
        "discipline_id": unit.discipline_id, "module_id": unit.module or None, "plan_order": unit.order,
    }  # fmt: skip


def add_curriculum(tables: Tables, plan: list[Unit]) -> None:
    """Fill courses, planned hours by kind, the programmes and the practices."""
    for unit in plan:
        hours: dict[str, int] = {}
        for item in unit.items:
            hours[item.hours_kind] = hours.get(item.hours_kind, 0) + item.hours
        if unit.kind == "work_placement":
            hours = {"practical": PLACEMENT[2]}
        tables["courses"].append(_course(unit, sum(hours.values())))
        if unit.self_study:
            hours["self_study"] = unit.self_study
        tables["course_hours"] += [{"course_id": unit.course_id, "kind": k, "planned": v} for k, v in hours.items()]
        tables["plan"] += [
            {"course_id": unit.course_id, "position": n, "topic": item.topic, "hours": item.hours, "kind": item.kind}
            for n, item in enumerate(unit.items, start=1)
        ]
        if unit.kind == "training_practice":
            _add_training(tables, unit)
        elif unit.kind == "work_placement":
            for students, place, agreement in PLACES:
                tables["practices"] += [{
                    "course_id": unit.course_id, "subgroup": student, "starts": PLACEMENT[0], "ends": PLACEMENT[1],
                    "hours": PLACEMENT[2], "place": place, "order_number": "87-у", "order_date": D(2026, 5, 12),
                    "agreement": f"№ {agreement}/26 от 02.03.2026", "head_id": unit.teacher,
                    "result_form": "дневник, отчёт, аттестационный лист",
                } for student in students.split()]  # fmt: skip


def _add_training(tables: Tables, unit: Unit) -> None:
    starts, ends = unit.days or (TEACHING[unit.group, unit.number][0][0], TEACHING[unit.group, unit.number][-1][1])
    place = "Учебный кулинарный цех" if unit.group == "pk25" else f"Учебные мастерские, участок {unit.subgroup}"
    tables["practices"].append({
        "course_id": unit.course_id, "subgroup": unit.subgroup or None, "starts": starts, "ends": ends,
        "hours": sum(item.hours for item in unit.items), "place": place,
        "order_number": {("tm24", 1): "171-у", ("tm24", 2): "78-у", ("pk25", 1): "121-у", ("pk25", 2): "4-у"}[
            unit.group, unit.number],
        "order_date": starts - dt.timedelta(days=5 if starts.month > 1 else 3), "head_id": unit.teacher,
        "result_form": "дневник практики, аттестационный лист",
    })  # fmt: skip
