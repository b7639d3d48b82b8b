"""Templates: a college's own come first, and nothing in them may do harm or leave a hole."""

import pytest

from ejarchive.document import Part
from ejarchive.errors import RenderingError
from ejarchive.render.templates import fill_template, template_environment
from render.documents import TEMPLATES


@pytest.fixture
def fill(tmp_path):
    """Return the HTML of a template whose source is given."""

    def filled(source: str, view=None, **files: str) -> str:
        (tmp_path / "t.html.j2").write_text(source, "utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.html.j2").write_text(text, "utf-8")
        part = Part(key="part-1", template="t.html.j2", view=view or {})
        return fill_template(template_environment(tmp_path), part, numbers=None, language="ru")

    return filled


def test_the_skeleton_says_language_charset_and_page(fill):
    html = fill('{% extends "base.html.j2" %}{% block title %}Титул{% endblock %}')
    assert '<html lang="ru">' in html
    assert '<meta charset="utf-8">' in html
    assert "size: 210mm 297mm;" in html
    assert "margin: 20mm 10mm 15mm 30mm;" in html
    assert "<title>Титул</title>" in html


def test_a_college_overrides_a_file_and_still_reaches_ours(fill):
    html = fill(
        '{% extends "base.html.j2" %}{% block body %}текст{% endblock %}',
        base='{% extends "ejarchive/base.html.j2" %}{% block style %}/* наш колледж */{% endblock %}',
    )
    assert "/* наш колледж */" in html
    assert "текст" in html


def test_text_of_the_view_is_escaped(fill):
    html = fill("<td>{{ view.topic }}</td>", {"topic": "</td></tr></table><script>"})
    assert html == "<td>&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;script&gt;</td>"


def test_a_template_in_a_name_is_only_text(fill):
    name = "{{ cycler.__init__.__globals__ }}"
    assert fill("{{ view.name }}", {"name": name}) == name


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ view.nothing }}", "nothing"),
        ("{{ unknown }}", "unknown"),
        ("{{ view.empty }}", "None"),
        ("{% if %}", "строка 1"),
        ("{% include 'absent.html.j2' %}", "absent"),
        ("{{ cycler.__init__.__globals__ }}", "SecurityError|unsafe"),
        ("{{ ''.__class__.__mro__ }}", "SecurityError|unsafe"),
        ("{{ view.list.append(1) }}", "SecurityError|safe"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{{ 'сорок' | long_date }}", "ValueError"),
        ("{{ 2 | plural('ложка') }}", "KeyError"),
    ],
)
def test_a_defect_of_a_template_names_part_and_template(fill, source, reason):
    with pytest.raises(RenderingError, match=reason) as caught:
        fill(source, {"empty": None, "list": []})
    assert "часть «part-1», шаблон t.html.j2" in caught.value.message


def test_an_error_quotes_no_value(fill):
    with pytest.raises(RenderingError) as caught:
        fill("{{ view.name | long_date }}", {"name": "Токарева"})
    assert "Токарева" not in str(caught.value)


def test_the_filters_speak_russian(fill):
    assert fill("{{ 57|in_words('лист') }}") == "57 (пятьдесят семь) листов"
    assert fill("{{ 2|counted('лист') }} {{ 5|plural('час') }}") == "2\u00a0листа часов"
    assert fill("{{ '2025-09-05'|short_date }}, {{ '2025-09-05'|long_date }}") == (
        "05.09.2025, 5\u00a0сентября 2025\u00a0г."
    )
    assert fill("{{ 1.5|number }} {{ 9|month }} {{ 'п. 4'|bound }}") == "1,5 сентябрь п.\u00a04"


def test_a_template_reads_no_file_outside_its_folders(fill, tmp_path):
    (tmp_path.parent / "secret.txt").write_text("тайна", "utf-8")
    for name in ("../secret.txt", str(tmp_path.parent / "secret.txt"), "ejarchive/../secret.txt"):
        with pytest.raises(RenderingError, match="TemplateNotFound"):
            fill(f"{{% include '{name}' %}}")


def test_the_test_templates_extend_the_skeleton():
    for path in TEMPLATES.glob("*.j2"):
        assert path.read_text("utf-8").startswith('{% extends "base.html.j2" %}')
