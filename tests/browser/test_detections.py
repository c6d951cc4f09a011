"""From a list to an accompaniment, and what is set aside: in a real browser."""

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import go


def test_somebody_whom_a_list_found_becomes_a_referral_then_an_accompaniment(signed_in, somebody):
    person, adviser = somebody(), signed_in("conseiller")
    steps.open_a_detection(adviser)
    number = adviser.get_by_role("heading", level=1).inner_text()
    why = adviser.locator("dl.summary dd").first.inner_text().splitlines()[0]
    go(adviser.get_by_role("link", name="En faire une saisine"))
    steps.describe(adviser, person)
    steps.agree(adviser, remote=True)
    go(adviser.get_by_role("button", name="Créer la saisine"))
    expect(adviser.get_by_role("heading", level=1)).to_have_text(person.full_name)
    expect(adviser.get_by_text("Requêtes et contacts sortants", exact=False).first).to_be_visible()
    expect(adviser.get_by_text(why).first).to_be_visible()
    steps.accept(adviser)
    expect(adviser.get_by_role("heading", level=1)).to_have_text(person.full_name)
    adviser.goto("/detections/?state=referred")
    expect(adviser.get_by_role("link", name=number.removeprefix("Personne "))).to_be_visible()


def test_a_detection_is_set_aside_with_the_keyboard_and_taken_back(signed_in):
    adviser = signed_in("conseiller")
    adviser.goto("/detections/")
    go(adviser.locator("tbody th a").first)
    title = adviser.get_by_role("heading", level=1).inner_text()
    adviser.get_by_text("Il n’y a pas lieu").focus()
    adviser.keyboard.press("Enter")
    adviser.keyboard.press("Tab")
    adviser.keyboard.press("Space")
    with adviser.expect_navigation():
        adviser.keyboard.press("Enter")
    expect(adviser.get_by_text("La détection est écartée.")).to_be_visible()
    number = title.rpartition(" ")[2]
    steps.search_detection(adviser, number)
    go(adviser.get_by_role("link", name=f"N° {number}").first)
    expect(adviser.get_by_text("Le droit est ouvert")).to_be_visible()
    go(adviser.get_by_role("button", name="Remettre à examiner"))
    expect(adviser.get_by_role("link", name="En faire une saisine")).to_be_visible()
