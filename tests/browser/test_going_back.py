"""The browser's Back and reload: one intent is one row."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import RIGHTS, go


@pytest.mark.parametrize("javascript", [True, False])
def test_back_after_saving_a_contact_shows_it_and_saves_no_second_one(signed_in, somebody, javascript):
    person, adviser = somebody(), signed_in("conseiller", java_script_enabled=javascript)
    steps.report(signed_in("partenaire-hopital"), person, reasons=[RIGHTS], nir=person.nir)
    steps.accompany(adviser, person)
    steps.note_contact(adviser, channel="Téléphone", result="La personne a été jointe", note="Rappeler jeudi.")
    adviser.go_back()
    expect(adviser.get_by_role("heading", level=1)).to_have_text("Ce contact est déjà enregistré")
    adviser.reload()
    expect(adviser.get_by_text("Rappeler jeudi.")).to_be_visible()
    go(adviser.get_by_role("link", name="Corriger"))
    adviser.get_by_label("Compte rendu").fill("Rappeler vendredi.")
    go(adviser.get_by_role("button", name="Enregistrer la correction"))
    (told,) = [entry for entry in steps.timeline(adviser) if "jointe" in entry]
    assert re.search(r"Rappeler vendredi\..*Corrigé", told, re.DOTALL)
