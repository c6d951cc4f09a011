"""Step 3 of the thread: what an adviser does with the referrals that arrive."""

import re
from datetime import datetime

from playwright.sync_api import expect

from allervers.fictitious import names
from tests.browser import steps
from tests.browser.steps import RIGHTS, go


def test_urgent_referrals_come_first_then_the_oldest(signed_in, somebody):
    ordinary, urgent = somebody(), somebody()
    partner, adviser = signed_in("partenaire"), signed_in("conseiller")
    steps.report(partner, ordinary)
    steps.report(partner, urgent, urgent="Plus d'insuline ce soir.")
    rows = steps.rows(adviser, "/saisines/")
    urgencies = ["Urgent" in row for row in rows]
    assert urgencies == sorted(urgencies, reverse=True)
    for wanted in (True, False):
        received = [day(row) for row in rows if ("Urgent" in row) == wanted]
        assert received == sorted(received)
    (of_urgent,) = [place for place, row in enumerate(rows) if urgent.full_name in row]
    assert of_urgent == urgencies.count(True) - 1
    assert "Plus d'insuline ce soir." in rows[of_urgent]
    assert ordinary.full_name in rows[-1]


def day(row: str) -> datetime:
    return datetime.strptime(re.search(r"reçue le (\d\d/\d\d/\d{4})", row)[1], "%d/%m/%Y")


def test_the_menu_counts_what_waits(signed_in, somebody):
    adviser = signed_in("conseiller")
    steps.report(signed_in("partenaire"), somebody())
    waiting = len(steps.rows(adviser, "/saisines/"))
    expect(adviser.get_by_role("link", name=f"Saisines à examiner {waiting}")).to_be_visible()


def known_and_reported_again(signed_in, somebody) -> tuple:
    """Somebody accompanied already, and the page of a second referral about her: her phone and the case of her name
    are written otherwise."""
    person = somebody()
    partner, adviser = signed_in("partenaire"), signed_in("conseiller")
    steps.report(partner, person)
    page = steps.accompany(adviser, person)
    again = somebody(
        birth_name=person.birth_name.upper(),
        first_name=person.first_name,
        birth_date=person.birth_date,
        phone=f"+33 {person.phone[1:]}",
    )
    steps.report(partner, again)
    steps.examine(adviser, again)
    return person, page, adviser


def test_somebody_who_is_known_is_shown_side_by_side_and_never_merged_silently(signed_in, somebody):
    person, page, adviser = known_and_reported_again(signed_in, somebody)
    expect(adviser.get_by_text("Quatre éléments sur quatre")).to_be_visible()
    table = adviser.get_by_role("table", name="Est-ce la même personne ?")
    for element in ("Nom de naissance", "Prénom", "Date de naissance", "Téléphone"):
        expect(table.get_by_role("row", name=element).last).to_contain_text("Identique")
    expect(adviser.locator("[name=accept-identity]:checked")).to_have_count(0)

    # Without an answer nothing is opened.
    steps.accept(adviser)
    expect(adviser.get_by_role("alert")).to_contain_text("Choisissez une fiche connue ou une nouvelle personne.")
    assert len(steps.rows(adviser, "/saisines/", person.full_name)) == 1

    # « The same person »: both referrals are on one page.
    steps.examine(adviser, person)
    adviser.get_by_label("C’est la même personne").check()
    steps.accept(adviser)
    expect(adviser.get_by_role("heading", name="Accompagnement en cours")).to_have_count(2)
    assert adviser.url.endswith(page)
    assert sum("Saisine reçue" in entry for entry in steps.timeline(adviser)) == 2


def test_somebody_who_only_looks_alike_has_a_page_of_her_own(signed_in, somebody):
    person, page, adviser = known_and_reported_again(signed_in, somebody)
    adviser.get_by_label("C’est une nouvelle personne").check()
    steps.accept(adviser)
    expect(adviser.get_by_role("heading", level=1)).to_have_text(person.full_name)
    assert not adviser.url.endswith(page)
    assert sum("Saisine reçue" in entry for entry in steps.timeline(adviser)) == 1


def test_the_same_nir_is_recognised_under_another_name_and_cannot_be_given_twice(signed_in, somebody):
    person, married = somebody(), somebody()
    hospital, adviser = signed_in("partenaire-hopital"), signed_in("conseiller")
    steps.report(hospital, person, nir=person.nir)
    page = steps.accompany(adviser, person)
    renamed = somebody(birth_name=married.birth_name, birth_date=person.birth_date, phone=married.phone)
    steps.report(hospital, renamed, nir=person.nir)
    steps.examine(adviser, renamed)
    expect(adviser.get_by_text("Même numéro de sécurité sociale")).to_be_visible()
    expect(adviser.get_by_label("C’est une nouvelle personne")).to_have_count(0)
    adviser.get_by_label("C’est la même personne").check()
    steps.accept(adviser)
    expect(adviser.get_by_text("l’accompagnement est ouvert")).to_be_visible()
    assert adviser.url.endswith(page)


