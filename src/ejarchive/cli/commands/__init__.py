"""The commands, in the order a stranger needs them. A new one is a module here and its name in this list."""

from ejarchive.cli.commands import cache, doctor, init, templates

COMMANDS = (
    init.init,
    templates.templates,
    cache.cache,
    doctor.doctor,
)
