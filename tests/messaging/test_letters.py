"""The letters: what they say, what they never say, and names printed as they are."""

import pytest

from allervers.messaging.letters import render
from tests.pdf import words

CONFIRMATION = {
    "fund": "CPAM de démonstration",
    "date": "2026-03-01",
    "consent_date": "2026-02-27",
    "name": "Zoé EXEMPLE",
    "address": ["Chez le CCAS", "01000 Bourg-le-Lac"],
    "reported_by": "CCAS de Bourg-le-Lac",
    "feedback": True,
    "oneself": False,
    "studies_opposed": False,
}
CONSENT = {
    "fund": "",
    "name": "",
    "birth_date": "",
    "reported_by": "CCAS de Bourg-le-Lac",
    "feedback": False,
    "studies_opposed": False,
}


def confirmation(**changes) -> str:
    return words(render("confirmation.typ", CONFIRMATION | changes))


def test_the_letter_says_who_reported_what_happens_next_and_the_persons_rights():
    text = confirmation()
    for part in (
        "CPAM de démonstration",
        "Zoé EXEMPLE Chez le CCAS 01000 Bourg-le-Lac",
        "Le 27 février 2026, vous avez accepté",
        "CCAS de Bourg-le-Lac",
        "Un conseiller de la Mission accompagnement santé vous contacte.",
        "18 mois après la fin",
        "à les faire corriger ou à les faire effacer",
        "délégué à la protection des données",
        "Vous pouvez vous y opposer",
        "CNIL, 3 place de Fontenoy",
    ):
        assert part in text


def test_the_letter_repeats_what_the_person_chose():
    assert "Rien d’autre ne lui est dit." in confirmation(feedback=True)
    assert "Nous ne donnons aucune nouvelle" in confirmation(feedback=False)
    assert "Vous avez refusé que vos données" in confirmation(studies_opposed=True)


def test_a_service_of_the_health_insurance_is_not_told_to_be_another_organisation():
    text = confirmation(reported_by="", feedback=False)
    assert "d’un service de l’assurance maladie" in text
    assert "Nous ne donnons aucune nouvelle" not in text


@pytest.mark.parametrize(
    "name",
    [
        "*Gras* _penché_ $x$ `code`",
        "#panic() #import \"x\"",
        "= Titre <etiquette> @renvoi",
        "] #let a = [ \\ / // /* */",
        "{{ name }} <script>",
        "Łukasz ŽIŽEK-Nguyễn",
    ],
)  # fmt: skip
def test_a_name_is_printed_as_it_is_whatever_signs_it_holds(name):
    assert name.replace('"', "") in confirmation(name=name).replace('"', "")


def test_letters_are_accessible_and_say_their_language():
    for template, data in (("confirmation.typ", CONFIRMATION), ("consent.typ", CONSENT)):
        pdf = render(template, data)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
        assert b"/Lang(fr" in pdf.replace(b"/Lang (", b"/Lang(")


def test_the_documents_name_does_not_name_the_person():
    assert b"EXEMPLE" not in render("confirmation.typ", CONFIRMATION)


def test_a_sign_that_no_typeface_has_does_not_prevent_the_letter():
    assert "EXEMPLE" in confirmation(name="张 EXEMPLE 😀")


def test_the_consent_form_is_blank_or_filled():
    blank = words(render("consent.typ", CONSENT))
    assert "J’accepte que mes coordonnées" in blank
    assert "☒" not in blank
    filled = CONSENT | {"name": "Zoé EXEMPLE", "birth_date": "1984-03-12", "feedback": True}
    text = words(render("consent.typ", filled))
    assert "Zoé EXEMPLE" in text
    assert "12 mars 1984" in text
    assert "☒ Celui qui me signale" in text
