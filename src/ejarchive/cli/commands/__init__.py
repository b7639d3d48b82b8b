"""The commands, in the order a stranger needs them. A new one is a module here and its name in this list."""

from ejarchive.cli.commands import (
    analytics,
    bundle,
    cache,
    check,
    compare,
    convert,
    demo,
    doctor,
    init,
    pack,
    templates,
    verify,
)

COMMANDS = (
    demo.demo,
    init.init,
    convert.convert,
    check.check,
    pack.pack,
    analytics.analytics,
    bundle.bundle,
    verify.verify,
    compare.compare,
    templates.templates,
    cache.cache,
    doctor.doctor,
)
