"""The simulator on a telephone, without a script, and in front of somebody who cannot see."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.steps import go, sign_in

# A month that is read whatever the day of the test.
MONTH = f"m{timezone.localdate().replace(day=1) - datetime.timedelta(days=1):%Y-%m}"
TELEPHONE = {"width": 360, "height": 740}
# The same answers in each language: codes, not words. A page that is not here is answered « non ».
ANSWERS = {
    "household": {"couple": "alone", "children": "1", "others": "0"},
    "department": {"value": "81"},
    "me.nationality": {"value": "FR"},
    "me.birth_date": {"value": "1990-01-01"},
    "me.residence_since": {"value": "1990-01-01"},
    "me.activity": {"value": "employed"},
    "me.statuses": {},
    "me.benefits": {},
    "me.resources": {"value": "wage"},
    "me.resources.wage": {"mode": "varies", MONTH: "850,50"},
    "child1.birth_date": {"value": "2018-02-03"},
    "family_benefits": {},
    "housing": {"value": "tenant"},
    "housing_benefit": {"value": "250"},
}


def go_through(page, look=lambda: None) -> list[str]:
    """Answer to the end; the pages that were asked."""
    go(page.locator("a.btn-primary"))
    asked = []
    while page.locator("form[data-page]").count():
        name = page.locator("form[data-page]").get_attribute("data-page")
        look()
        asked.append(name)
        for question in page.locator("form[data-page]").get_attribute("data-questions").split():
            for field, value in ANSWERS.get(question, {"value": "no"}).items():
                inputs = page.locator(f"[name='q-{question}-{field}']")
                if inputs.first.get_attribute("type") in ("radio", "checkbox"):
                    page.locator(f"[name='q-{question}-{field}'][value='{value}']").check()
                elif inputs.evaluate("field => field.tagName") == "SELECT":
                    inputs.select_option(value)
                else:
                    inputs.fill(value)
        go(page.locator("button.btn-primary"))
        assert not page.locator(".error-summary").count(), f"{name}: {page.locator('.error-summary').inner_text()}"
    look()
    return asked


def test_a_result_comes_without_a_script_and_leaves_nothing_in_the_browser(new_context, base_url):
    context = new_context(java_script_enabled=False, viewport=TELEPHONE)
    page = context.new_page()
    page.goto(f"{base_url}/simulateur/")
    asked = go_through(page)
    expect(page.get_by_text("Vous avez droit à la Complémentaire santé solidaire, gratuite.")).to_be_visible()
    assert len(asked) == len(set(asked))
    assert page.url.startswith(f"{base_url}/simulateur/resultat/?reponses=")
    assert context.cookies() == []
    address = page.url
    page.reload()
    expect(page).to_have_url(address)
    page.go_back()
    expect(page.locator("form[data-page]")).to_have_attribute("data-page", asked[-1])
    page.go_forward()
    go(page.locator("button[value='edit:housing']"))
    expect(page.get_by_role("radio", name="Je suis locataire")).to_be_checked()


@pytest.mark.parametrize("language", ["fr", "falc", "en"])
def test_no_page_of_any_language_has_a_fault_or_is_wider_than_a_telephone(new_context, base_url, language):
    page = new_context(viewport=TELEPHONE).new_page()
    faults, wide = {}, []

    def look():
        page.wait_for_load_state()
        heading = page.locator("h1").inner_text()
        if violations := Axe().run(page).response["violations"]:
            faults[heading] = [violation["id"] for violation in violations]
        if page.evaluate("document.documentElement.scrollWidth") > TELEPHONE["width"]:
            wide.append(heading)

    page.goto(f"{base_url}/simulateur/?langue={language}")
    look()
    go_through(page, look)
    go(page.locator("section.panel a.btn-secondary"))
    look()
    go(page.locator("button.btn-primary"))
    expect(page.locator(".error-summary")).to_be_focused()
    look()
    if language == "fr":
        for name, text in {"first_name": "Zoé", "birth_name": "Exemple", "phone": "06 39 98 12 34"}.items():
            page.locator(f"[name={name}]").fill(text)
        if not page.locator("[name=fund]").input_value():
            page.locator("[name=fund]").select_option(index=1)
        page.locator("[name=agrees]").check()
        go(page.locator("button.btn-primary"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Votre demande est partie")
        look()
    assert (faults, wide) == ({}, [])


def test_the_keyboard_alone_answers_and_enter_goes_on(new_context, base_url):
    page = new_context().new_page()
    page.goto(f"{base_url}/simulateur/")
    page.locator("a.btn-primary").press("Enter")
    page.get_by_role("radio", name="Oui, elle est à jour").press("Space")
    page.get_by_role("radio", name="Oui, elle est à jour").press("Enter")
    page.get_by_role("radio", name="Non, sans conjoint").press("Space")
    page.get_by_label("Combien d’enfants").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Parlons de vous")


@pytest.mark.parametrize(("account", "opens"), [("partenaire", "/signalements/"), ("conseiller", "/accompagnements/")])
def test_a_partner_and_an_adviser_open_it_with_what_is_known_sealed_in_its_address(new_context, account, opens):
    page = new_context().new_page()
    sign_in(page, account)
    page.goto(opens)
    go(page.locator("main table a, main li a, main article a").first)
    go(page.get_by_role("link", name="Simuler ses droits"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Avez-vous une carte Vitale à jour ?")
    address = urlsplit(page.url)
    assert (address.path, list(parse_qs(address.query))) == ("/simulateur/question/", ["reponses"])
