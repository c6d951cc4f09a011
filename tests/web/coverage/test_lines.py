"""« Ruptures à éviter » on the screen: the list, what is done with a line, and the rights on the person's page."""

import datetime
import re
from html import escape, unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment.models import Action
from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Statement
from allervers.domain.coverage.gap_lines import refresh
from allervers.domain.coverage.models import EndedRight, GapLine, KnownCircumstance
from allervers.domain.coverage.nightly import run
from allervers.domain.coverage.workflow import Stated, learn
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files.models import RightsFile
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/ruptures/"


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(adviser):
    return factories.person(adviser.organisation, birth_name="Dupont")


@pytest.fixture
def browser(client, adviser):
    client.force_login(adviser)
    return client


def told(person, last_in_days: int | None, right: str = "c2s") -> None:
    today = timezone.localdate()
    last = FOR_EVER if last_in_days is None else today + datetime.timedelta(last_in_days)
    kind = Kind("free", "Caisse") if right == "c2s" else Kind()
    first = today - datetime.timedelta(400)
    with acting_for(person.fund, "test"):
        learn(person.fund_id, [Stated(person.pk, right, Statement(first, first, last, kind))])
        refresh(person.fund_id, today)


def line(person) -> GapLine:
    with acting_for(person.fund, "test"):
        return GapLine.objects.get(person=person)


def address(name: str, row: GapLine) -> str:
    return reverse(f"coverage:{name}", args=[row.pk])


def test_an_empty_list_says_when_it_is_made_again(browser, adviser):
    page = browser.get(LIST).content.decode()
    assert "Aucun droit ne va finir" in page
    assert "chaque nuit" in page


def test_the_list_says_who_what_until_when_and_by_whom(browser, person, django_assert_max_num_queries):
    told(person, 70)
    with django_assert_max_num_queries(12):
        page = browser.get(LIST).content.decode()
    assert "DUPONT" in page
    assert "La C2S finit le" in page
    assert "Déposer la demande de renouvellement" in page
    assert "la personne" in page
    assert "Aucune ligne avec ces filtres" in browser.get(f"{LIST}?kind=majority").content.decode()
    assert "DUPONT" in browser.get(f"{LIST}?kind=n-importe-quoi&state=%27").content.decode()


def test_a_line_is_done_and_that_is_undone(browser, person):
    told(person, 70)
    row = line(person)
    answer = browser.post(address("done", row), {"back": LIST}, follow=True)
    assert "La ligne est notée comme faite." in answer.content.decode()
    assert address("take-back", row) in answer.content.decode()
    assert "DUPONT" not in browser.get(LIST).content.decode()
    assert "DUPONT" in browser.get(f"{LIST}?state=done").content.decode()
    assert "Entre-temps" in browser.post(address("done", row), {"back": LIST}, follow=True).content.decode()
    browser.post(address("take-back", row), {"back": "-"})
    assert line(person).state == "open"


def test_a_line_is_set_aside_with_a_reason(browser, person):
    told(person, 70)
    row = line(person)
    assert "Choisissez un motif" in browser.post(address("set-aside", row), {}).content.decode()
    refused = browser.post(address("set-aside", row), {"reason": "other", "note": ""})
    assert "Écrivez le motif" in refused.content.decode()
    browser.post(address("set-aside", row), {"reason": "covered", "back": LIST})
    assert (line(person).state, line(person).reason) == ("set_aside", "covered")


@pytest.mark.parametrize("name", ["set-aside", "assign"])
@pytest.mark.parametrize("back", [f"{LIST}?kind=c2s_renewal", None])
def test_what_is_asked_about_a_line_leads_back_to_where_it_was_asked(browser, person, name, back):
    told(person, 70)
    page = reverse("casework:person", args=[person.pk])
    here = browser.get(back or page).content.decode()
    (link,) = [unescape(found) for found in re.findall(r'href="([^"]+)"', here) if address(name, line(person)) in found]
    form = browser.get(link).content.decode()
    assert f'<a href="{escape(back or page)}">Abandonner</a>' in form
    assert f'name="back" value="{escape(back or page)}"' in form
    answer = browser.post(link, {"back": back or page, "reason": "covered", "to": ""})
    assert answer.url == (back or page)


def test_a_line_is_confided_to_a_colleague_and_shows_among_theirs(browser, person, adviser):
    told(person, 70)
    officer = factories.account(Role.RIGHTS_OFFICER, at=adviser.organisation)
    browser.post(address("assign", line(person)), {"to": str(officer.pk), "back": LIST})
    assert line(person).assigned_to_id == officer.pk
    stranger = factories.account(Role.ADVISER)
    browser.post(address("assign", line(person)), {"to": str(stranger.pk)})
    assert line(person).assigned_to_id == officer.pk
    browser.force_login(officer)
    assert "DUPONT" in browser.get(f"{LIST}?whose=mine").content.decode()


