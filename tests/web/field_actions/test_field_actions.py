"""Field actions on screens: noted on a telephone, listed with what they add up to, taken away as a file, corrected."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.field_actions.actions_file import bring_in, layout
from allervers.domain.field_actions.exported import HEADER
from allervers.domain.field_actions.models import FieldAction
from allervers.domain.field_actions.origins import tie
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.clients import Browser
from tests.field_actions import noted

pytestmark = pytest.mark.django_db
ALL, NEW = "/aller-vers/", "/aller-vers/nouvelle/"


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def browser_of():
    def of(account) -> Browser:
        browser = Browser()
        browser.force_login(account)
        return browser

    return of


def send(browser, address, **answers):
    """The form as it was filled, with what is typed, sent; its page before and the page that follows."""
    page = browser.get(address)
    shown = {field.name: field.value() for field in page.context["form"]}
    given = {name: value for name, value in shown.items() if value not in (None, "")}
    return page, browser.post(address, given | answers, follow=True)


def only(account) -> FieldAction:
    with acting_as(account, "test"):
        return FieldAction.objects.get()


def test_an_action_is_noted_corrected_withdrawn_and_brought_back(adviser, browser_of):
    browser = browser_of(adviser)
    empty = browser.get(ALL).content.decode()
    assert "Aucune action n’est notée" in empty
    assert NEW in empty

    _, refused = send(browser, NEW, held_on="demain", other_partners="1 84 03 75 116 001 76", informed="beaucoup")
    told = refused.content.decode()
    for sentence in (
        "Choisissez le public",
        "hors les murs, ou que vous",
        "dans le futur",
        "un numéro de sécurité sociale",
        "entier",
    ):
        assert sentence in told
    assert "beaucoup" in told  # nothing that was typed is lost

    page, said = send(
        browser, NEW, held_on="hier", public="young_fragile", outside_premises="unknown", place="Forum de Gaillac",
        partners=["mission_locale"], other_partners="CAF, Le Bus bleu", services=["misas", "reception"],
        informed="1 200", contacts_made="40",
    )  # fmt: skip
    assert page.context["form"]["outside_premises"].value() is None, "nothing is ticked by itself"
    action = only(adviser)
    assert "L’action est notée. Quand ? :" in said.content.decode()
    assert action.held_on == timezone.localdate() - datetime.timedelta(days=1)
    assert (action.outside_premises, action.informed, action.helped) == (None, 1200, None)
    assert (action.partners, action.services) == (["mission_locale", "caf", "Le Bus bleu"], ["misas", "reception"])
    assert (action.outgoing_contacts, action.contacts_made, action.remote) == (True, 40, None)
    assert (action.source_id, action.was_brought_in) == (str(action.pk), False)

    same = browser.get(f"{NEW}?formulaire={action.pk}", follow=True)  # the browser's Back
    assert "déjà notée" in same.content.decode()

    form = browser.get(NEW).context["form"]
    assert form.proposed["partners"][:3] == ["mission_locale", "caf", "Le Bus bleu"]
    assert form.lists["place"] == ["Forum de Gaillac"]

    correction = reverse("field_actions:correct", args=[action.pk])
    page, said = send(browser, correction)
    assert "Rien n’a changé" in said.content.decode()
    _, said = send(browser, correction, informed="12", helped="20", satisfaction="8,4", outside_premises="no")
    told = said.content.decode()
    assert "L’action est corrigée" in told
    assert "Plus de personnes aidées qu’informées" in told
    assert "personnes informées" in told.lower(), "the trail says what changed"
    _, said = send(browser, correction, informed="14", seen="1")  # the page as it was before that correction
    assert "pendant que vous écriviez" in said.content.decode()
    again = said.context["form"]
    assert (again["informed"].value(), only(adviser).informed) == ("14", 12)
    given = {field.name: field.value() for field in again if field.value() not in (None, "")}
    assert "L’action est corrigée" in browser.post(correction, given, follow=True).content.decode()
    assert only(adviser).informed == 14
    _, said = send(browser, correction, outgoing_contacts="no")
    assert "videz ce nombre" in said.content.decode()

    withdrawal = reverse("field_actions:withdraw", args=[action.pk])
    assert "Dites pourquoi" in browser.post(withdrawal, {}).content.decode()
    assert "notée deux fois" in browser.post(withdrawal, {"why": "notée deux fois"}, follow=True).content.decode()
    assert "elle ne se corrige plus" in browser.get(correction, follow=True).content.decode()
    assert "1 action retirée" in browser.get(f"{ALL}?etat=retirees").content.decode()
    browser.post(reverse("field_actions:bring-back", args=[action.pk]))
    assert not only(adviser).is_withdrawn


def test_the_list_is_narrowed_adds_up_and_costs_the_same_for_many(adviser, browser_of, django_assert_num_queries):
    noted(adviser, informed=30, place="Marché de Gaillac", partners=["caf"])
    noted(adviser, public="carers", held_on=datetime.date(2025, 5, 6))
    browser = browser_of(factories.account(Role.MANAGER, at=adviser.organisation))
    page = browser.get(ALL)
    told = page.content.decode()
    assert page.context["number"] == 2
    assert "dont 1 action sans nombre" in told
    assert "aucune action n’a ce nombre" in told
    for asked, number in {
        "annee=2025": 1, "public=carers&annee=2026": 0, "cherche=gaillac": 1, "cherche=Caf": 1, "annee=1": 2,
        "public=nobody": 2, "cherche=1840375116001": 0, "cherche=184037511600176": 0, "page=9": 2, "cherche=%00": 2,
    }.items():  # fmt: skip
        assert browser.get(f"{ALL}?{asked}").context["number"] == number, asked
    for number in range(4):
        noted(adviser, informed=number)
    with django_assert_num_queries(17):
        browser.get(ALL)


def test_what_is_exported_can_be_imported_again(adviser, browser_of, tmp_path):
    fund = adviser.organisation
    whole = noted(
        adviser, life_event="studies", place_kind='Halle "verte"', remote=False, partners=["=Le Bus;bleu", "caf"],
        services=["misas"], territorial_diagnosis=True, outgoing_contacts=True, contacts_made=12, targeted=80,
        informed=30, helped=0, individual_appointments=4, satisfaction="8.4", place="Gaillac",
    )  # fmt: skip
    noted(adviser, outside_premises=None, partners=["+Fort"], outgoing_contacts=False)
    withdrawn = noted(adviser, public="carers")
    browser = browser_of(adviser)
    browser.post(reverse("field_actions:withdraw", args=[withdrawn.pk]), {"why": "annulée"})
    answer = browser.get("/aller-vers/export.csv")
    path = tmp_path / "actions.csv"
    path.write_bytes(answer.content)
    today = timezone.localdate()
    assert [column.name for column in layout(today).columns] == list(HEADER)
    assert len(answer.content.decode().splitlines()) == 3, "those that were withdrawn are not counted"

    report = bring_in(path, today, lambda *told: None)
    assert report.refusals.sentences() == []
    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)

    path.write_bytes(answer.content.replace(b";30;0;4;", b";30;1;4;"))
    assert bring_in(path, today, lambda *told: None).changed == 1
    with acting_as(adviser, "test"):
        whole.refresh_from_db()
        assert (whole.helped, whole.place, whole.partners) == (1, "Gaillac", ["=Le Bus;bleu", "caf"])

    line = f"{withdrawn.pk};{fund.code};2026-03-04;carers;;;;;;;;;;9;;;\n".encode()
    path.write_bytes(answer.content.replace(b"\r\n", b"\n").splitlines(keepends=True)[0] + line)
    report = bring_in(path, today, lambda *told: None)
    assert "elle reste retirée (1 en tout)" in report.doubts[0]
    with acting_as(adviser, "test"):
        assert FieldAction.objects.get(pk=withdrawn.pk).is_withdrawn


def test_two_alike_are_told_and_another_fund_finds_nothing(adviser, browser_of):
    first, _ = noted(adviser), noted(adviser, place="Albi")
    told = browser_of(adviser).get(reverse("field_actions:one", args=[first.pk])).content.decode()
    assert "Le même jour, pour le même public" in told
    foreign = browser_of(factories.account(Role.MANAGER))
    for screen in ("one", "correct", "withdraw"):
        assert foreign.get(reverse(f"field_actions:{screen}", args=[first.pk])).status_code == 404
    assert foreign.get(f"{NEW}?formulaire={first.pk}").status_code == 200
    answers = {"id": first.pk, "held_on": "hier", "public": "young", "outside_premises": "yes"}
    assert "déjà été enregistré" in foreign.post(f"{NEW}?formulaire={uuid.uuid4()}", answers).content.decode()
    assert browser_of(factories.account(Role.PARTNER)).get(ALL).status_code == 403


def test_a_person_met_at_an_action_is_reported_from_its_page(adviser, browser_of):
    fund = adviser.organisation
    action = noted(adviser, held_on=timezone.localdate(), place="Gaillac")
    browser = browser_of(adviser)
    page = browser.get(reverse("field_actions:one", args=[action.pk])).content.decode()
    start = f"{reverse('detector:new')}?action={action.pk}"
    assert start in page
    form = browser.get(start).context["form"]
    assert form["action"].value() == str(action.pk)
    typed = {
        "id": form["id"].value(), "birth_name": "Exemple", "first_name": "Zoé", "phone": "06 39 98 12 34",
        "detector_name": "Camille", "reasons": ["rights"], "consent_mode": "signed", "consent_on": "hier",
        "language": "fr",
    }  # fmt: skip
    new = reverse("detector:new")
    refused = browser.post(new, typed | {"fund": factories.fund().pk, "action": action.pk})
    assert "part à une autre caisse" in refused.content.decode()
    refused = browser.post(new, typed | {"fund": fund.pk, "action": uuid.uuid4()})
    assert "Ce choix n’existe pas" in refused.content.decode()
    sent = typed | {"fund": fund.pk, "action": action.pk}
    for _ in range(2):
        answer = browser.post(new, sent, follow=True)
        assert "form" not in answer.context, answer.context["form"].errors
        assert "Rencontrée lors d’une action" in answer.content.decode()
    page = browser.get(reverse("field_actions:one", args=[action.pk]))
    assert (page.context["came_of"].referrals, page.context["came_of"].opened) == (1, 0)
    with acting_as(adviser, "test"):
        referral = action.referrals.get().referral
    assert "Gaillac" in browser.get(reverse("casework:triage", args=[referral.pk])).content.decode()

    partner = browser_of(factories.account(Role.PARTNER, at=factories.organisation("partner", local_fund=fund)))
    assert "action" not in partner.get(new).context["form"].fields


def test_the_page_of_a_person_tells_at_which_action_they_were_met(adviser, browser_of):
    file = factories.accompaniment(adviser)
    action = noted(adviser, place="Gaillac")
    with acting_as(adviser, "test"):
        tie(file.referral, action)
    told = browser_of(adviser).get(reverse("casework:person", args=[file.person_id])).content.decode()
    assert "Rencontrée lors d’une action : Jeunes" in told
