"""Steps 1 and 2 of the thread: somebody in difficulty is reported, by a partner, a health professional or a desk."""

import re

import pytest
from playwright.sync_api import expect

from tests import pdf
from tests.browser import steps
from tests.browser.steps import CARE, DIGITAL, NEW, RIGHTS


def test_the_part_on_forgone_care_appears_only_when_its_box_is_ticked(signed_in):
    page = signed_in("partenaire")
    page.goto(NEW)
    part = page.get_by_text("Quels soins ne sont pas réalisés ?")
    expect(part).to_be_hidden()
    page.get_by_label(RIGHTS, exact=True).check()
    expect(part).to_be_hidden()
    for reason in (CARE, f"{CARE} liés à un handicap"):
        page.get_by_label(reason, exact=True).check()
        expect(part).to_be_visible()
        expect(page.get_by_text("Depuis quand ?")).to_be_visible()
        expect(page.get_by_text("Quelles en sont les causes ?")).to_be_visible()
        page.get_by_label(reason, exact=True).uncheck()
        expect(part).to_be_hidden()


def test_everything_that_the_form_asks_for_reaches_the_adviser(signed_in, somebody):
    person = somebody()
    partner, adviser = signed_in("partenaire"), signed_in("conseiller")
    partner.goto(NEW)
    steps.describe(partner, person)
    partner.get_by_label("Adresse électronique de la personne").fill("quelqu.un@exemple.invalid")
    partner.get_by_label("Adresse postale de la personne").fill(person.postal_address)
    partner.get_by_label("Langue parlée").select_option("Autre langue")
    partner.get_by_label("Quelle langue ?").fill("volapük")
    partner.get_by_label("Un interprète est nécessaire").check()
    for choice in (RIGHTS, CARE, "Pharmacie", "Autre soin", "Plus de 2 ans", "Reste à charge", "Autre cause"):
        partner.get_by_label(choice, exact=True).check()
    partner.get_by_label("Quel autre soin ?").fill("cure thermale")
    partner.get_by_label("Quelle autre cause ?").fill("garde d'enfants")
    partner.get_by_label("Urgence partenaire").check()
    partner.get_by_label("Pourquoi est-ce urgent ?").fill("Opération prévue lundi.")
    partner.get_by_label("Dossier de Complémentaire santé solidaire").check()
    partner.get_by_label("Autre action", exact=True).check()
    partner.get_by_label("Quelle autre action ?").fill("bons alimentaires")
    partner.get_by_label("Ce qu’il est utile de savoir").fill("Appeler après 18 heures.")
    steps.agree(partner)
    partner.get_by_label("La personne s’oppose à l’usage de ses données pour des études").check()
    steps.send(partner)

    steps.examine(adviser, person)
    shown = adviser.locator("main").inner_text()
    for answer in (
        *("quelqu.un@exemple.invalid", person.postal_address, person.phone.replace(" ", "\u00a0"), "volapük"),
        *(
            "Pharmacie",
            "Autre soin : cure thermale",
            "Plus de 2 ans",
            "Reste à charge",
            "Autre cause : garde d'enfants",
        ),
        *("Opération prévue lundi.", "Dossier de Complémentaire santé solidaire", "Autre action : bons alimentaires"),
        *("Appeler après 18 heures.", "Formulaire signé", "CCAS de Valfleury (fictif)", "Anne-Sophie Exemple"),
    ):
        assert answer in shown
    for label, answer in (("Interprète", "Nécessaire"), ("Sexe", "Femme"), ("Opposition aux études", "Oui")):
        row = adviser.locator(".summary > div").filter(has=adviser.locator(f"dt:text-is('{label}')"))
        expect(row.locator("dd")).to_have_text(answer)


def test_an_agreement_at_a_distance_gives_a_letter_that_names_the_person(signed_in, somebody):
    person, page = somebody(), signed_in("partenaire")
    steps.report(page, person, remote=True)
    said = printed(page, "Ouvrir le courrier (PDF)")
    assert f"{person.first_name} {person.birth_name.upper()}" in said
    assert "CPAM de Valfleury" in said
    assert "18 mois" in said


