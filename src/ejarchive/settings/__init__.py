"""The college's settings: `ejarchive.toml`, typed, with all its faults told at once.

The types are the one declaration: they read the file, name its unknown keys and make the JSON Schema
(`docs/reference/settings.schema.json`) that an editor completes and checks the file with.
"""

from ejarchive.settings.archive import ArchiveCase, ArchiveSettings
from ejarchive.settings.reading import find_settings, load_settings, regulation_of
from ejarchive.settings.schema import settings_schema
from ejarchive.settings.shape import (
    FILE_NAME,
    PLACEHOLDER,
    ROLES,
    AnalyticsSettings,
    College,
    PrintSettings,
    RegulationAct,
    Role,
    Settings,
    Signatory,
    StatementSettings,
)

__all__ = [
    "FILE_NAME",
    "PLACEHOLDER",
    "ROLES",
    "AnalyticsSettings",
    "ArchiveCase",
    "ArchiveSettings",
    "College",
    "PrintSettings",
    "RegulationAct",
    "Role",
    "Settings",
    "Signatory",
    "StatementSettings",
    "find_settings",
    "load_settings",
    "regulation_of",
    "settings_schema",
]
