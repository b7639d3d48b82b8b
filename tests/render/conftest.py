"""What the tests of rendering share."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from ejarchive.document import Part
from ejarchive.render import parts
from ejarchive.render.parts import PartOrder, RenderedPart, render_part
from ejarchive.render.pdf import RenderOptions
from render.documents import TEMPLATES


@pytest.fixture(params=["plutoprint", "weasyprint"])
def engine(request) -> str:
    """Each engine in turn."""
    return request.param


@pytest.fixture(scope="session")
def here():
    """An executor in this process: no time is lost on starting workers. One thread: pdfium allows no more."""
    with ThreadPoolExecutor(1) as executor:
        yield executor
    parts._engine.cache_clear()  # WeasyPrint tidies up badly at the very end of a process


@pytest.fixture
def options(engine, here):
    """RenderOptions with the test templates; keywords change them."""
    return partial(RenderOptions, engine=engine, executor=here, templates=TEMPLATES)


@pytest.fixture
def quick(here):
    """The same with the fast engine, for what is not the engine's affair."""
    return partial(RenderOptions, engine="plutoprint", executor=here, templates=TEMPLATES)


@pytest.fixture
def render(engine, tmp_path):
    """Render the given body as a part of a college's own template."""

    def rendered(body: str, view=None, *, style: str = "", extends: str = "base.html.j2", **fields) -> RenderedPart:
        source = f'{{% extends "{extends}" %}}{{% block style %}}{style}{{% endblock %}}'
        source += f"{{% block body %}}{body}{{% endblock %}}"
        folder = tmp_path / f"templates-{len(list(tmp_path.iterdir()))}"  # templates are read once a process
        folder.mkdir()
        (folder / "own.html.j2").write_text(source, "utf-8")
        (folder / "style.css").touch()  # no look of the product's
        part = Part(key="own", template="own.html.j2", view=view or {}, **fields)
        return render_part(PartOrder(part=part, engine=engine, templates=folder))

    return rendered
