"""A newcomer: an administrator opens an account, its owner chooses a password, works, and leaves."""

import re

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import go, sign_in


def test_a_newcomer_chooses_a_password_works_and_loses_the_account_when_leaving(signed_in, new_context, somebody):
    administrator, newcomer = signed_in("administratrice"), new_context().new_page()
    person = somebody()
    first_password = steps.open_account(administrator, "nouvelle-venue")
    go(administrator.get_by_role("link", name="C’est noté : ouvrir le compte"))
    sign_in(newcomer, "nouvelle-venue", first_password)

    # Before anything else: a password that nobody else knows.
    newcomer.goto("/signalements/nouveau/")
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("Choisissez votre mot de passe")
    newcomer.get_by_label("Mot de passe actuel").fill(first_password)
    newcomer.get_by_label("Nouveau mot de passe").fill("court")
    newcomer.get_by_label("Le même, une seconde fois").fill("court")
    go(newcomer.locator("main").get_by_role("button"))
    expect(newcomer.get_by_role("alert")).to_contain_text("il en faut au moins 12")
    newcomer.get_by_label("Mot de passe actuel").fill(first_password)
    newcomer.get_by_label("Nouveau mot de passe").fill("une phrase que je retiens")
    newcomer.get_by_label("Le même, une seconde fois").fill("une phrase que je retiens")
    go(newcomer.locator("main").get_by_role("button"))
    expect(newcomer.get_by_text("Votre mot de passe est changé.")).to_be_visible()
    steps.report(newcomer, person)

    # The account is closed: the session ends with it.
    administrator.get_by_label("Pourquoi ?").last.fill("Départ de la structure.")
    go(administrator.get_by_role("button", name="Fermer le compte"))
    expect(administrator.get_by_text("Départ de la structure.").first).to_be_visible()
    newcomer.goto("/signalements/")
    expect(newcomer).to_have_url(re.compile("/connexion/"))
    sign_in(newcomer, "nouvelle-venue", "une phrase que je retiens")
    expect(newcomer.get_by_role("alert")).to_be_visible()


def test_the_wrong_password_does_not_say_who_has_an_account(new_context):
    page = new_context().new_page()
    said = []
    for account in ("conseiller", "personne-de-ce-nom"):
        sign_in(page, account, "pas le bon mot de passe")
        said.append(page.get_by_role("alert").inner_text())
        expect(page.get_by_label("Identifiant")).to_have_value(account)
    assert said[0] == said[1]
    assert "Vérifiez les majuscules" in said[0]


def test_a_visitor_of_the_demonstration_enters_with_one_button(page):
    page.goto("/")
    go(page.get_by_role("button", name="conseiller", exact=False).first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ma journée")
    steps.sign_out(page)
    page.goto("/saisines/")
    expect(page).to_have_url(re.compile("/connexion/"))
