"""Both engines: our fonts only, nothing from outside, the same bytes everywhere, a clear word when absent."""

import builtins
import http.server
import io
import os
import re
import subprocess
import sys
import threading
from importlib.metadata import version
from urllib.parse import quote

import pypdf
import pypdfium2
import pytest

from ejarchive.errors import InstallationError, RenderingError
from ejarchive.render import fonts
from ejarchive.render.engines import engine_fingerprint, load_engine

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"


@pytest.fixture
def server():
    """A web server on this machine that writes down what it is asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "name",
    [
        "<img src=file:///etc/passwd>",
        '<link rel=attachment href="file:///etc/passwd">',
        "<style>@import url(http://127.0.0.1:1/)</style>",
        '"><svg><image href="file:///etc/passwd"/></svg>',
        "</td></tr></table>",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_a_hostile_name_is_printed_letter_by_letter(render, name):
    body = '<table><tr><td title="{{ view.name }}">{{ view.name }}</td></tr></table><p>после</p>'
    rendered = render(body, {"name": name}, promises=(name, "после"))
    assert b"EmbeddedFile" not in rendered.pdf


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="ADDRESS/picture.png">',
        '<link rel="stylesheet" href="ADDRESS/style.css">',
        "<style>@import url(ADDRESS/style.css);</style>",
        "<style>@font-face { font-family: X; src: url(ADDRESS/x.ttf) } p { font-family: X }</style>",
        '<p style="background: url(ADDRESS/picture.png)">фон</p>',
        '<img src="file:///etc/hostname">',
        '<img src="picture.png">',
        '<img src="//127.0.0.1/picture.png">',
        '<img src="ftp://127.0.0.1/picture.png">',
    ],
)
def test_a_template_that_reaches_outside_is_refused(render, server, markup):
    address, asked = server
    with pytest.raises(RenderingError, match="обращается к внешним ресурсам") as caught:
        render(f"<p>x</p>{markup.replace('ADDRESS', address)}")
    assert "«own»" in caught.value.message
    assert asked == []


def test_an_attachment_of_a_local_file_is_refused_or_ignored(render, engine, tmp_path):
    (tmp_path / "secret.txt").write_text("тайна")
    markup = f'<link rel="attachment" href="{(tmp_path / "secret.txt").as_uri()}"><p>x</p>'
    if engine == "weasyprint":
        with pytest.raises(RenderingError, match="внешним"):
            render(markup)
    else:
        assert b"EmbeddedFile" not in render(markup).pdf


@pytest.mark.parametrize(
    "markup", ['<svg><image href="ADDRESS/x.png"/></svg>', '<svg><use href="ADDRESS/x.svg#a"/></svg>']
)
def test_an_inline_drawing_fetches_nothing(render, server, markup):
    address, asked = server
    try:
        render(f"<p>x</p>{markup.replace('ADDRESS', address)}")
    except RenderingError as error:
        assert "внешним" in error.message  # noqa: PT017 (refused and not asked is as good as not asked)
    assert asked == []


def test_a_picture_within_the_page_is_shown(render):
    rendered = render(f'<img src="data:image/svg+xml,{quote(SVG)}" alt="">')
    bitmap = pypdfium2.PdfDocument(rendered.pdf)[0].render(scale=1).to_numpy()
    assert (bitmap < 10).any(), "the black square is not on the page"


def test_only_our_fonts_whatever_the_style_asks_for(render):
    rendered = render(
        '<p style="font-family: Arial">Arial</p><p style="font-family: monospace">mono</p><p><b><i>Ж</i></b></p>'
        '<p style="font-family: PT Sans Narrow; font-weight: bold">узкий ₽</p>'
    )
    page = pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages[0]
    names = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert names
    assert all(fonts.is_ours(name) for name in names), names
    assert not fonts.is_ours("/ABCDEF+DejaVuSans")


def test_a_part_does_not_know_its_day(render):
    created = pypdf.PdfReader(io.BytesIO(render("<p>x</p>").pdf)).metadata.creation_date
    assert created is None or created.year == 2000


def test_a_warning_of_weasyprint_is_an_error(render, engine):
    if engine == "plutoprint":
        pytest.skip("PlutoPrint gives no warnings")
    with pytest.raises(RenderingError, match=r"WeasyPrint: .*no-such-property"):
        render("<p>x</p>", style="p { no-such-property: 1 }")


def test_an_engine_that_is_absent_names_the_command_that_mends_it(engine, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] == engine:
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, f"ejarchive.render.{engine}_engine", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InstallationError) as caught:
        load_engine(engine)
    assert "pip install" in caught.value.remedy
    assert caught.value.exit_code == 7


def test_without_pango_the_remedy_is_a_command_and_stdout_stays_clean(monkeypatch, capsys):
    def no_pango(_name):
        print("WeasyPrint could not import some external libraries.")  # noqa: T201 (what WeasyPrint does)
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr("ejarchive.render.engines.import_module", no_pango)
    with pytest.raises(InstallationError) as caught:
        load_engine("weasyprint")
    assert "apt install libpango-1.0-0" in caught.value.remedy
    assert "plutoprint" in caught.value.remedy
    assert capsys.readouterr().out == ""


def test_the_fingerprint_knows_versions_without_loading_the_engine(engine):
    code = (
        "import sys; from ejarchive.render.engines import engine_fingerprint;"
        f"print(engine_fingerprint('{engine}')); assert '{engine}' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == engine_fingerprint(engine) + "\n"
    assert f"{engine}-{version(engine)}.dist-info" in done.stdout
    if engine == "weasyprint":
        from weasyprint.text.ffi import pango

        number = pango.pango_version()
        assert f"pango-1.0 {number // 10000}.{number // 100 % 100}.{number % 100}\n" in done.stdout
        assert re.search(r"\nharfbuzz \d+\.\d+", done.stdout)


def test_the_host_fonts_are_out_of_reach_whatever_the_environment_says(engine):
    code = (
        "from ejarchive.render.engines import load_engine; import sys;"
        f"sys.stdout.buffer.write(load_engine('{engine}').render('<p style=\"font-family:sans-serif\">Ж</p>'))"
    )
    environment = os.environ | {"FONTCONFIG_FILE": "/etc/fonts/fonts.conf", "FONTCONFIG_PATH": "/etc/fonts"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    page = pypdf.PdfReader(io.BytesIO(done.stdout)).pages[0]
    assert all(fonts.is_ours(str(f.get_object()["/BaseFont"])) for f in page["/Resources"]["/Font"].values())
