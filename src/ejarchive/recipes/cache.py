"""Emptying the cache of rendered parts."""

from __future__ import annotations

from ejarchive.recipes.order import Outcome
from ejarchive.russian import counted
from ejarchive.surroundings import Surroundings


def clear_cache(surroundings: Surroundings) -> Outcome:
    """Drop every part kept from earlier runs."""
    from ejarchive.render.cache import PartCache  # loads the template engine, which no other small command needs

    dropped = PartCache(surroundings.cache, now=surroundings.now.timestamp()).clear()
    return Outcome(lines=(f"Кэш пуст. Удалено: {counted(dropped, 'файл')}.", f"Папка кэша: {surroundings.cache}"))
