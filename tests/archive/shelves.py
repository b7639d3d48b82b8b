"""Archive folders of small bags of ours: groups that go on, that graduated, that were disbanded."""

import json
from pathlib import Path

from ejarchive.archive.bag import BagInfo, make_bag
from ejarchive.archive.writer import write_bag, write_zipped_bag

TERMS = (
    "term_id,starts,ends,kind,title\n2025-1,2025-09-01,2025-12-28,semester,\n2025-2,2026-01-12,2026-06-28,semester,\n"
)
STUDENTS = "student_id,group_id,last_name,first_name\ns1,g1,Яровая,Анна\ns2,g1,Ёлкин,Пётр\n"
EVENTS = "group_id,date,kind,other_group_id,order_number,order_date\n"
MOVES = "movement_id,student_id,date,kind,order_number,order_date,group_id\n"


def put(root: Path, name: str, **facts) -> Path:
    """Write a bag as `bundle` does, as far as a register reads it; `zipped` as a zip."""
    index, group, term = facts.get("index", "05-12"), facts.get("group", "g1"), facts.get("term", "2025-1")
    payload = {
        "journal/terms.csv": TERMS,
        "journal/groups.csv": f"group_id,name\n{group},11-А\n",
        "journal/students.csv": facts.get("students", STUDENTS),
        "journal/group_events.csv": EVENTS + facts.get("events", ""),
        "journal/movements.csv": MOVES + facts.get("moves", ""),
        "provenance.json": json.dumps({"as_of": facts.get("as_of", "2026-07-01T10:00:00+04:00")}),
    }
    retention = facts.get("retention", "5 лет")
    info = BagInfo(
        organization="Техникум",
        description=f"Журнал, группа {group}, {term}",
        date="2026-07-01",
        identifier=name,
        group=f"{index}/{group}/{term}",
        software="ejarchive",
        sender_identifier=index,
        more=[
            ("Case-Heading", facts.get("heading", f"Журнал учебных занятий. Группа {group}")),
            ("Retention-Term", retention),
            ("Retention-Basis", "номенклатура"),
            *([("Replaces", facts["replaces"])] if "replaces" in facts else []),
        ],
    )
    bag = make_bag({path: text.encode() for path, text in payload.items()}, info)
    root.mkdir(parents=True, exist_ok=True)
    return write_zipped_bag(bag, root / f"{name}.zip") if facts.get("zipped") else write_bag(bag, root / name)