def test_two_different_nirs_are_two_persons_whatever_else_agrees(signed_in, somebody):
    person, adviser, hospital = somebody(), signed_in("conseiller"), signed_in("partenaire-hopital")
    steps.report(hospital, person, nir=person.nir)
    steps.accompany(adviser, person)
    twin = somebody(
        birth_name=person.birth_name,
        first_name=person.first_name,
        birth_date=person.birth_date,
        phone=person.phone,
        nir=names.nir("F", person.birth_date, int(person.nir[10:13]) + 300),
    )
    steps.report(hospital, twin, nir=twin.nir)
    steps.examine(adviser, twin)
    expect(adviser.get_by_text("Aucune fiche de votre caisse ne ressemble à cette personne")).to_be_visible()


def test_two_waiting_referrals_about_one_person_lead_to_each_other(signed_in, somebody):
    person, adviser = somebody(), signed_in("conseiller")
    steps.report(signed_in("partenaire"), person)
    steps.report(signed_in("medecin"), person)
    steps.examine(adviser, person)
    notice = adviser.locator(".notice-warning", has_text="d’autres saisines en attente se ressemblent")
    expect(notice).to_contain_text("CCAS ou CIAS")
    go(notice.get_by_role("link", name=person.full_name))
    expect(adviser.locator("main .notice-warning", has_text="autres saisines")).to_contain_text("Médecin généraliste")


def test_a_referral_that_is_not_relevant_is_closed_with_the_reason_why(signed_in, somebody):
    person, adviser = somebody(), signed_in("conseiller")
    steps.report(signed_in("partenaire"), person)
    steps.examine(adviser, person)
    address = adviser.url
    steps.close_without_opening(adviser, "Saisine non pertinente")
    expect(adviser.get_by_role("alert")).to_contain_text("Dites pourquoi la saisine n’est pas pertinente.")
    steps.close_without_opening(adviser, "Saisine non pertinente", "Relève de la MSA.")
    expect(adviser.get_by_text("La saisine est close sans accompagnement.")).to_be_visible()
    assert steps.rows(adviser, "/saisines/", person.full_name) == []
    adviser.goto(address)
    expect(adviser.get_by_text("Relève de la MSA.")).to_be_visible()


def test_nobody_is_unreachable_before_two_attempts_are_written_down(signed_in, somebody):
    person, adviser = somebody(), signed_in("conseiller")
    steps.report(signed_in("partenaire"), person)
    steps.examine(adviser, person)
    attempts = [("Téléphone", "Pas de réponse"), ("SMS", "Message laissé ou envoyé")]
    for channel, result in attempts:
        steps.close_without_opening(adviser, "Personne injoignable")
        expect(adviser.get_by_role("alert")).to_contain_text("au moins 2 tentatives")
        steps.note_attempt(adviser, channel=channel, result=result)
        expect(adviser.get_by_text("Le contact est noté.")).to_be_visible()
    assert [entry.split("\n")[0] for entry in steps.timeline(adviser)]
    steps.close_without_opening(adviser, "Personne injoignable")
    expect(adviser.get_by_text("La saisine est close sans accompagnement.")).to_be_visible()


def test_a_referral_that_somebody_else_examined_meanwhile_says_so(signed_in, somebody):
    person = somebody()
    adviser, manager = signed_in("conseiller"), signed_in("responsable")
    steps.report(signed_in("partenaire"), person, reasons=[RIGHTS])
    steps.examine(adviser, person)
    steps.accompany(manager, person)
    steps.accept(adviser)
    expect(adviser.get_by_text("a été examinée entre-temps : rien n’a été écrit")).to_be_visible()
    expect(adviser.get_by_role("heading", level=1)).to_have_text("Cette saisine est déjà examinée")


def test_another_fund_sees_neither_the_referral_nor_the_person(signed_in, somebody):
    person, adviser, foreign = somebody(), signed_in("conseiller"), signed_in("conseiller-montclair")
    steps.report(signed_in("partenaire"), person)
    steps.examine(adviser, person)
    referral = adviser.url
    page = steps.accompany(adviser, person)
    assert steps.rows(foreign, "/saisines/", person.full_name) == []
    for address in (referral, page):
        assert foreign.goto(address).status == 404
        assert person.birth_name.casefold() not in foreign.content().casefold()
    steps.search(foreign, person.birth_name)
    assert person.full_name not in foreign.locator("main").inner_text()
