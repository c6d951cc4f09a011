"""The adviser's day, counted in clicks and keys."""

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import CARE, RIGHTS, go

DAY = "/ma-journee/"


class Clicks:
    """Counts what one presses."""

    def __init__(self):
        self.count = 0

    def __call__(self, thing, *, leads: bool = False):
        self.count += 1
        return go(thing) if leads else thing.click()


def test_a_call_is_written_in_one_click_taken_back_in_another_and_the_list_keeps_its_place(signed_in):
    page = signed_in("conseiller", viewport={"width": 1280, "height": 900})
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ma journée")
    names = page.locator(".day h2").all_inner_texts()
    page.keyboard.press("n")
    expect(page.locator(".day h2 a").first).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(".day h2 a").nth(1)).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(".day h2 a").first).to_be_focused()
    following = page.locator(".day > li").nth(1).get_attribute("id")
    go(page.locator(".day > li").first.get_by_role("button", name="Pas de réponse"))
    assert page.url.endswith(f"#{following}")
    expect(page.locator(".notices")).to_be_in_viewport()
    page.keyboard.press("n")
    expect(page.locator(f"#{following} h2 a")).to_be_focused()
    go(page.locator(".notices").get_by_role("button", name="Annuler"))
    expect(page.get_by_text("Le contact est retiré")).to_be_visible()
    assert page.locator(".day h2").all_inner_texts() == names


def test_a_contact_takes_two_clicks_and_a_success_four_at_most(signed_in, somebody):
    person, page = somebody(), signed_in("conseiller", viewport={"width": 1280, "height": 900})
    steps.report(signed_in("partenaire-hopital"), person, reasons=[RIGHTS, CARE])
    steps.examine(page, person)
    # The decision is in sight beside what was said.
    expect(page.get_by_role("button", name="Accepter et ouvrir l’accompagnement")).to_be_in_viewport(ratio=1)
    steps.accept(page)

    click = Clicks()
    click(page.get_by_label("Jointe", exact=True))
    click(page.get_by_role("button", name="Noter", exact=True), leads=True)
    expect(page.get_by_text("Le contact est noté.")).to_be_visible()
    assert click.count == 2
    assert "Téléphone : la personne a été jointe" in steps.timeline(page)[0]

    page.get_by_label("Besoin", exact=True).check()
    page.get_by_label("Texte").fill("Revoir un dentiste.")
    go(page.get_by_role("button", name="Noter", exact=True))
    expect(page.get_by_text("« Revoir un dentiste. »")).to_be_visible()

    go(page.get_by_role("button", name="Prévoir : Prise de rendez-vous"))
    go(page.get_by_role("button", name="Fait : Prise de rendez-vous"))
    click = Clicks()
    click(page.get_by_role("link", name="Clore", exact=True), leads=True)
    click(page.get_by_label("Soins réalisés", exact=True))
    expect(page.get_by_label("Guidance dans le système de soins")).to_be_checked()
    click(page.get_by_role("button", name="Clore l’accompagnement"), leads=True)
    expect(page.get_by_role("heading", name="Accompagnement clos le")).to_be_visible()
    assert click.count <= 4


def test_detections_are_called_one_after_the_other(signed_in):
    page = signed_in("conseiller")
    page.goto("/detections/")
    go(page.get_by_role("link", name="Appeler, l’une après l’autre"))
    first = page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_role("heading", name="Que dire")).to_be_visible()
    go(page.get_by_role("button", name="Pas de réponse"))
    expect(page.get_by_text("Appel noté : pas de réponse.")).to_be_visible()
    assert page.get_by_role("heading", level=1).inner_text() != first