def test_a_remedy_that_is_no_request_begins_as_an_action_of_the_open_file_once(browser, person, adviser):
    factories.accompaniment(adviser, known=person)
    told(person, 70, "puma")
    for _ in range(2):
        answer = browser.post(address("start", line(person)), {"remedy": "base_right_new_papers"}, follow=True)
    assert "déjà dans son accompagnement" in answer.content.decode()
    with acting_for(person.fund, "test"):
        (action,) = Action.objects.all()
    assert (action.label, action.due_on) == ("Demande de pièces à la personne", line(person).act_before)
    assert line(person).assigned_to_id == adviser.pk
    assert browser.post(address("start", line(person)), {"remedy": "majority"}).url.endswith(f"{person.pk}/")


def begun(browser, person, **changes):
    """The deposit that the remedy opens, sent as it is filled in, but for these changes."""
    opened = browser.post(address("start", line(person)), {"remedy": "c2s_renewal_request"}).url
    assert opened == reverse("rights_files:new", query={"rupture": line(person).pk})
    form = browser.get(opened, follow=True)
    said = {name: value for name, value in form.context["form"].initial.items() if value not in (None, "")}
    said |= {"birth_date": f"{person.birth_date:%d/%m/%Y}", "received_on": f"{timezone.localdate():%d/%m/%Y}"}
    there = form.request["PATH_INFO"] + "?" + form.request["QUERY_STRING"]
    return said, browser.post(there, said | {"channel": "desk", "nationality": "FR"} | changes)


def test_the_remedy_opens_the_request_that_it_names_and_its_deposit_ends_the_line(browser, person, adviser):
    told(person, 70)
    said, _ = begun(browser, person)
    assert (said["right"], said["birth_name"]) == ("c2s", "Dupont")
    with acting_for(person.fund, "test"):
        (file,) = RightsFile.objects.all()
    assert (file.person_id, file.right, file.status) == (person.pk, "c2s", "deposited")
    assert (line(person).state, line(person).decided_by_id) == ("done", adviser.pk)


def test_a_deposit_for_somebody_else_ends_no_line(browser, person):
    told(person, 70)
    begun(browser, person, first_name="Autre")
    with acting_for(person.fund, "test"):
        (file,) = RightsFile.objects.all()
    assert (file.person_id, line(person).state) == (None, "open")


def test_the_line_of_another_fund_fills_in_nothing(client, browser, person):
    told(person, 70)
    client.force_login(factories.account(Role.ADVISER))
    page = client.get(reverse("rights_files:new", query={"rupture": line(person).pk}), follow=True).content.decode()
    assert "Dupont" not in page


def test_the_person_s_page_shows_the_band_what_comes_and_what_is_not_known(browser, person):
    told(person, 70)
    page = browser.get(reverse("casework:person", args=[person.pk])).content.decode()
    assert "La C2S finit le" in page
    assert '<rect class="open"' in page
    assert "Les mêmes jours en tableau" in page
    assert "On ne sait rien de ses droits de base" in page
    told(person, -30, "puma")
    page = browser.get(reverse("casework:person", args=[person.pk])).content.decode()
    assert '<rect class="gap"' in page
    assert "Sans droit (Droits de base ou AME)" in page


def test_of_whom_nothing_is_known_no_picture_is_drawn(browser, person):
    page = browser.get(reverse("casework:person", args=[person.pk])).content.decode()
    assert "Rien n’est connu de ses droits" in page
    assert '<svg viewBox="0 0 1000 20"' not in page


NOTE = {"kind": "residence_title", "on": "", "nationality": "ML", "removal_order": ""}


