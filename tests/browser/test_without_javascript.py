"""Everything works where scripts are switched off; forms still fold and unfold, by style sheet alone."""

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import CARE, NEW, RIGHTS, go


def test_a_person_is_reported_accompanied_and_counted_without_a_script(signed_in, somebody):
    person = somebody()
    partner, adviser, manager = (
        signed_in(account, java_script_enabled=False) for account in ("partenaire", "conseiller", "responsable")
    )
    before = steps.key_figures(manager, "/chiffres/")
    referral = steps.report(
        partner, person, reasons=[RIGHTS, CARE], urgent="Opération mardi.", remote=True, feedback=True
    )
    page = steps.accompany(adviser, person)
    steps.note_contact(adviser, channel="SMS", result="La personne a été jointe", note="Rappeler jeudi.")
    steps.add_action(adviser, "Prise de rendez-vous")
    steps.check_c2s(adviser, wage="500")
    expect(adviser.get_by_role("region", name="Résultat")).to_contain_text("C2S gratuite")
    adviser.goto(page)
    go(adviser.get_by_role("button", name="Fait : Prise de rendez-vous"))
    steps.close(adviser, "Soins réalisés", ["Guidance dans le système de soins"])
    expect(adviser.get_by_role("heading", name="Accompagnement clos le")).to_be_visible()
    assert steps.known(partner, referral) == ["Reçue", "Contactée", "Close", "Pertinente"]
    after = steps.key_figures(manager, "/chiffres/")
    for label in ("Détections", "Clôtures", "Succès"):
        assert int(after[label]) == int(before[label]) + 1


def test_conditional_questions_appear_without_a_script(signed_in):
    page = signed_in("partenaire", java_script_enabled=False)
    page.goto(NEW)
    for choice, question in (
        (CARE, "Quels soins ne sont pas réalisés ?"),
        ("Autre soin", "Quel autre soin ?"),
        ("Urgence partenaire", "Pourquoi est-ce urgent ?"),
    ):
        expect(page.get_by_text(question)).to_be_hidden()
        page.get_by_label(choice, exact=True).check()
        expect(page.get_by_text(question)).to_be_visible()
    expect(page.get_by_label("Quelle langue ?")).to_be_hidden()
    page.get_by_label("Langue parlée").select_option("Autre langue")
    expect(page.get_by_label("Quelle langue ?")).to_be_visible()
