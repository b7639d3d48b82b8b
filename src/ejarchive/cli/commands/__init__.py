"""The commands, in the order a stranger needs them. A new one is a module here and its name in this list."""

from ejarchive.cli.commands import (
    analytics,
    archive,
    bundle,
    cache,
    check,
    compare,
    convert,
    demo,
    doctor,
    file,
    init,
    pack,
    register,
    statement,
    templates,
    verify,
)

COMMANDS = (
    demo.demo,
    init.init,
    convert.convert,
    check.check,
    pack.pack,
    statement.statement,
    register.register,
    analytics.analytics,
    bundle.bundle,
    verify.verify,
    compare.compare,
    file.file,
    archive.archive,
    templates.templates,
    cache.cache,
    doctor.doctor,
)