def test_a_title_is_noted_and_its_line_comes_at_once_and_leaves_with_it(browser, person):
    on = timezone.localdate() + datetime.timedelta(30)
    form = browser.get(reverse("coverage:note", args=[person.pk]))
    there = form.request["PATH_INFO"] + "?" + form.request["QUERY_STRING"]
    said = NOTE | {"on": f"{on:%d/%m/%Y}", "id": str(form.context["form"].initial["id"])}
    browser.post(there, said)
    browser.post(there, said)
    assert line(person).kind == "title_ending"
    with acting_for(person.fund, "test"):
        (fact,) = KnownCircumstance.objects.all()
    assert fact.nationality == "ML"
    answer = browser.post(reverse("coverage:circumstance", args=[fact.pk]), follow=True)
    assert "retiré" in answer.content.decode()
    assert line(person).left_on == timezone.localdate()
    browser.post(reverse("coverage:circumstance", args=[fact.pk]), {"again": "1"})
    assert line(person).left_on is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "Choisissez ce que vous savez"),
        ({"on": ""}, "Indiquez le jour"),
        ({"on": "31/02/2027"}, "n’existe pas"),
        ({"on": "31/12/2199"}, "trop loin"),
        ({"nationality": ""}, "Choisissez la nationalité"),
        ({"nationality": "RO"}, "européenne"),
        ({"nationality": "FR"}, "française"),
        ({"nationality": "XX"}, "XX"),
        ({"kind": "unpaid_notice", "on": "31/12/2099"}, "dans le futur"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(browser, person, changes, sentence):
    answer = browser.post(reverse("coverage:note", args=[person.pk]), NOTE | {"on": "31/12/2030"} | changes)
    assert sentence in answer.content.decode()


def test_why_a_right_ended_is_noted_and_undone(browser, person):
    told(person, -30)
    run(timezone.localdate(), [person.fund])
    with acting_for(person.fund, "test"):
        row = EndedRight.objects.get()
    here = reverse("coverage:cause", args=[row.pk])
    assert "La cause est notée" in browser.post(here, {"cause": "procedural"}, follow=True).content.decode()
    browser.post(here, {"cause": "n-importe-quoi"})
    with acting_for(person.fund, "test"):
        assert EndedRight.objects.get().cause == "procedural"
    browser.post(here, {"cause": ""})
    with acting_for(person.fund, "test"):
        assert EndedRight.objects.get().noted_by is None


def everything(person) -> list[str]:
    with acting_for(person.fund, "test"):
        row = GapLine.objects.get(person=person)
        fact = KnownCircumstance.objects.create(
            fund=person.fund, person=person, kind="child_welfare", on=datetime.date(2024, 1, 1)
        )
        end = EndedRight.objects.create(fund=person.fund, person=person, right="c2s", ended_on="2025-01-31")
    names = ("done", "set-aside", "assign", "take-back", "start")
    return [
        *(address(name, row) for name in names),
        reverse("coverage:enlist", args=[person.pk]),
        reverse("coverage:note", args=[person.pk]),
        reverse("coverage:circumstance", args=[fact.pk]),
        reverse("coverage:over", args=[fact.pk]),
        reverse("coverage:cause", args=[end.pk]),
    ]


def test_another_fund_finds_nothing_and_another_role_may_nothing(client, person):
    told(person, 70)
    pages = everything(person)
    client.force_login(factories.account(Role.ADVISER))
    assert "DUPONT" not in client.get(LIST).content.decode()
    assert {client.post(page).status_code for page in pages} == {404}
    client.force_login(factories.account(Role.INTERNAL_DETECTOR, at=person.fund))
    assert {client.post(page).status_code for page in (LIST, *pages)} == {403}
    assert line(person).state == "open"


def test_who_may_see_a_person_without_preventing_gaps_sees_no_button(client, person):
    told(person, 70)
    client.force_login(factories.account(Role.DATA_PROTECTION_OFFICER, at=person.fund))
    page = client.get(reverse("casework:person", args=[person.pk])).content.decode()
    assert "La C2S finit le" in page
    assert "Commencer" not in page
    assert "Noter la cause" not in page


ENDED = "/ruptures/droits-finis/"


def test_rights_that_ended_are_told_with_their_causes_by_year(browser, person, django_assert_max_num_queries):
    last = timezone.localdate() - datetime.timedelta(400)
    with acting_for(person.fund, "test"):
        EndedRight.objects.create(
            fund=person.fund, person=person, right="c2s", ended_on=last, age=12, cause="procedural",
            reopened_on=last + datetime.timedelta(31),
        )  # fmt: skip
    with django_assert_max_num_queries(12):
        page = browser.get(f"{ENDED}?annee={last.year}").content.decode()
    assert "Droits finis sans suite le lendemain : 1, dont 1 d&#x27;enfants." in page
    assert "100,0\u00a0%" in page
    assert "30\u00a0jours" in page
    assert "Aucun droit" in browser.get(f"{ENDED}?annee=%00").content.decode().replace("&#x27;", "'")
    assert ENDED in browser.get(LIST).content.decode()


def test_ended_rights_are_the_funds_own_and_for_who_prevents_gaps(client, person):
    today = timezone.localdate()
    with acting_for(person.fund, "test"):
        EndedRight.objects.create(fund=person.fund, person=person, right="c2s", ended_on=today)
    for role in (Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER):
        client.force_login(factories.account(role, at=person.fund))
        assert "Droits finis sans suite le lendemain" in client.get(ENDED).content.decode()
    client.force_login(factories.account(Role.MANAGER))
    assert "Aucun droit" in client.get(ENDED).content.decode()
    for role in (Role.INTERNAL_DETECTOR, Role.NATIONAL_ANALYST):
        client.force_login(factories.account(role))
        assert client.get(ENDED).status_code == 403
