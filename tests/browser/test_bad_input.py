"""What cannot be accepted, in front of a browser: a sentence next to the field, nothing lost, nothing twice."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import CARE, NEW, RIGHTS, go


@pytest.fixture
def form(signed_in, somebody):
    """The form of a desk, filled for somebody; only the sending is missing."""
    person, page = somebody(), signed_in("accueil")
    page.goto(NEW)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    steps.describe(page, person)
    page.get_by_label(RIGHTS, exact=True).check()
    steps.agree(page, remote=True)
    return page, person


def refused(page, label: str, sentence: str):
    """The summary has the focus and leads to the field, next to which the sentence stands."""
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(sentence)
    summary.get_by_role("link", name=label).first.click()
    field = page.locator(".field-in-error", has_text=sentence).first
    expect(field).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.field-in-error') !== null")
    return field


def test_nothing_of_what_was_typed_is_lost_when_something_is_refused(form):
    page, person = form
    page.get_by_label(CARE, exact=True).check()
    for choice in ("Pharmacie", "Plus de 2 ans", "Transport"):
        page.get_by_label(choice, exact=True).check()
    page.get_by_label("Ce qu’il est utile de savoir").fill("Appeler le matin.\nParle peu français.")
    page.get_by_label("Langue parlée").select_option("Arabe")
    page.get_by_label("Date de naissance").fill("31/02/1984")
    steps.send(page)
    refused(page, "Date de naissance", "Le 31 février 1984 n’existe pas.")
    for label, value in (
        ("Date de naissance", "31/02/1984"),
        ("Nom de naissance", person.birth_name),
        ("Téléphone de la personne", person.phone),
        ("Ce qu’il est utile de savoir", "Appeler le matin.\nParle peu français."),
    ):
        expect(page.get_by_label(label)).to_have_value(value)
    for choice in (RIGHTS, CARE, "Pharmacie", "Plus de 2 ans", "Transport"):
        expect(page.get_by_label(choice, exact=True)).to_be_checked()
    expect(page.get_by_label("Langue parlée").locator("option:checked")).to_have_text("Arabe")
    expect(page.get_by_label("À distance : elle est informée")).to_be_checked()

    page.get_by_label("Date de naissance").fill(person.born)
    steps.send(page)
    expect(page.get_by_text("Le signalement est envoyé")).to_be_visible()
    assert len(steps.rows(page, "/signalements/", person.full_name)) == 1


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("2 84 03 75 116 001", "Il manque la clé"),
        ("2 84 03 75 116", "compte 15 caractères avec la clé ; vous en avez saisi 10"),
        ("2 84 03 75 116 001 99", "La clé 99 ne correspond pas"),
        ("9 84 03 75 116 001 26", "Le premier chiffre doit être"),
        ("2 84 13 75 116 001 26", "Le mois de naissance (4e et 5e chiffres) ne peut pas être 13"),
        ("2 84 03 2C 116 001 26", "Le département « 2C » (6e et 7e position) n'existe pas."),
        ("2 84 03 75 11G 001 26", "Le numéro ne contient que des chiffres"),
    ],
)
def test_an_invalid_nir_says_which_rule_it_breaks(form, number, rule):
    page, _ = form
    page.get_by_label("Numéro de sécurité sociale").fill(number)
    steps.send(page)
    refused(page, "Numéro de sécurité sociale", rule)
    expect(page.get_by_label("Numéro de sécurité sociale")).to_have_value(number)


def test_nobody_is_reported_without_having_agreed(signed_in, somebody):
    person, page = somebody(), signed_in("partenaire")
    page.goto(NEW)
    steps.describe(page, person)
    page.get_by_label(RIGHTS, exact=True).check()
    steps.send(page)
    refused(page, "Comment la personne a-t-elle donné son accord", "Sans l’accord de la personne")
    assert steps.rows(page, "/signalements/", person.full_name) == []


def test_a_text_of_one_megabyte_is_refused_and_kept(form):
    page, person = form
    pages = "é" * 500_000  # each takes two bytes, and six on its way
    page.get_by_label("Ce qu’il est utile de savoir").fill(pages)
    steps.send(page)
    refused(page, "Ce qu’il est utile de savoir", "2000 caractères au plus ; vous en avez envoyé 500000.")
    assert len(page.get_by_label("Ce qu’il est utile de savoir").input_value()) == len(pages)
    assert steps.rows(page, "/signalements/", person.full_name) == []


def test_the_browser_cuts_nothing_of_what_is_pasted(form):
    page, _ = form
    note = page.get_by_label("Ce qu’il est utile de savoir")
    note.focus()
    page.keyboard.insert_text("a" * 2500)
    assert len(note.input_value()) == 2500
    steps.send(page)
    refused(page, "Ce qu’il est utile de savoir", "2000 caractères au plus ; vous en avez envoyé 2500.")


def test_a_file_in_place_of_a_text_is_refused(form):
    page, person = form
    page.locator("[name=birth_name]").evaluate(
        "field => { field.type = 'file'; field.form.enctype = 'multipart/form-data' }"
    )
    page.locator("[name=birth_name]").set_input_files(
        {"name": "nom.txt", "mimeType": "text/plain", "buffer": person.birth_name.encode()}
    )
    steps.send(page)
    refused(page, "Nom de naissance", "Un fichier est arrivé à la place d’une réponse.")


def test_a_fund_that_does_not_exist_is_refused(form):
    page, _ = form
    page.locator("[name=fund]").evaluate("list => { list.selectedOptions[0].value = '999999' }")
    steps.send(page)
    refused(page, "Caisse de la personne", "Cette caisse n’existe pas")


def test_a_double_click_sends_one_referral(form):
    page, person = form
    page.get_by_role("button", name="Envoyer le signalement").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(person.full_name)
    assert len(steps.rows(page, "/signalements/", person.full_name)) == 1


def test_the_page_before_is_that_of_what_was_sent_and_nothing_is_written_twice(form):
    """Else the agreement of one would be ticked for another, and one person reported twice."""
    page, person = form
    steps.send(page)
    expect(page.get_by_text("Le signalement est envoyé")).to_be_visible()
    sent = page.url
    page.go_back()
    expect(page.get_by_text("Ce signalement était déjà envoyé.")).to_be_visible()
    assert page.url == sent
    assert page.locator("main input:not([type=hidden])").count() == 0
    assert len(steps.rows(page, "/signalements/", person.full_name)) == 1


def test_the_same_form_in_two_tabs_is_sent_once(form):
    page, person = form
    other = page.context.new_page()
    other.goto(page.url)
    other.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    for tab in (page, other):
        if tab is other:
            steps.describe(tab, person)
            tab.get_by_label(RIGHTS, exact=True).check()
            steps.agree(tab, remote=True)
        steps.send(tab)
    expect(other.get_by_text("Ce signalement était déjà envoyé.")).to_be_visible()
    assert other.url == page.url
    assert len(steps.rows(page, "/signalements/", person.full_name)) == 1


def test_a_contact_noted_twice_is_written_once(signed_in, somebody):
    person, adviser = somebody(), signed_in("conseiller")
    steps.report(signed_in("partenaire"), person)
    steps.accompany(adviser, person)
    go(adviser.get_by_role("link", name="Noter un contact"))
    adviser.get_by_label("Téléphone", exact=True).check()
    adviser.get_by_label("Pas de réponse").check()
    adviser.get_by_role("button", name="Enregistrer le contact").dblclick()
    expect(adviser.get_by_role("heading", level=1)).to_have_text(person.full_name)
    assert sum("Pas de réponse" in entry or "pas de réponse" in entry for entry in steps.timeline(adviser)) == 1


def test_an_amount_that_is_not_one_is_refused_and_kept(signed_in, somebody):
    person, adviser = somebody(), signed_in("conseiller")
    steps.report(signed_in("partenaire"), person)
    steps.accompany(adviser, person)
    steps.check_c2s(adviser, wage="environ 800")
    field = refused(adviser, "Demandeur", "Écrivez un montant en euros, par exemple 812,40.")
    expect(field.get_by_label("Montant par mois")).to_have_value("environ 800")


def test_an_error_page_says_nothing_of_anybody(signed_in, somebody):
    person, page = somebody(), signed_in("accueil")
    page.goto(NEW)
    steps.describe(page, person)
    page.get_by_label(RIGHTS, exact=True).check()
    steps.agree(page)
    page.locator("[name=csrfmiddlewaretoken]").last.evaluate("field => { field.value = 'forged' }")
    steps.send(page)
    # A form whose token is out of date comes back to whoever typed it; what is shown says nothing of anybody.
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que vous aviez écrit est là")
    for word in person.words:
        assert word not in page.locator("body").inner_text()
        assert word not in page.title() + page.url