def test_a_signed_agreement_is_kept_and_needs_no_letter(signed_in, somebody):
    person, page = somebody(), signed_in("partenaire")
    steps.report(page, person)
    expect(page.get_by_text("Gardez l’accord signé")).to_be_visible()
    expect(page.get_by_role("link", name="Ouvrir le courrier (PDF)")).to_have_count(0)
    assert person.birth_name.upper() in printed(page, "Ouvrir l’accord à signer (PDF)")


def printed(page, link: str) -> str:
    """The words of the PDF that a link of the page leads to."""
    response = page.request.get(page.get_by_role("link", name=link).get_attribute("href"))
    assert response.headers["content-type"] == "application/pdf"
    assert response.body().startswith(b"%PDF-")
    return pdf.words(response.body())


def test_what_became_of_a_referral_is_told_only_if_the_person_agreed_to_it(signed_in, somebody):
    partner, adviser = signed_in("partenaire"), signed_in("conseiller")
    agreed, silent = somebody(), somebody()
    for person in (agreed, silent):
        steps.report(partner, person, feedback=person is agreed)
        steps.examine(adviser, person)
        steps.close_without_opening(adviser, "Saisine non pertinente", "Dépend d'un autre régime.")
    (told,) = steps.rows(partner, "/signalements/", agreed.full_name)
    assert all(state in told for state in ("Reçue", "Close", "Non pertinente"))
    (told,) = steps.rows(partner, "/signalements/", silent.full_name)
    assert "Reçue" in told
    assert not any(state in told for state in ("Contactée", "Close", "ertinente"))
    assert "n’a pas souhaité que vous soyez informé" in told


def test_a_detector_sees_their_own_referrals_and_no_others(signed_in, somebody):
    person = somebody()
    address = steps.report(signed_in("partenaire"), person)
    for other in ("partenaire-hopital", "medecin", "accueil", "conseiller"):
        page = signed_in(other)
        assert steps.rows(page, "/signalements/", person.full_name) == []
        assert page.goto(address).status == 404
        assert person.birth_name.casefold() not in page.content().casefold()


@pytest.mark.parametrize(
    ("account", "may"),
    [("partenaire", False), ("partenaire-hopital", True), ("medecin", True), ("accueil", True), ("conseiller", True)],
)
def test_the_nir_is_asked_only_of_those_who_may_transmit_it(signed_in, account, may):
    page = signed_in(account)
    page.goto(NEW)
    expect(page.get_by_label("Numéro de sécurité sociale")).to_have_count(1 if may else 0)


def test_a_health_professional_has_the_same_form_as_a_partner(signed_in):
    def questions(account):
        page = signed_in(account)
        page.goto(NEW)
        return page.locator("main form :is(label, legend)").all_text_contents()

    assert questions("medecin") == questions("partenaire-hopital")
    nir = [question for question in questions("medecin") if "sécurité sociale" in question]
    assert [question for question in questions("medecin") if question not in nir] == questions("partenaire")


def test_a_health_professional_reports_a_patient(signed_in, somebody):
    person, adviser = somebody(), signed_in("conseiller")
    steps.report(signed_in("medecin"), person, reasons=[CARE], nir=person.nir)
    steps.examine(adviser, person)
    expect(adviser.get_by_text("Professionnels de santé, Médecin généraliste")).to_be_visible()
    assert person.nir[1:9] not in re.sub(r"\s", "", adviser.content())


def test_a_desk_reports_in_two_steps_from_its_home_page(signed_in, somebody):
    """The form is the first page that it meets; the second says that it is done."""
    person, page = somebody(), signed_in("accueil")
    pages = []
    page.on("framenavigated", lambda frame: pages.append(frame.url))
    page.goto("/")
    steps.describe(page, person)
    page.get_by_label(DIGITAL).check()
    steps.agree(page)
    steps.send(page)
    expect(page.get_by_text("Le signalement est envoyé")).to_be_visible()
    assert len(pages) == 2


def test_a_desk_types_nothing_that_its_account_already_says(signed_in, somebody):
    person, page = somebody(), signed_in("accueil")
    steps.report(page, person)
    for known in ("Théo Modèle", "Assurance Maladie, Accueil", "CPAM de Valfleury (fictive)"):
        expect(page.locator("main dd", has_text=known).first).to_be_visible()
