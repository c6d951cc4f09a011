"""Steps 4 and 5 of the thread: the person's page, the check of a right, the closure."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import CARE, RIGHTS, go


@pytest.fixture
def accompanied(signed_in, somebody):
    """The page of somebody whose accompaniment has just begun, in front of the adviser."""
    person, adviser = somebody(), signed_in("conseiller")
    steps.report(signed_in("partenaire-hopital"), person, reasons=[RIGHTS, CARE], nir=person.nir)
    steps.accompany(adviser, person)
    return adviser, person


def test_everything_about_a_person_is_on_one_timeline(accompanied):
    page, _ = accompanied
    steps.note_contact(
        page, channel="Rendez-vous sur place", result="La personne a été jointe", note="Vient sans papiers."
    )
    steps.add_action(page, "Prise de rendez-vous")
    steps.check_c2s(page, wage="900")
    go(page.get_by_role("link", name="Revenir à la personne"))
    told = steps.timeline(page)
    for entry, event in zip(
        told,
        (
            "Vérification C2S",
            "Prévu : Prise de rendez-vous",
            "Rendez-vous sur place",
            "Accompagnement ouvert",
            "Saisine reçue",
        ),
        strict=True,
    ):
        assert event in entry
    assert "Vient sans papiers." in told[2]
    assert "Par Noémie Témoin" in told[2]

    # One kind at a time, if one wants.
    go(page.get_by_role("link", name="Contact 1"))
    (only,) = steps.timeline(page)
    assert "Rendez-vous sur place" in only


def test_an_action_is_done_with_one_button_and_can_be_taken_back(accompanied):
    page, _ = accompanied
    steps.add_action(page, "Création du compte ameli")
    go(page.get_by_role("button", name="Fait : Création du compte ameli"))
    expect(page.get_by_text("Aucune action en attente.")).to_be_visible()
    assert any("Fait : Création du compte ameli" in entry for entry in steps.timeline(page))
    page.get_by_text("Actions faites ou abandonnées (1)").click()
    go(page.get_by_role("button", name="Remettre à faire : Création du compte ameli"))
    expect(page.get_by_role("button", name="Fait : Création du compte ameli")).to_be_visible()


def test_the_c2s_check_gives_class_contribution_ceilings_and_the_source_of_every_step(accompanied):
    page, _ = accompanied
    steps.check_c2s(page, wage="1 050,00")
    expect(page.get_by_role("region", name="Résultat")).to_contain_text(
        re.compile(r"C2S avec participation.*\d+,\d\d\s€ par mois", re.S)
    )
    amounts = page.get_by_role("table", name="Les ressources du foyer face aux plafonds")
    for label in ("Ressources du foyer", "Plafond de la C2S gratuite", "Plafond de la C2S avec participation"):
        expect(amounts.get_by_role("row", name=label)).to_contain_text("€")
    explanation = page.locator(".explanation")
    page.evaluate("document.querySelectorAll('.explanation details').forEach(step => { step.open = true })")
    for step in ("Plafond", "Ressources"):
        expect(explanation.get_by_text(re.compile(step)).first).to_be_visible()
    sources = explanation.locator(".source").all_inner_texts()
    assert any("L861-1" in source for source in sources)
    assert any("R861" in source for source in sources)


def test_a_check_with_nothing_known_says_what_to_ask_for(accompanied):
    page, _ = accompanied
    steps.open_c2s_form(page)
    go(page.get_by_role("button", name="Vérifier la C2S"))
    expect(page.get_by_text("On ne peut pas encore répondre")).to_be_visible()
    first = page.get_by_role("alert").get_by_role("link").first
    first.click()
    expect(page.locator(first.get_attribute("href"))).to_be_in_viewport()


def test_a_household_grows_without_losing_what_was_typed(accompanied):
    page, _ = accompanied
    steps.open_c2s_form(page)
    page.get_by_label("Aide au logement, par mois").fill("120,50")
    go(page.get_by_role("button", name="Ajouter une personne au foyer"))
    go(page.get_by_role("button", name="Ajouter une ligne : Personne 2"))
    line = page.get_by_role("region", name="Personne 2").get_by_role("group", name="Ligne 3")
    months = line.get_by_label("À", exact=True).locator("option").all_inner_texts()
    assert line.get_by_label("De", exact=True).locator("option:checked").inner_text() == months[0]
    assert line.get_by_label("À", exact=True).locator("option:checked").inner_text() == months[-1]
    expect(page.get_by_label("Aide au logement, par mois")).to_have_value("120,50")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_check_for_an_earlier_day_minds_only_the_lines_that_are_filled(accompanied):
    page, _ = accompanied
    steps.open_c2s_form(page)
    page.get_by_label("Date de la demande").fill("2024-06-01")
    page.get_by_role("region", name="Demandeur").get_by_label("Total de la période de référence").fill("9000")
    go(page.get_by_role("button", name="Vérifier la C2S"))
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_text("pour une demande le 1er juin 2024")).to_be_visible()


def test_a_closure_needs_a_reason_and_a_success_what_was_obtained(accompanied):
    page, _ = accompanied
    address = page.url
    go(page.get_by_role("link", name="Clore", exact=True))
    go(page.get_by_role("button", name="Clore l’accompagnement"))
    expect(page.get_by_role("alert")).to_contain_text("Choisissez un motif.")
    obtained = page.get_by_text("Qu’est-ce que la personne a obtenu ?")
    expect(obtained).to_be_hidden()
    page.get_by_label("Soins réalisés", exact=True).check()
    expect(obtained).to_be_visible()
    go(page.get_by_role("button", name="Clore l’accompagnement"))
    expect(page.get_by_role("alert")).to_contain_text("Un succès a au moins un gain")
    page.goto(address)
    expect(page.get_by_role("heading", name="Accompagnement en cours")).to_be_visible()
    steps.close(page, "Soins réalisés", ["Médecin traitant trouvé"])
    expect(page.get_by_text("Clos. Effacement prévu le")).to_be_visible()


def test_a_closure_can_be_taken_back_and_says_why(accompanied):
    page, _ = accompanied
    steps.close(page, "Abandon")
    go(page.get_by_role("link", name="Annuler la clôture"))
    page.get_by_label("Pourquoi ?").fill("Elle a rappelé.")
    go(page.get_by_role("button", name="Annuler la clôture"))
    expect(page.get_by_role("heading", name="Accompagnement en cours")).to_be_visible()
    assert "Elle a rappelé." in steps.timeline(page)[0]


def test_the_nir_is_masked_until_somebody_asks_which_is_written_down(accompanied, signed_in):
    page, person = accompanied
    address = page.url
    assert person.nir[1:9] not in re.sub(r"\s", "", page.content())
    go(page.get_by_role("button", name="Afficher le NIR"))
    assert person.nir in re.sub(r"\s", "", page.get_by_role("complementary").inner_text())
    page.goto(address)
    assert person.nir[1:9] not in re.sub(r"\s", "", page.content())

    guardian = signed_in("protection-donnees")
    guardian.goto(address)
    readings = guardian.get_by_role("table", name="Consultations, la plus récente d’abord")
    expect(readings.get_by_role("row", name="Noémie Témoin").first).to_be_visible()
    assert any(
        "Noémie Témoin" in row and "Numéro de sécurité sociale affiché" in row
        for row in readings.get_by_role("row").all_inner_texts()
    )


def test_a_file_is_entrusted_to_another_body_and_taken_back(accompanied, signed_in):
    page, _ = accompanied
    address, body = page.url, signed_in("creic")
    assert body.goto(address).status == 404
    go(page.get_by_role("link", name="Confier le dossier à un autre organisme"))
    page.get_by_label("À qui confier ce dossier ?").select_option("CREIC (fictif)")
    page.get_by_label("Pourquoi ?").fill("Ressortissante européenne sans activité.")
    go(page.get_by_role("button", name="Confier le dossier"))
    assert body.goto(address).status == 200
    steps.note_contact(body, channel="Courrier", result="Message laissé ou envoyé", note="Demande de pièces.")
    page.goto(address)
    assert "Par Inès Imaginaire" in "\n".join(steps.timeline(page))
    go(page.get_by_role("link", name="Reprendre le dossier"))
    page.get_by_label("Pourquoi ?").fill("Elle travaille depuis lundi.")
    go(page.get_by_role("button", name="Reprendre le dossier"))
    assert body.goto(address).status == 404


@pytest.mark.parametrize("mistake", ["a letter is missing", "the first name comes first", "the case is wrong"])
def test_a_person_is_found_in_spite_of_a_typing_error(accompanied, mistake):
    page, person = accompanied
    typed = {
        "a letter is missing": person.birth_name[:3] + person.birth_name[4:],
        "the first name comes first": f"{person.first_name} {person.birth_name}",
        "the case is wrong": person.birth_name.swapcase(),
    }[mistake]
    steps.search(page, typed)
    expect(page.get_by_role("link", name=person.full_name)).to_be_visible()
