"""File names of what is printed of a group and a period."""

from __future__ import annotations

from ejarchive.model.groups import Group
from ejarchive.naming import stem, unique_slugs
from ejarchive.reports.context import PackContext


def pack_stem(context: PackContext, kind: str = "pack") -> str:
    """Return the ASCII file name: `pack-21tm-2025-1`; no two groups of a journal share one."""
    names = {group.group_id: group.name for group in context.journal.rows(Group)}
    names[context.group.group_id] = context.group.name
    return stem(kind, unique_slugs(names)[context.group.group_id], context.term.term_id)
