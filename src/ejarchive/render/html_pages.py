"""Pages for a browser: each one file that needs no other to be read, no script, no network, no font of ours.

The style and the script stand in the page itself and nothing else may run there: a Content-Security-Policy
names both by their digests. The HTML is well-formed XML too, so that any reader of either can take it in.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ejarchive.document import Part, WebPage
from ejarchive.errors import RenderingError
from ejarchive.render.templates import fill_template, template_environment

_STYLE, _SCRIPT = "browse/style.css", "browse/search.js"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
"""Characters that XML forbids, or that change what a reader sees without being seen themselves."""


def render_pages(pages: Iterable[WebPage], *, templates: Path | None = None, language: str = "ru") -> dict[str, bytes]:
    """Return path → HTML; `templates` is a college's own folder. `RenderingError` names page and template."""
    environment = template_environment(templates)
    environment.filters["in_script"] = _in_script
    style, script = _source(environment, _STYLE), _source(environment, _SCRIPT)
    shared = {
        "style": Markup(style),  # noqa: S704 - a file of the program or of the college, no data
        "script": Markup(script),  # noqa: S704
        "policy": "; ".join(
            (
                "default-src 'none'",
                f"style-src {_digest(style)}",
                f"script-src {_digest(script)}",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
    }
    return {page.path: _render(environment, page, shared, language) for page in pages}


def _render(environment: ImmutableSandboxedEnvironment, page: WebPage, shared: dict[str, str], language: str) -> bytes:
    deep = page.path.count("/")
    view = {**page.view, **shared, "title": page.title, "root": "../" * deep, "folder": "" if deep else "browse/"}
    part = Part(key=page.path, template=page.template, view=view)
    html = fill_template(environment, part, numbers=None, language=language)
    return (_UNSEEN.sub("", html).strip() + "\n").encode()


def _source(environment: ImmutableSandboxedEnvironment, name: str) -> str:
    """Return the text of a file among the templates, a college's own first."""
    if environment.loader is None:
        raise TypeError("an environment without templates")
    try:
        return environment.loader.get_source(environment, name)[0].strip()
    except TemplateNotFound as error:
        raise RenderingError(f"Не найден файл шаблонов {name}.", "Установите ejarchive заново.") from error


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _in_script(value: object) -> Markup:
    """Return JSON that can end neither a script nor an XML text, whatever is in it."""
    text = _UNSEEN.sub("", json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - nothing that HTML or XML would read is left in it
