"""`datapackage.json`: which file holds which table (read), and the full Table Schema of each (written)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ejarchive.errors import UnreadableError
from ejarchive.formats.container import leaves_folder
from ejarchive.model.schema import TABLES

if TYPE_CHECKING:
    from ejarchive.model.column import Column, ColumnType, Table
    from ejarchive.model.journal import Journal

DESCRIPTOR = "datapackage.json"
_LARGEST = 16 * 2**20
_FRICTIONLESS: dict[ColumnType, str] = {"list": "string"}


def resources_of(data: bytes) -> dict[str, str]:
    """Return path → resource name of a descriptor; a path that leaves the folder is refused, not mended."""
    try:
        resources = json.loads(data[:_LARGEST].decode("utf-8-sig")).get("resources", [])
        named = {str(resource["path"]): str(resource.get("name") or "") for resource in resources if "path" in resource}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise UnreadableError(
            f"Файл {DESCRIPTOR} повреждён или это не описание пакета данных.",
            f"Восстановите {DESCRIPTOR} или уберите его: таблицы будут узнаны по именам файлов.",
        ) from error
    for path in named:
        if leaves_folder(path):
            raise UnreadableError(
                f"{DESCRIPTOR} ссылается на файл вне папки журнала: {path!r}.",
                "Журнал читается только из своей папки: исправьте путь или уберите эту таблицу.",
            )
    return named


def descriptor_of(journal: Journal) -> bytes:
    """Return the `datapackage.json` of a journal: the same bytes for the same journal."""
    present = [table for table in TABLES.values() if journal.has(table.name)]
    package = {
        "profile": "tabular-data-package",
        "name": "journal",
        "title": "Электронный журнал",
        "resources": [_resource(table, journal) for table in present],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: Table, journal: Journal) -> dict[str, Any]:
    columns = [column for column in table.columns if journal.has(table.name, column.name)]
    frame = journal.frame(table.name)
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns], "missingValues": [""]}
    key = list(table.key)
    if all(journal.has(table.name, name) for name in key) and not (
        frame[key].isna().any(axis=None) or frame.duplicated(key).any()
    ):
        schema["primaryKey"] = key
    if links := [_link(table, c) for c in columns if c.references and _holds(journal, c)]:
        schema["foreignKeys"] = links
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FRICTIONLESS.get(column.type, column.type)}
    field["title"] = column.title
    meanings = "; ".join(f"{value} — {label}" for value, label in column.labels.items())
    if column.note or meanings:  # so that a reader needs neither this program nor its language
        field["description"] = ". ".join(filter(None, (column.note, meanings)))
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.labels and column.closed and column.type == "string":
        constraints["enum"] = list(column.labels)
    return field | ({"constraints": constraints} if constraints else {})


def _holds(journal: Journal, column: Column) -> bool:
    """Tell whether a foreign key can be declared: its table is here, and a cell holds one value."""
    return column.type != "list" and column.references is not None and journal.has(*column.references)


def _link(table: Table, column: Column) -> dict[str, Any]:
    assert column.references is not None  # noqa: S101 - `_holds` was asked
    other, field = column.references
    resource = "" if other == table.name else other
    return {"fields": column.name, "reference": {"resource": resource, "fields": field}}
