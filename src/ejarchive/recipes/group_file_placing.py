"""Where the sheets of a semester go by the ledger, and what they are called there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ejarchive.errors import UsageError
from ejarchive.group_file import FiledTerm, Files, GroupFile, Place, Volume, place_after, place_of_new_volume
from ejarchive.recipes.order import Talk
from ejarchive.reports.context import PackContext
from ejarchive.reports.pack import PackOptions
from ejarchive.state.group_files import group_files, is_begun


def placed(
    file: GroupFile | None, context: PackContext, options: PackOptions, asked: int | None, talk: Talk
) -> PackOptions:
    """Return the options with the sheet and the volume at which the group's file goes on.

    `asked` is the first sheet that the user named: one that disagrees with the ledger is a `UsageError`. For a file
    of which the ledger knows no earlier semester, everything stays as the user said.
    """
    term, name = context.term, context.group.name
    follows = place_after(file, term.starts, term.term_id)
    if not options.continuation:
        place = place_of_new_volume(file, term.starts, term.term_id)
        if follows and not follows.begins:
            talk.say(
                f"Группа {name}: листы начинают том {place.volume} с титульным листом. "
                f"Чтобы продолжить том {follows.volume}, добавьте --continuation."
            )
        return replace(options, first_volume=place.volume)
    if follows is None:
        known = file.term(term.term_id) if file else None
        if known and known.volumes and asked is None:  # the first semester of the ledger, printed once more
            first = known.volumes[0]
            return replace(options, first_sheet=first.first_sheet, first_volume=first.volume)
        return options
    if asked not in {None, follows.first_sheet}:
        raise _disagrees(name, follows, asked)
    if follows.begins:
        talk.say(
            f"Группа {name}: том {follows.volume - 1} закрыт, листы начинают том {follows.volume} с титульным листом."
        )
    return replace(
        options, continuation=not follows.begins, first_sheet=follows.first_sheet, first_volume=follows.volume
    )


def known_files(folder: Path, now: dt.datetime) -> Files:
    """Return the files of a state folder; none where no ledger was begun, and then none is made."""
    if not is_begun(folder):
        return {}
    with group_files(folder, now) as ledger:
        return ledger.files()


def filed_term(context: PackContext) -> FiledTerm:
    """Return the semester as the journal tells it, nothing of it printed yet."""
    return FiledTerm(
        group_id=context.group.group_id,
        term_id=context.term.term_id,
        group_name=context.group.name,
        title=context.term_title,
        starts=context.term.starts,
        ends=context.term.ends,
        curator_id=context.group.curator_id,
    )


def volumes_of(options: PackOptions, made: Sequence[tuple[str, str, int, int]]) -> tuple[Volume, ...]:
    """Return the volumes of a pack from (file name, SHA-256, pages, sheets) of each of its PDFs in their order.

    A volume that another follows is closed; the last one when that was ordered.
    """
    volumes = []
    for index, (name, sha256, pages, sheets) in enumerate(made):
        first = options.first_sheet if index == 0 else 1
        volumes.append(
            Volume(
                volume=options.first_volume + index,
                first_sheet=first,
                last_sheet=first + sheets - 1,
                pages=pages,
                sha256=sha256,
                file=name,
                closed=index < len(made) - 1 or options.close_volume,
            )
        )
    return tuple(volumes)


def _disagrees(name: str, place: Place, asked: int | None) -> UsageError:
    if place.begins or place.after is None:
        why = f"том {place.volume - 1} закрыт, и новый том начинается с листа 1"
    else:
        why = f"{place.after.title} кончается листом {place.after.volumes[-1].last_sheet}"
    return UsageError(
        f"Группа {name}: по учёту дела первый новый лист — {place.first_sheet} ({why}), "
        f"а в --from-sheet указан {asked}. Ничего не напечатано.",
        "Уберите --from-sheet: номер подставится сам. Что где подшито, покажет ejarchive file status.",
    )
