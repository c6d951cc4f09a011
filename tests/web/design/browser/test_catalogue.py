import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


@pytest.fixture(params=[1280, 360])
def catalogue_page_at(request, catalogue_page):
    catalogue_page.set_viewport_size({"width": request.param, "height": 800})
    return catalogue_page


def faults(page):
    return [(fault["id"], fault["impact"]) for fault in Axe().run(page).response["violations"]]


def test_nothing_is_wrong_that_a_machine_can_see(catalogue_page_at):
    assert faults(catalogue_page_at) == []


def test_nothing_is_wrong_once_the_form_is_refused(catalogue_page_at):
    catalogue_page_at.get_by_role("button", name="Envoyer").click()
    assert faults(catalogue_page_at) == []


def test_no_page_is_wider_than_its_screen(catalogue_page_at):
    assert catalogue_page_at.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_choice_reveals_its_block_and_only_its_own(catalogue_page):
    remote, care = catalogue_page.locator("#id_remote_reason"), catalogue_page.locator("#id_care_missing")
    assert not remote.is_visible()
    catalogue_page.get_by_label("À distance : elle a été informée par oral").check()
    assert remote.is_visible()
    assert not care.is_visible()
    catalogue_page.get_by_label("Elle a signé le formulaire").check()
    assert not remote.is_visible()


def test_a_refused_form_is_read_from_its_summary_and_leads_to_the_field(catalogue_page):
    catalogue_page.get_by_role("button", name="Envoyer").click()
    summary = catalogue_page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Date de naissance").click()
    assert catalogue_page.evaluate("document.activeElement.id") == "id_birth_date"


def test_the_keyboard_begins_with_the_way_to_the_content(catalogue_page):
    catalogue_page.keyboard.press("Tab")
    assert catalogue_page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    catalogue_page.keyboard.press("Enter")
    assert catalogue_page.evaluate("document.activeElement.id") == "contenu"


def test_whatever_takes_the_focus_shows_it(catalogue_page):
    for _ in range(40):
        catalogue_page.keyboard.press("Tab")
        width = catalogue_page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px", catalogue_page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
