"""The directory on screens: what is near and open, found by its words; what the fund knows; what may be one."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.directory.models import Acquaintance, Pair, Structure
from allervers.domain.directory.structures_file import bring_in
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.fictitious.directory import around
from tests import factories
from tests.clients import Browser

pytestmark = pytest.mark.django_db
ALL = "/annuaire/"


@pytest.fixture
def filled(tmp_path):
    path = tmp_path / "structures.json"
    path.write_text(json.dumps(around("81")), encoding="utf-8")
    bring_in(path, timezone.localdate(), lambda *told: None)


@pytest.fixture
def here():
    return factories.fund(department="81")


def of(role: Role, fund) -> Browser:
    browser = Browser()
    browser.force_login(factories.account(role, at=fund))
    return browser


def unspaced(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def named(name: str) -> Structure:
    return Structure.objects.get(name=name, source="exemple")


def test_what_is_near_is_found_by_name_commune_or_network(filled, here, django_assert_num_queries):
    browser = of(Role.ADVISER, here)
    page = browser.get(ALL)
    assert page.context["number"] == 13
    assert "France Services de Montfictif" in page.content.decode()
    assert page.context["map"] is not None
    assert browser.get(ALL, {"cherche": "rivebelle"}).context["number"] == 3
    assert browser.get(ALL, {"cherche": "coeur valfleury"}).context["number"] == 1
    assert browser.get(ALL, {"reseau": "france-service"}).context["number"] == 2
    none = browser.get(ALL, {"cherche": "Zzyzx"})
    assert "Aucune structure ne correspond" in none.content.decode()
    with django_assert_num_queries(14):
        browser.get(ALL)


def test_another_department_sees_its_own_and_can_look_further(filled):
    browser = of(Role.ADVISER, factories.fund(department="12"))
    assert browser.get(ALL).context["number"] == 0
    assert browser.get(ALL, {"departement": "81"}).context["number"] == 13
    assert browser.get(ALL, {"departement": "tous"}).context["number"] == 13


def test_an_empty_directory_says_how_it_is_filled(here):
    assert "allervers import structures" in of(Role.ADVISER, here).get(ALL).content.decode()


def test_the_page_tells_this_week_and_what_its_source_wrote_that_nobody_understands(filled, here):
    browser = of(Role.ADVISER, here)
    content = browser.get(reverse("directory:one", args=[named("CCAS de Valfleury").pk])).content.decode()
    assert "Cette semaine" in content
    assert "9 h à 12 h 30, 13 h 30 à 17 h" in content
    house = browser.get(reverse("directory:one", args=[named("Maison des solidarités").pk]))
    assert "le matin" in house.content.decode()


def test_a_page_found_right_comes_first_for_a_year_and_for_this_fund_alone(filled, here):
    officer = of(Role.PARTNERSHIP_OFFICER, here)
    last = named("Secours populaire de Montfictif")
    told = officer.post(reverse("directory:confirm", args=[last.pk]), follow=True).content.decode()
    assert "C’est noté" in told
    first_row = officer.get(ALL).context["rows"][0]
    assert (first_row.structure, first_row.structure.is_fresh) == (last, True)
    elsewhere = of(Role.ADVISER, factories.fund(department="81"))
    assert elsewhere.get(ALL).context["rows"][0].structure != last
    assert "Jamais par la caisse" in elsewhere.get(reverse("directory:one", args=[last.pk])).content.decode()
    account = factories.account(Role.MANAGER, at=here)
    for days, first in ((364, True), (365, False)):
        with acting_as(account, "test"):
            Acquaintance.objects.update(confirmed_on=timezone.localdate() - datetime.timedelta(days=days))
        assert (officer.get(ALL).context["rows"][0].structure == last) is first


def test_a_referent_is_of_the_fund(filled, here):
    officer, colleague = of(Role.PARTNERSHIP_OFFICER, here), factories.account(Role.ADVISER, at=here)
    page = reverse("directory:referent", args=[named("CCAS de Valfleury").pk])
    stranger = factories.account(Role.ADVISER)
    assert "compte actif de votre caisse" in officer.post(page, {"referent": stranger.pk}, follow=True).content.decode()
    told = officer.post(page, {"referent": colleague.pk}, follow=True).content.decode()
    assert colleague.get_full_name() in told
    assert "Le référent est enregistré" in told


def test_a_mobile_number_is_shown_to_those_who_keep_the_directory_alone(filled, here):
    page = reverse("directory:one", args=[Structure.objects.get(source="autre-exemple").pk])
    assert "06 99 00 00 01" in unspaced(of(Role.MANAGER, here).get(page))
    content = of(Role.ADVISER, here).get(page).content.decode()
    assert "+33699000001" not in content
    assert "99 00 00 01" not in content.replace("\u00a0", " ")
    assert "d’une seule personne" in content


def test_of_two_that_are_one_the_list_shows_one_and_the_answer_can_be_taken_back(filled, here):
    officer = of(Role.PARTNERSHIP_OFFICER, here)
    asked = officer.get(ALL).content.decode()
    assert "Doublons possibles (1)" in asked
    answer = reverse("directory:answer", args=[Pair.objects.get().pk])
    assert "Dites si" in officer.post(answer, {}, follow=True).content.decode()
    assert "n’en montre plus qu’une" in officer.post(answer, {"reponse": "oui"}, follow=True).content.decode()
    assert officer.get(ALL).context["number"] == 12
    officer.post(answer, {"reponse": "reprendre"})
    assert officer.get(ALL).context["number"] == 13
    elsewhere = of(Role.PARTNERSHIP_OFFICER, factories.fund(department="12"))
    assert elsewhere.post(answer, {"reponse": "oui"}).status_code == 404
    assert of(Role.ADVISER, here).post(answer, {"reponse": "oui"}).status_code == 403


def test_a_fund_without_a_department_looks_everywhere(filled):
    officer = of(Role.PARTNERSHIP_OFFICER, factories.fund())
    assert officer.get(ALL).context["number"] == 13
    assert officer.get("/annuaire/doublons/").context["number"] == 1
    answer = reverse("directory:answer", args=[Pair.objects.get().pk])
    assert "deux structures" in officer.post(answer, {"reponse": "non"}, follow=True).content.decode()
    assert officer.get("/annuaire/doublons/").context["number"] == 0
