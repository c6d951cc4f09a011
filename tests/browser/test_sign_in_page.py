"""The first page that anybody meets."""

from axe_playwright_python.sync_playwright import Axe


def test_somebody_who_did_not_sign_in_is_asked_to(page, live_server_url):
    page.goto("/")
    assert page.url.startswith(f"{live_server_url}/connexion/")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").count() == 1


def test_the_style_sheets_arrive(page):
    page.goto("/connexion/")
    assert page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length).every(Boolean)")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # Bootstrap's


def test_the_page_is_accessible(page):
    page.goto("/connexion/")
    assert Axe().run(page).response["violations"] == []
