"""The JSON Schema of `ejarchive.toml`, made from the types, for editors that complete and check as one types."""

from __future__ import annotations

from typing import Any

from ejarchive.settings.shape import ROLES, Settings

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def settings_schema() -> dict[str, Any]:
    """Return the schema: known keys only; a signatory is a table or an array of tables."""
    from pydantic import TypeAdapter  # heavy: only `docs` and their test ask for the schema

    schema = TypeAdapter(Settings).json_schema(by_alias=True)
    del schema["properties"]["file"]
    who = {"$ref": "#/$defs/Signatory"}
    one_or_more = {"anyOf": [who, {"type": "array", "items": who, "minItems": 1}]}
    schema["properties"]["signatories"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {role: {**one_or_more, "title": title} for role, title in ROLES.items()},
    }
    return {"$schema": DRAFT, **schema, "title": "ejarchive.toml"}
