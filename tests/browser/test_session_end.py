"""The session ends while somebody types: told before, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import RIGHTS, go

LONG = "Elle vit chez sa sœur depuis mars. " * 60


@pytest.mark.parametrize("javascript", [True, False])
def test_all_cookies_gone_the_text_is_there_after_signing_in(new_context, signed_in, somebody, javascript):
    person, page = (
        somebody(),
        new_context(java_script_enabled=javascript, viewport={"width": 360, "height": 740}).new_page(),
    )
    steps.report(signed_in("partenaire-hopital"), person, reasons=[RIGHTS], nir=person.nir)
    steps.sign_in(page, "conseiller")
    steps.accompany(page, person)
    go(page.get_by_role("link", name="Noter un contact"))
    page.get_by_label("Rendez-vous sur place").check()
    page.get_by_label("La personne a été jointe").check()
    page.get_by_label("Compte rendu").fill(LONG)
    page.context.clear_cookies()
    go(page.get_by_role("button", name="Enregistrer le contact"))
    expect(page.get_by_text("Ce que vous aviez écrit est gardé")).to_be_visible()
    page.get_by_label("Identifiant").fill("conseiller")
    page.get_by_label("Mot de passe").fill(steps.PASSWORD)
    go(page.get_by_role("button", name="Se connecter", exact=True))
    go(page.get_by_role("button", name="Reprendre où j’en étais"))
    expect(page.get_by_label("Compte rendu")).to_have_value(LONG)
    expect(page.get_by_label("Rendez-vous sur place")).to_be_checked()
    go(page.get_by_role("button", name="Enregistrer le contact"))
    assert any(LONG.strip() in entry for entry in steps.timeline(page))


def test_ten_minutes_before_the_end_the_person_is_warned(signed_in):
    page = signed_in("conseiller")
    page.clock.install()
    page.goto("/personnes/")
    warning = page.get_by_text("Votre session se termine dans dix minutes.")
    expect(warning).to_be_hidden()
    lasts = int(page.locator("[data-session-seconds]").get_attribute("data-session-seconds"))
    page.clock.run_for((lasts - 10 * 60 - 5) * 1000)
    expect(warning).to_be_hidden()
    page.clock.run_for(10_000)
    expect(warning).to_be_visible()
