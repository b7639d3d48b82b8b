"""The ledger begun anew from the electronic cases: what their bags tell, and what nobody can know from them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ejarchive.archive.shelf import ShelvedBag, bags_below, shelved
from ejarchive.archive.verify import verify_bag
from ejarchive.errors import UnreadableError
from ejarchive.group_file import Event, Files, Kind, replayed, volume_of
from ejarchive.recipes.group_file_desk import desk_of
from ejarchive.recipes.group_file_lines import status_lines
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.russian import counted
from ejarchive.state.group_files import group_files
from ejarchive.surroundings import Surroundings

_VERSION = re.compile(r"(.*)-v(\d+)")
_UNKNOWN = (
    "Чего пакеты не знают: когда журнал напечатан, подписан, заверен печатью, подшит и у кого он хранится.",
    "Отметьте это по бумаге: ejarchive file mark --group ГРУППА --term ПЕРИОД ШАГ --date ДЕНЬ --reason ПРИЧИНА",
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sound bag tells of the sheets in it."""

    bag: ShelvedBag
    facts: Mapping[str, Any]
    group_id: str
    term_id: str

    @property
    def digests(self) -> list[str]:
        return sorted(volume["sha256"] for volume in self.facts["volumes"])


def rebuild_files(
    archive: Path, group: str | None, order: Order, surroundings: Surroundings, *, talk: Talk | None = None
) -> Outcome:
    """Write into the ledger what the bags of a folder tell and the ledger does not know; nothing in it is changed.

    `UnreadableError` when the folder holds no bag. A bag that fails its check is not believed.
    """
    talk = talk or Silence()
    root = surroundings.folder / archive
    if not root.is_dir():
        raise UnreadableError(f"Нет такой папки: {root}.", "Укажите папку, где лежат архивные пакеты.")
    desk = desk_of(order, surroundings)
    talk.tell(desk.findings)
    told = list(_told_by(list(bags_below(root)), talk))
    if group is not None:
        told = [one for one in told if group in {one.group_id, one.facts["group_name"]}]
    if not told:
        raise UnreadableError(
            f"Ни один пакет в папке {root} не говорит, какие листы дела в нём лежат.",
            "Годятся пакеты, составленные ejarchive bundle из напечатанного на подпись журнала.",
        )
    with group_files(desk.folder, desk.now) as ledger:
        before = ledger.files()
        after = ledger.keep(lambda files: list(_events(files, told)))
    concerned = sorted({one.group_id for one in told})
    fresh = sum(len(file.printed) for file in after.values()) - sum(len(file.printed) for file in before.values())
    lines = [line for group_id in concerned for line in status_lines(after[group_id])]
    if not fresh:
        return Outcome(findings=desk.findings, lines=(*lines, "", "Всё это уже было в учёте."))
    return Outcome(findings=desk.findings, lines=(*lines, "", f"Восстановлено: {counted(fresh, 'журнал')}.", *_UNKNOWN))


def _told_by(paths: Sequence[Path], talk: Talk) -> Iterator[_Told]:
    for number, path in enumerate(sorted(paths, key=_age), 1):
        talk.progress(number, len(paths))
        if not verify_bag(path).valid:
            talk.say(f"Пакет повреждён, ему верить нельзя: {path}. Проверьте: ejarchive verify")
            continue
        bag = shelved(path)
        try:
            told = _read(bag)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            told = None
        if told is None and bag.ours:
            talk.say(f"Пакет не говорит, какие листы дела в нём лежат: {path}.")
        if told is not None:
            yield told


def _age(path: Path) -> tuple[str, int]:
    """Sort key: versions of one bag in their order."""
    found = _VERSION.fullmatch(path.name.removesuffix(".zip"))
    return (found[1], int(found[2])) if found else (path.name, 0)


def _read(bag: ShelvedBag) -> _Told | None:
    """Return what the bag tells; None for one that is not ours or has no sheets of a file. Any error: not believed."""
    provenance = bag.payload(["provenance.json"]).get("provenance.json")
    if not bag.ours or provenance is None:
        return None
    told = json.loads(provenance)
    facts = told["group_file"]
    if facts is None:
        return None
    told_one = _Told(bag, facts, str(told["group_id"]), str(told["term_id"]))
    replayed([_event(told_one, Kind.REBUILT, facts)])  # all that is needed is there, and of the right kind
    names = [f"documents/{volume_of(each).file}" for each in facts["volumes"]]
    found = bag.payload(names)
    if sorted(hashlib.sha256(data).hexdigest() for data in found.values()) != told_one.digests or not names:
        return None
    return told_one


def _events(files: Files, told: Sequence[_Told]) -> Iterator[Event]:
    """Yield the versions of semesters that the ledger does not know at all, and bags that it does not know."""
    versions: dict[tuple[str, str], list[list[str]]] = {}
    for one in told:
        file = files.get(one.group_id)
        known = file.term(one.term_id) if file else None
        seen = versions.setdefault((one.group_id, one.term_id), [])
        if not (known and known.printings) and one.digests not in seen:
            seen.append(one.digests)
            number = max(len(seen), one.facts["version"])
            yield _event(one, Kind.REBUILT, {**one.facts, "version": number})
        if known is None or one.bag.name not in {bag.name for bag in known.bags}:
            bag = {"name": one.bag.name, "fingerprint": one.bag.fingerprint, "path": str(one.bag.path.resolve())}
            about = {name: one.facts[name] for name in ("group_name", "title", "starts", "ends", "curator_id")}
            yield _event(one, Kind.BAGGED, {**about, **bag, "version": one.facts["version"] or None})


def _event(one: _Told, kind: Kind, facts: Mapping[str, Any]) -> Event:
    return Event(kind=kind, group_id=one.group_id, term_id=one.term_id, day=None, facts=facts)
