"""Light or dark, contrasts, the key that searches: chosen without an account, kept by a cookie that says nothing."""

import pytest
from django.urls import reverse

from allervers.domain.organisations.roles import Role
from allervers.web.appearance import COOKIE, Look
from allervers.web.navigation import WIDEST
from tests import factories

pytestmark = pytest.mark.django_db
PAGE, DARK, CONTRAST = "/apparence/", "design/dark.", "design/contrast."


def link_to(html: str, sheet: str) -> str:
    """The line that links a style sheet; nothing if none does."""
    return next((line for line in html.splitlines() if sheet in line), "")


def test_until_something_is_chosen_the_device_decides(client):
    html = client.get(PAGE).content.decode()
    assert 'media="(prefers-color-scheme: dark)"' in link_to(html, DARK)
    assert 'media="(prefers-contrast: more)"' in link_to(html, CONTRAST)


@pytest.mark.parametrize(("colours", "linked"), [("dark", True), ("light", False)])
def test_what_is_chosen_holds_on_every_page_and_leads_back(client, colours, linked):
    back = f"http://testserver{reverse('legal')}"
    answer = client.post(PAGE, {"colours": colours, "contrast": "on", "search_key": "on", "back": back})
    assert (answer.status_code, answer.headers["Location"]) == (302, back)
    assert client.cookies[COOKIE].value == str(Look(colours, contrast=True))
    assert client.cookies[COOKIE]["httponly"]
    html = client.get(reverse("accessibility")).content.decode()
    assert bool(link_to(html, DARK)) == linked
    assert "media=" not in link_to(html, DARK)
    assert "media=" not in link_to(html, CONTRAST)


@pytest.mark.parametrize("back", ["https://ailleurs.invalid/", "//ailleurs.invalid/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client, back):
    assert client.post(PAGE, {"colours": "dark", "back": back}).headers["Location"] == PAGE


@pytest.mark.parametrize("cookie", ["", "mauve", "mauve-contrast", "-" * 100, "é"])
def test_a_cookie_that_is_not_understood_changes_no_colour(client, cookie):
    client.cookies[COOKIE] = cookie
    assert 'media="(prefers-color-scheme: dark)"' in link_to(client.get(PAGE).content.decode(), DARK)


def test_colours_that_do_not_exist_are_refused(client):
    answer = client.post(PAGE, {"colours": "mauve"})
    assert "Choisissez dans la liste." in answer.content.decode()
    assert COOKIE not in client.cookies


@pytest.mark.parametrize("role", Role)
def test_the_menu_has_four_entries_at_most_and_one_search_box(client, role):
    client.force_login(factories.account(role))
    html = client.get(PAGE).content.decode()
    assert html.partition('class="main-menu"')[2].partition("</nav>")[0].count("<li>") <= WIDEST
    assert html.count('role="search"') <= 1


def test_the_box_of_the_header_searches_and_leaves_its_own_page_to_the_larger_one(client):
    client.force_login(factories.account(Role.ADVISER))
    assert 'class="search-box" method="post" action="/personnes/"' in client.get(PAGE).content.decode()
    assert 'class="search-box"' not in client.post("/personnes/", {"typed": "Exemple"}).content.decode()


def test_the_key_that_searches_can_be_switched_off(client):
    client.force_login(factories.account(Role.ADVISER))
    assert "design/search." in client.get(PAGE).content.decode()
    client.post(PAGE, {"colours": "auto"})
    html = client.get(PAGE).content.decode()
    assert "design/search." not in html
    assert "aria-keyshortcuts" not in html
