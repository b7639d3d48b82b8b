"""The commands, in the order a stranger needs them. A new one is a module here and its name in this list."""

from ejarchive.cli.commands import bundle, cache, check, convert, demo, doctor, init, pack, templates, verify

COMMANDS = (
    demo.demo,
    init.init,
    convert.convert,
    check.check,
    pack.pack,
    bundle.bundle,
    verify.verify,
    templates.templates,
    cache.cache,
    doctor.doctor,
)
