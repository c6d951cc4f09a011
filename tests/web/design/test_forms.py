"""Forms as they reach the browser: what assistive tools are told, and what CSS needs to show and hide."""

import datetime
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders

from allervers.web.design.examples import ExampleForm
from allervers.web.forms import widgets
from allervers.web.forms.widgets import DateInput


class Elements(HTMLParser):
    """Every element of a page, as (tag, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(str(html))

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def by_id(self, id_):
        [found] = [attrs for _, attrs in self.found if attrs.get("id") == id_]
        return found

    def ids(self):
        return {attrs["id"] for _, attrs in self.found if "id" in attrs}

    def all(self, tag):
        return [attrs for found, attrs in self.found if found == tag]


@pytest.fixture
def refused():
    return ExampleForm({})


def test_a_field_in_error_is_described_by_its_help_then_its_error(refused):
    page = Elements(refused["last_name"].as_field_group())
    field = page.by_id("id_last_name")
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_last_name_helptext id_last_name_error"
    assert set(field["aria-describedby"].split()) <= page.ids()


def test_a_field_without_error_says_nothing_of_one():
    field = Elements(ExampleForm()["last_name"].as_field_group()).by_id("id_last_name")
    assert "aria-invalid" not in field
    assert field["aria-describedby"] == "id_last_name_helptext"


def test_choices_are_a_group_with_a_legend_described_by_help_and_error(refused):
    html = refused["consent"].as_field_group()
    page = Elements(html)
    [group] = page.all("fieldset")
    assert group["aria-describedby"] == "id_consent_helptext id_consent_error"
    assert set(group["aria-describedby"].split()) <= page.ids()
    assert re.search(r"<legend>Comment la personne a-t-elle donné son accord \?\s*</legend>", html)
    # ARIA does not allow it on a radio button.
    assert not any("aria-invalid" in option for option in page.all("input"))


def test_every_control_has_a_label_and_every_reference_exists(refused):
    for form in (refused, ExampleForm()):
        page = Elements(form)
        labels = {label["for"] for label in page.all("label")}
        controls = [attrs for tag, attrs in page.found if tag in {"input", "select", "textarea"}]
        assert {control["id"] for control in controls} == labels
        described = " ".join(attrs.get("aria-describedby", "") for _, attrs in page.found).split()
        assert set(described) <= page.ids()


def test_only_optional_fields_say_so():
    form = ExampleForm()
    assert "(facultatif)" in form["email"].as_field_group()
    assert "(facultatif)" not in form["last_name"].as_field_group()
    # Required once it is shown: to call it optional would be false.
    assert "(facultatif)" not in form["remote_reason"].as_field_group()
    # A box that may stay empty is what a box is.
    assert "(facultatif)" not in form["urgent"].as_field_group()


def test_filters_do_not_repeat_that_they_are_optional():
    class Filter(forms.Form):
        mark_optional = False
        name = forms.CharField(label="Nom", required=False)

    assert "(facultatif)" not in str(Filter())


def test_the_summary_links_to_each_field_in_error(piece, refused):
    page = Elements(piece("design/error_summary.html", form=refused))
    links = {link["href"].removeprefix("#") for link in page.all("a")}
    assert links == {"id_last_name", "id_birth_date", "id_place", "id_consent_0", "id_themes_0"}
    assert links <= Elements(refused).ids()
    [summary] = [attrs for _, attrs in page.found if attrs.get("role") == "alert"]
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary


def test_the_summary_says_what_belongs_to_no_field(piece):
    class Refusing(forms.Form):
        def clean(self):
            raise forms.ValidationError("Ces deux dates se contredisent.")

    assert "<li>Ces deux dates se contredisent.</li>" in piece("design/error_summary.html", form=Refusing({}))


def test_the_summary_of_a_page_with_several_forms_leads_to_each(piece):
    lines = forms.formset_factory(ExampleForm)
    data = {"lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 0, "lines-0-last_name": "", "lines-0-email": "x"}
    formset = lines(data, prefix="lines")
    page = Elements(piece("design/error_summary.html", forms=[ExampleForm({"last_name": "x"}), formset]))
    links = [link["href"] for link in page.all("a")]
    assert "#id_birth_date" in links
    assert "#id_lines-0-email" in links
    assert "#id_last_name" not in links


def test_without_error_there_is_no_summary(piece):
    assert piece("design/error_summary.html", form=ExampleForm()).strip() == ""


def test_the_browsers_own_date_field_speaks_iso_whatever_the_language():
    html = DateInput().render("on", datetime.date(1984, 3, 1))
    assert 'type="date"' in html
    assert 'value="1984-03-01"' in html


def test_only_the_option_that_reveals_is_marked():
    options = Elements(ExampleForm()["consent"]).all("input")
    assert [(option["value"], option.get("data-reveals")) for option in options] == [
        ("signed", None),
        ("remote", "remote"),
    ]


def test_a_select_can_reveal_too():
    field = forms.Select(choices=[("a", "A")])
    revealing = widgets.RevealingSelect(choices=[("a", "A"), ("z", "Autre")], reveals={"z": "other"})
    assert "data-reveals" not in field.render("x", None)
    assert [option.get("data-reveals") for option in Elements(revealing.render("x", None)).all("option")] == [
        None,
        "other",
    ]


def test_a_browser_without_has_shows_every_block():
    """Nothing hides a block outside the rule that asks whether the browser can show it again."""
    css = Path(finders.find("design/reveal.css")).read_text()
    inside = re.search(r"@supports selector\(:has\(\*\)\) \{(.*?)\n\}", css, re.S).group(1)
    assert "display: none" in inside
    assert "display: none" not in css.replace(inside, "")


def test_every_name_reveals_its_own_block():
    css = Path(finders.find("design/reveal.css")).read_text()
    pairs = re.findall(r'\[data-reveals~="([a-z0-9-]+)"\]:checked\) \.reveal-([a-z0-9-]+)', css)
    assert pairs
    assert all(choice == block for choice, block in pairs)


def test_a_browser_is_never_told_to_cut_what_is_pasted():
    class Form(forms.Form):
        note = forms.CharField(max_length=3, widget=forms.Textarea)
        name = forms.CharField(max_length=3, label="Nom")

    assert "maxlength" not in Form().as_p()
    assert Form({"note": "abcd", "name": "é"}).errors.keys() == {"note"}
