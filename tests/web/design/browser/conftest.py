"""A real browser on pages that are made here, without server nor database."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from allervers.web.design.views import catalogue

SITE = "http://catalogue.invalid"
POLICY = "default-src 'self'; img-src 'self' data:; form-action 'self'"


@pytest.fixture
def catalogue_page(browser, request_of):
    """The catalogue under the content security policy; whatever the page asks elsewhere, or the policy refuses,
    makes the test fail."""
    page, refused = browser.new_page(), []

    def answer(route):
        url = urlsplit(route.request.url)
        if not route.request.url.startswith(SITE):
            refused.append(route.request.url)
            route.abort()
        elif url.path.startswith("/static/"):
            file = Path(finders.find(url.path.removeprefix("/static/")))
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
        else:
            data = {"sent": "1"} if route.request.method == "POST" else None
            response = catalogue(request_of("/design/", data=data))
            route.fulfill(body=response.content, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    page.route("**/*", answer)
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{SITE}/design/")
    yield page
    page.close()
    assert refused == []
