"""A survey from the spreadsheet to the sums: opened by the nation, answered by a fund, read together."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.surveys.models import FundAnswer, Survey
from allervers.domain.surveys.xlsform import read
from tests import factories
from tests.clients import Browser
from tests.surveys import SHEET, opened, saved, sent

pytestmark = pytest.mark.django_db
ALL, NEW, MINE = "/enquetes/nationales/", "/enquetes/nationales/nouvelle/", "/enquetes/"


@pytest.fixture
def analyst():
    return factories.account(Role.NATIONAL_ANALYST)


@pytest.fixture
def manager():
    return factories.account(Role.MANAGER)


@pytest.fixture
def browser_of():
    def of(account) -> Browser:
        browser = Browser()
        browser.force_login(account)
        return browser

    return of


def send_file(browser, content: bytes = SHEET.encode(), name: str = "enquete.md", **answers):
    page = browser.get(NEW)
    address = page.wsgi_request.get_full_path()
    shown = {name: page.context["form"][name].value() for name in ("id", "about", "opens_on")}
    given = {"closes_on": "+30 j", "file": SimpleUploadedFile(name, content)} | shown | answers
    return address, browser.post(address, given, follow=True)


def page_of(survey, number: int = 1) -> str:
    return f"{reverse('surveys:page', args=[survey.pk])}?partie={number}"


def fill(browser, survey, number: int = 1, **answers):
    """The page as it is shown, with these answers, sent."""
    address = page_of(survey, number)
    shown = browser.get(address).context["form"]["seen"].value()
    return browser.post(address, {"seen": shown, **answers}, follow=True)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_nation_opens_a_survey_from_a_file_once(analyst, browser_of):
    browser = browser_of(analyst)
    assert "Aucune enquête n’a été ouverte" in text(browser.get(ALL))
    _, refused = send_file(browser, closes_on="hier")
    assert "L’enquête se fermerait avant d’ouvrir." in text(refused)
    _, refused = send_file(browser, opens_on="-5 j", closes_on="hier")
    assert "Le dernier jour est aujourd’hui ou plus tard." in text(refused)
    _, refused = send_file(browser, b"nothing of a form")
    assert "n’est pas un questionnaire XLSForm" in text(refused)
    address, made = send_file(browser)
    assert "L’enquête est ouverte." in text(made)
    assert "Avez-vous agi ?" in text(made)
    assert "0 caisse sur" in text(made)
    assert "déjà ouverte" in text(browser.get(address, follow=True))
    with acting_as(analyst, "test"):
        survey = Survey.objects.get()
    assert survey.about == timezone.localdate().year - 1
    _, twice = send_file(browser)
    assert "Une enquête de ce titre existe déjà pour cette année." in text(twice)
    assert "Enquête (" in text(browser.get(ALL))


def test_the_model_can_be_downloaded_and_opened(analyst, browser_of):
    model = browser_of(analyst).get("/enquetes/nationales/modele.xlsx")
    assert "attachment" in model["Content-Disposition"]
    assert len(read(model.content, "modele.xlsx").sections) == 11


def test_a_fund_answers_page_by_page_and_is_asked_what_follows(manager, browser_of):
    survey, browser = opened(), browser_of(manager)
    assert "À répondre" in text(browser.get(MINE))
    whole = text(browser.get(reverse("surveys:answer", args=[survey.pk])))
    assert "Il manque 1 réponse obligatoire avant l’envoi." in whole
    more = fill(browser, survey, acts="yes")
    assert "2 questions s’ajoutent d’après vos réponses." in text(more)
    assert "Combien d’actions ?" in text(more)
    wrong = fill(browser, survey, acts="yes", actions="1 000,5", outside="3")
    assert "Écrivez un nombre entier" in text(wrong)
    assert 'value="1 000,5"' in text(wrong)
    wrong = fill(browser, survey, acts="yes", actions="2", outside="3")
    assert "Plus qu’en tout." in text(wrong)
    assert "Pas moins que zéro." in text(fill(browser, survey, acts="yes", actions="-1"))
    assert "1 question s’ajoute" in text(fill(browser, survey, acts="yes", actions="2", outside="2"))
    kept = fill(browser, survey, acts="yes", actions="2", outside="2", **{"with": ["caf", "other"]})
    assert "Le reste" in text(kept)
    kept = fill(browser, survey, 2, other="Association fictive", mark="8,4", on="28/02/2026")
    assert "Relisez l’ensemble" in text(kept)
    assert "8,4" in text(kept)
    assert "28/02/2026" in text(kept)
    told = browser.post(reverse("surveys:send", args=[survey.pk]), follow=True)
    assert "La réponse de la caisse est envoyée." in text(told)
    assert "Envoyée" in text(browser.get(MINE))
    with acting_as(manager, "test"):
        assert FundAnswer.objects.get().given == {
            "acts": "yes",
            "actions": 2,
            "outside": 2,
            "with": ["caf", "other"],
            "other": "Association fictive",
            "mark": "8.4",
            "on": "2026-02-28",
        }
    assert "il faudra l’envoyer de nouveau" in text(browser.get(page_of(survey)))
    shown_again = browser.get(page_of(survey, 2)).context["form"]
    assert (shown_again["mark"].value(), shown_again["other"].value()) == ("8,4", "Association fictive")


def test_sending_says_what_is_missing_and_a_closed_survey_stays_readable(manager, browser_of):
    survey, browser = opened(), browser_of(manager)
    told = browser.post(reverse("surveys:send", args=[survey.pk]), follow=True)
    assert "Il manque une réponse dans « Les jeunes » : Avez-vous agi ?" in text(told)
    saved(survey, manager, acts="no")
    closed = opened(days=(-9, -1), about=2024)
    whole = text(browser.get(reverse("surveys:answer", args=[closed.pk])))
    assert "la réponse ne change plus" in whole
    assert "?partie=" not in whole
    assert "n’est plus ouverte" in text(browser.get(page_of(closed), follow=True))
    assert "Fermée sans réponse" in text(browser.get(MINE))


def test_a_colleague_who_was_overtaken_keeps_what_was_typed(manager, browser_of):
    survey, browser = opened(), browser_of(manager)
    address = page_of(survey)
    shown = browser.get(address).context["form"]["seen"].value()
    saved(survey, manager, acts="no")
    told = browser.post(address, {"seen": shown, "acts": "yes"})
    assert "Un collègue a modifié cette page" in text(told)
    assert told.context["form"]["acts"].value() == "yes"
    again = browser.post(address, {"seen": told.context["form"]["seen"].value(), "acts": "yes"}, follow=True)
    assert "2 questions s’ajoutent" in text(again)


def test_the_nation_reads_who_answered_the_sums_each_answer_and_the_file(analyst, manager, browser_of):
    survey, browser = opened(analyst), browser_of(analyst)
    foreign = factories.account(Role.MANAGER)
    saved(survey, manager, acts="yes", actions=7, **{"with": ["caf"]})
    sent(survey, manager)
    draft = saved(survey, foreign, acts="yes", actions=500)
    page = browser.get(reverse("surveys:one", args=[survey.pk]))
    told = text(page)
    assert page.context["number"] == 1
    assert "1 caisse sur" in told
    assert "<strong>7</strong> en tout" in told, "a draft does not count"
    whole = text(browser.get(reverse("surveys:of-fund", args=[draft.pk])))
    assert "pas encore envoyée : elle ne compte pas" in whole
    assert "500" in whole
    lines = browser.get(reverse("surveys:export", args=[survey.pk])).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "caisse;nom;etat;envoyee_le;acts;actions;outside;with;other;mark;on"
    mine = next(line for line in lines if line.startswith(f"{manager.organisation.code};"))
    assert mine.endswith(f";Répondu;{timezone.localdate()};yes;7;;caf;;;")


def test_the_nation_moves_the_last_day_and_withdraws(analyst, manager, browser_of):
    survey, browser = opened(analyst), browser_of(analyst)
    late = browser.post(reverse("surveys:prolong", args=[survey.pk]), {"closes_on": "hier"})
    assert "aujourd’hui ou plus tard" in text(late)
    browser.post(reverse("surveys:prolong", args=[survey.pk]), {"closes_on": "+90 j"})
    with acting_as(analyst, "test"):
        survey.refresh_from_db()
    assert survey.closes_on == timezone.localdate() + datetime.timedelta(days=90)
    assert "Dites pourquoi" in text(browser.post(reverse("surveys:withdraw", args=[survey.pk]), {"why": ""}))
    gone = browser.post(reverse("surveys:withdraw", args=[survey.pk]), {"why": "ouverte deux fois"}, follow=True)
    assert "ouverte deux fois" in text(gone)
    assert "Aucune enquête n’attend" in text(browser_of(manager).get(MINE))
    assert browser_of(manager).get(reverse("surveys:answer", args=[survey.pk])).status_code == 404


def test_a_fund_never_reads_the_answer_of_another(manager, browser_of):
    survey = opened()
    saved(survey, factories.account(Role.MANAGER), acts="yes", actions=431)
    browser = browser_of(manager)
    for name in ("answer", "page"):
        assert "431" not in text(browser.get(reverse(f"surveys:{name}", args=[survey.pk])))
    for name in ("one", "export", "prolong", "withdraw"):
        assert browser.get(reverse(f"surveys:{name}", args=[survey.pk])).status_code == 403


def test_pages_of_a_questionnaire_that_are_not_there_lead_back(manager, browser_of):
    survey, browser = opened(), browser_of(manager)
    for asked in ("9", "0", "9" * 30):
        assert browser.get(f"{reverse('surveys:page', args=[survey.pk])}?partie={asked}").status_code in (200, 302)
    assert browser.get(f"{reverse('surveys:page', args=[survey.pk])}?partie=x").status_code == 200
