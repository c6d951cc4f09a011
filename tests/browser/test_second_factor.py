"""Signing in with a code or a passkey, in a real browser, with a keyboard and on a telephone."""

import re
from contextlib import contextmanager

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.steps import PASSWORD, go
from tests.browser.watching import Watch

TELEPHONE = {"width": 360, "height": 740}


def is_sound(page: Page):
    """Nothing that axe finds, nothing wider than the telephone."""
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@contextmanager
def device(page: Page):
    """A security key that is plugged into the browser and always says yes."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True}
    given = tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    yield lambda: tools.send("WebAuthn.getCredentials", {"authenticatorId": given["authenticatorId"]})["credentials"]
    tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": given["authenticatorId"]})


@pytest.fixture
def page(new_context):
    return new_context(viewport=TELEPHONE).new_page()


@pytest.fixture
def by_name(browser, browser_context_args, live_server_url):
    """A page of the same server by its name: a passkey is made for a name, never for 127.0.0.1."""
    address = live_server_url.replace("127.0.0.1", "localhost")
    context = browser.new_context(**{**browser_context_args, "base_url": address, "viewport": TELEPHONE})
    watch = Watch(context)
    yield context.new_page()
    assert watch.complaints == []
    assert watch.elsewhere(address) == []
    context.close()


def test_the_account_of_the_demonstration_is_tried_with_the_keyboard_alone(page):
    steps.sign_in(page, "administrateur-code")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirmer que c’est vous")
    is_sound(page)
    code = re.search(r"code du moment est (\d{6})", page.locator(".notice").inner_text())[1]
    page.get_by_label("Code", exact=True).focus()
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Comptes")


def test_an_application_is_added_without_javascript_and_a_recovery_code_gets_in_without_it(new_context):
    page = new_context(viewport=TELEPHONE, java_script_enabled=False).new_page()
    steps.sign_in(page, "mediatrice")
    page.goto("/securite/")
    go(page.get_by_role("link", name="Ajouter une application"))
    box = page.locator(".qr svg").bounding_box()
    assert 150 < box["width"] <= 320
    key = page.locator("code.token").inner_text().replace(" ", "")
    page.get_by_label("Code affiché par l’application").fill(pyotp.TOTP(key).now())
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    go(page.get_by_role("button", name="Ajouter l’application"))
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    steps.sign_out(page)
    steps.sign_in(page, "mediatrice")
    page.get_by_label("Code", exact=True).fill(codes[3])
    go(page.get_by_role("button", name="Continuer"))
    page.goto("/securite/")
    expect(page.get_by_text("Il vous en reste 9.")).to_be_visible()
    go(page.get_by_role("button", name="Retirer l’application de codes"))
    expect(page.get_by_text("L’application est retirée.")).to_be_visible()


def test_a_passkey_is_added_signs_in_and_is_taken_off(by_name):
    page = by_name
    with device(page) as credentials:
        steps.sign_in(page, "commission")
        page.goto("/securite/cles/nouvelle/")
        is_sound(page)
        page.get_by_label("Nom de cette clé").fill("Clé bleue")
        page.get_by_label("Votre mot de passe").fill(PASSWORD)
        go(page.get_by_role("button", name="Créer la clé d’accès"))
        expect(page.get_by_role("heading", level=1)).to_have_text("La clé d’accès est ajoutée.")
        is_sound(page)
        assert [key["rpId"] for key in credentials()] == ["localhost"]
        steps.sign_out(page)

        steps.sign_in(page, "commission")
        is_sound(page)
        go(page.get_by_role("button", name="Utiliser ma clé d’accès"))
        page.goto("/securite/")
        expect(page.get_by_text("Second facteur donné : clé d’accès")).to_be_visible()
        is_sound(page)
        assert credentials()[0]["signCount"] == 2
        go(page.get_by_role("button", name="Retirer Clé bleue"))
        expect(page.get_by_text("La clé d’accès est retirée.")).to_be_visible()


def test_a_device_without_the_key_is_told_so_and_a_code_serves(by_name):
    page = by_name
    steps.sign_in(page, "contacts-sortants")
    with device(page):
        page.goto("/securite/cles/nouvelle/")
        page.get_by_label("Nom de cette clé").fill("Clé perdue")
        page.get_by_label("Votre mot de passe").fill(PASSWORD)
        go(page.get_by_role("button", name="Créer la clé d’accès"))
        codes = page.locator(".codes code").all_inner_texts()
    steps.sign_out(page)
    with device(page):
        steps.sign_in(page, "contacts-sortants")
        page.get_by_role("button", name="Utiliser ma clé d’accès").click()
        expect(page.get_by_role("status")).to_contain_text("n’a pas répondu")
        page.get_by_label("Code", exact=True).fill(codes[0])
        go(page.get_by_role("button", name="Continuer"))
        page.goto("/securite/")
        go(page.get_by_role("button", name="Retirer Clé perdue"))


def test_at_an_address_made_of_figures_the_page_says_why_there_is_no_passkey(page):
    steps.sign_in(page, "mediatrice")
    page.goto("/securite/cles/nouvelle/")
    expect(page.get_by_text("adresse faite de chiffres")).to_be_visible()
    is_sound(page)
