"""`ejarchive cache`: the parts kept from earlier runs."""

from __future__ import annotations

from ejarchive.cli.options import Call, Door, command
from ejarchive.recipes.cache import clear_cache
from ejarchive.recipes.order import Outcome


@command("clear", examples=["ejarchive cache clear"])
def clear(call: Call) -> Outcome:
    """Удалить из кэша готовые части прежних документов."""
    return clear_cache(call.surroundings)


cache = Door("cache", help="Кэш готовых частей документов.", commands=[clear])
