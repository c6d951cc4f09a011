"""What somebody sees on the way through an identity provider, in a real browser: no fault, wide or narrow."""

import mimetypes
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.web.openid.test_openid import at_provider, issuer, openid, tell  # noqa: F401

SITE = "http://pages.invalid"
# Name → the page as it is found, and what its heading says.
FOUND = {
    "sign-in": "Se connecter",
    "unknown-there": "Relier votre compte",
    "refused-there": "Connexion impossible",
}


@pytest.fixture
def beside_the_database(monkeypatch, request):
    """Playwright keeps an event loop in this thread, which is not one of Django's."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    request.getfixturevalue("db")


def pages(client, tell) -> dict[str, str]:  # noqa: F811
    found = {"sign-in": client.get("/connexion/").content.decode()}
    tell("nobody-here")
    found["unknown-there"] = client.get(at_provider(client), follow=True).content.decode()
    tell("nobody-here", lie="denied")
    found["refused-there"] = client.get(at_provider(client), follow=True).content.decode()
    return found


def test_no_page_of_the_way_has_a_fault_or_is_wider_than_a_telephone(beside_the_database, client, tell, browser):  # noqa: F811
    shown = pages(client, tell)
    page = browser.new_page(locale="fr-FR")

    def answer(route):
        url = urlsplit(route.request.url)
        if url.path.startswith("/static/"):
            file = settings.STATIC_ROOT / url.path.removeprefix("/static/")
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
        else:
            route.fulfill(body=shown[url.path.strip("/")], content_type="text/html")

    page.route("**/*", answer)
    faults = {}
    for name in shown:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{SITE}/{name}")
            found = [fault["id"] for fault in Axe().run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append("wide")
            if found:
                faults[f"{name} {width}"] = found
        assert page.locator("h1").inner_text() == FOUND[name], name
    page.goto(f"{SITE}/sign-in")
    assert page.get_by_role("link", name="Se connecter avec ProConnect").count() == 1
    page.close()
    assert faults == {}
