"""The header: folded on a telephone, its search one key away, and without a script too."""

import re

from playwright.sync_api import expect

from tests.browser.steps import go


def test_a_telephone_keeps_its_screen_for_the_page(signed_in):
    page = signed_in("conseiller", viewport={"width": 360, "height": 740})
    page.goto("/saisines/")
    assert page.locator(".site-header").bounding_box()["height"] < 120
    page.locator(".account > summary").click()
    go(page.locator(".folded-menu").get_by_role("link", name="Accompagnements en cours"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Accompagnements en cours")


def test_a_key_leads_to_the_search_but_not_while_somebody_types(signed_in):
    page = signed_in("conseiller")
    page.goto("/saisines/")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Chercher une personne")
    expect(box).to_be_focused()
    page.keyboard.type("12/03/1984")
    expect(box).to_have_value("12/03/1984")


def test_the_search_of_the_header_needs_no_script(signed_in):
    page = signed_in("conseiller", java_script_enabled=False)
    page.goto("/accompagnements/")
    page.get_by_role("searchbox", name="Chercher une personne").fill("Exemple")
    go(page.get_by_role("button", name="Lancer la recherche"))
    expect(page.locator("main table caption")).to_contain_text(re.compile("trouvée|proches"))
