"""The page of a diagnosis in a browser: accessible, on a wide screen and on a telephone, asking nothing elsewhere."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from allervers.population import run
from allervers.population.diagnosis.places import Fund
from allervers.population.diagnosis.writing import write
from allervers.population.synthetic import Wanted, synthesise

DAY = date(2025, 6, 1)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The diagnosis of one large fund with its département on the map, and that of the country."""
    folder = tmp_path_factory.mktemp("pages")
    synthesise(Wanted(6_000, 1, DAY), folder / "p")
    run.evaluate(folder / "p", DAY, folder / "p")
    funds = {"751": Fund("CPAM Paris", "75")}
    for name, fund in (("country", None), ("fund", "751")):
        write(folder / "p", DAY, folder / f"{name}.html", funds, fund)
    return {name: folder / f"{name}.html" for name in ("country", "fund")}


@pytest.mark.parametrize(("name", "width"), [("country", 360), ("fund", 1280)])
def test_the_page_is_accessible_and_fits(browser, pages, name, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(pages[name].as_uri())
    faults = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("h1").count() == 1
    context.close()


def test_the_policy_of_the_page_lets_its_own_style_through_and_nothing_else(browser, pages):
    page, asked, complaints = browser.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(pages["country"].as_uri())
    assert page.locator("section").first.evaluate("element => getComputedStyle(element).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    assert asked == [pages["country"].as_uri()]
    assert complaints == []
    page.close()
