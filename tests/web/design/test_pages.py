"""The base page, the pieces, the public pages and the pages of error."""

import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.loader import get_template
from django.views import defaults
from django.views.csrf import csrf_failure

from allervers.web.design.views import catalogue
from allervers.web.navigation import Entry, Group
from allervers.web.public.views import accessibility, legal

WEB = Path(catalogue.__code__.co_filename).parents[1]


def test_the_catalogue_shows_every_piece(request_of):
    html = catalogue(request_of("/design/")).content.decode()
    for sign in ("summary", "timeline", "bars", "explanation", "comparison", "pages", "empty", "tag-urgent"):
        assert re.search(rf'class="[^"]*\b{sign}\b', html), sign


def test_the_catalogue_does_not_exist_where_real_persons_are(request_of, settings):
    settings.DEMO = False
    with pytest.raises(Http404):
        catalogue(request_of("/design/"))


@pytest.mark.parametrize("view", [catalogue, accessibility, legal])
def test_a_page_has_its_language_one_heading_and_a_way_to_its_content(request_of, view):
    html = view(request_of()).content.decode()
    assert '<html lang="fr">' in html
    assert html.count("<h1") == 1
    assert 'href="#contenu"' in html
    assert '<main id="contenu"' in html
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


def test_the_title_of_a_refused_form_begins_with_the_error(request_of):
    html = catalogue(request_of(data={"last_name": ""})).content.decode()
    assert "<title>Erreur – Catalogue" in html


def test_the_banner_is_only_that_of_a_demonstration(request_of, settings):
    assert "Données fictives" in legal(request_of()).content.decode()
    settings.DEMO = False
    assert "Données fictives" not in legal(request_of()).content.decode()


def test_the_menu_says_where_one_is_and_what_waits(piece):
    inbox = Entry("Saisines à examiner", "/a/", here=True, current=True, badge=12)
    menu = [Group("À faire", [inbox, Entry("Détections", "/c/")]), Group("Chiffres", [Entry("Chiffres", "/b/")])]
    html = piece("design/base.html", menu=menu)
    assert '<a href="/a/" aria-current="true">À faire' in html
    assert '<a href="/a/" aria-current="page">Saisines à examiner' in html
    assert '12<span class="visually-hidden"> à traiter</span>' in html
    assert '<a href="/b/">Chiffres</a>' in html


def test_the_legal_page_says_how_long_and_whom_to_ask(request_of):
    html = legal(request_of()).content.decode()
    for words in ("18 mois après la fin de l’accompagnement", "délégué à la protection des données", "TSA 80715"):
        assert words in html


def errors(request):
    """Each page as Django sends it."""
    yield 400, defaults.bad_request(request, Exception("secret"))
    yield 403, defaults.permission_denied(request, PermissionDenied("secret"))
    yield 404, defaults.page_not_found(request, Http404("secret"))
    yield 403, csrf_failure(request, reason="secret")
    yield 500, defaults.server_error(request)


def test_error_pages_say_what_to_do_and_repeat_nothing_of_the_request(request_of):
    for status, response in errors(request_of("/dossier-de-quelqu-un/?nom=secret")):
        html = response.content.decode()
        assert response.status_code == status
        assert "Ce que vous pouvez faire" in html
        assert html.count("<h1") == 1
        assert "secret" not in html
        assert "quelqu-un" not in html


def test_the_page_of_a_failure_needs_neither_context_nor_named_routes_nor_gathered_files(settings):
    settings.ROOT_URLCONF = "tests.web.design.no_urls"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    for name in ("500.html", "400.html"):
        assert "<h1>" in get_template(name).render()


def test_pages_keep_the_filters_and_leave_out_the_far_ones(piece):
    html = piece("design/pagination.html", path="/?q=a%26b&page=7", page=Paginator(range(1312), 25).get_page(7))
    assert '<a href="?q=a%26b&amp;page=8"' in html
    assert "151 à 175 sur 1\u202f312" in html
    assert re.findall(r"Page </span>(\d+)", html) == ["1", "6", "7", "8", "53"]


def test_one_page_or_none_needs_no_links(piece):
    assert "<ul>" not in piece("design/pagination.html", page=Paginator(range(3), 25).get_page(1))
    assert "<nav" not in piece("design/pagination.html", page=Paginator([], 25).get_page(1))


def test_a_chart_is_drawn_without_style_and_keeps_its_values(piece):
    rows = [{"label": "Droits", "value": 1284}, {"label": "Handicap", "value": None, "display": "non communiqué"}]
    html = piece("design/bar_chart.html", caption="Par thème", rows=rows)
    assert html.count("<rect") == 1
    assert "1\u202f284" in html
    assert "non communiqué" in html


def test_what_is_missing_is_said_but_zero_is_a_value(piece):
    rows = [{"label": "Enfants", "value": 0}, {"label": "Téléphone", "value": ""}]
    html = piece("design/summary_list.html", rows=rows)
    assert "<dd>0</dd>" in html
    assert html.count("Non renseigné") == 1
    node = {"label": "Ressources", "value": 0}
    assert "inconnu" not in piece("design/explanation_tree.html", node=node)
    assert "inconnu" in piece("design/explanation_tree.html", node={"label": "Ressources", "value": None})


def test_a_tag_never_speaks_by_its_colour_alone(piece):
    signs = {
        re.search(r'aria-hidden="true">(.)<', piece("design/tag.html", text="x", kind=kind)).group(1)
        for kind in ("neutral", "info", "success", "warning", "urgent")
    }
    assert len(signs) == 5


def test_no_template_carries_an_inline_style_an_inline_script_or_another_site():
    kept_as_a_file = WEB / "templates" / "pieces" / "copy.html"  # opened from the person's own disk, without our pages
    for template in {*(WEB / "templates").rglob("*.html")} - {kept_as_a_file}:
        text = template.read_text()
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", text), template
        assert not re.search(r'(?:src|<link[^>]+href)="(?:https?:)?//', text), template


def test_the_forms_of_the_project_come_before_those_of_django():
    """Whichever application comes first gives the templates of fields."""
    origin = get_template("django/forms/field.html").origin.name
    assert Path(origin).is_relative_to(WEB), django_settings.INSTALLED_APPS
