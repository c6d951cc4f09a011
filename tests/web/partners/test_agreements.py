"""Agreements on screens: noted, corrected, withdrawn, listed by when they end, exported as the file they come from."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.partners.agreements_file import bring_in, layout
from allervers.domain.partners.exported import HEADER
from allervers.domain.partners.models import Agreement
from tests import factories
from tests.clients import Browser
from tests.partners import signed

pytestmark = pytest.mark.django_db
ALL, NEW = "/partenaires/conventions/", "/partenaires/conventions/nouvelle/"


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


def send(browser, address, **answers):
    """The form as it was filled, with what is typed, sent; its page before and the page that follows."""
    page = browser.get(address)
    shown = {field.name: field.value() for field in page.context["form"]}
    given = {name: value for name, value in shown.items() if value not in (None, "")}
    return page, browser.post(address, given | answers, follow=True)


def only(account) -> Agreement:
    with acting_as(account, "test"):
        return Agreement.objects.get()


def test_an_agreement_is_noted_corrected_withdrawn_and_brought_back(manager, browser_of):
    browser = browser_of(manager)
    empty = browser.get(ALL).content.decode()
    assert "Aucune convention n’est notée" in empty
    assert NEW in empty

    _, refused = send(
        browser, NEW, network="other", signed_on="demain", ends_on="28/11/2020", siret="732 829 320 00075"
    )
    told = refused.content.decode()
    for sentence in ("Choisissez la sorte", "dans le futur", "Ce n’est pas un SIRET", "Écrivez le nom de cet autre"):
        assert sentence in told
    assert "732 829 320 00075" in told  # nothing that was typed is lost
    _, refused = send(browser, NEW, network="caf", kind="local", signed_on="28/11/2021", ends_on="28/11/2020")
    assert "finirait avant d’avoir été signée" in refused.content.decode()

    _, said = send(
        browser, NEW, network="caf", kind="national", partner_name="Caf  du Tarn", signed_on="hier",
        ends_on="+2 ans", siret="732 829 320 00074",
    )  # fmt: skip
    agreement = only(manager)
    assert "La convention est notée. Signée le :" in said.content.decode()
    assert "732 829 320 00074" in said.content.decode()
    assert (agreement.partner_name, agreement.siret) == ("Caf du Tarn", "73282932000074")
    assert (agreement.source_id, agreement.was_brought_in) == (str(agreement.pk), False)
    same = browser.get(f"{NEW}?formulaire={agreement.pk}", follow=True)  # the browser's Back
    assert "déjà notée" in same.content.decode()

    correction = reverse("partners:correct", args=[agreement.pk])
    _, said = send(browser, correction)
    assert "Rien n’a changé" in said.content.decode()
    _, said = send(browser, correction, ends_on="", network="udaf")
    told = said.content.decode()
    assert "La convention est corrigée" in told
    assert "réseau, dernier jour" in told.lower(), "the trail says what changed"
    _, said = send(browser, correction, ends_on="+1 an", seen="1")  # the page as it was before that correction
    assert "pendant que vous écriviez" in said.content.decode()
    assert only(manager).ends_on is None
    given = {field.name: field.value() for field in said.context["form"] if field.value() not in (None, "")}
    assert "La convention est corrigée" in browser.post(correction, given, follow=True).content.decode()

    withdrawal = reverse("partners:withdraw", args=[agreement.pk])
    assert "Dites pourquoi" in browser.post(withdrawal, {}).content.decode()
    assert "notée deux fois" in browser.post(withdrawal, {"why": "notée deux fois"}, follow=True).content.decode()
    assert "elle ne se corrige plus" in browser.get(correction, follow=True).content.decode()
    assert browser.get(f"{ALL}?etat=retirees").context["number"] == 1
    browser.post(reverse("partners:bring-back", args=[agreement.pk]))
    assert not only(manager).is_withdrawn


def test_the_list_says_what_ends_soon_is_narrowed_and_costs_the_same_for_many(
    manager, browser_of, django_assert_num_queries
):
    today = timezone.localdate()
    signed(manager, ends_on=today + datetime.timedelta(days=12), partner_name="Caf du Tarn", siret="73282932000074")
    signed(manager, network="Bus bleu", kind="local", ends_on=today - datetime.timedelta(days=1))
    signed(manager, network="udaf", ends_on=today + datetime.timedelta(days=80))
    browser = browser_of(manager)
    page = browser.get(ALL)
    assert [str(row.agreement) for row in page.context["rows"]] == ["Bus bleu", "Caf du Tarn", "Udaf"]
    assert [row.state for row in page.context["rows"]] == ["finie", "finit dans 12 jours", "finit dans 80 jours"]
    assert [count["number"] for count in page.context["counts"]] == [2, 2, 1, 1]
    for asked, number in {
        "etat=30-jours": 1, "etat=finies": 1, "reseau=Bus+bleu": 1, "sorte=local&etat=en-vigueur": 0, "cherche=udaf": 1,
        "cherche=732+829": 1, "cherche=TARN": 1, "etat=nimporte": 3, "cherche=%00": 3, "page=9": 3,
    }.items():  # fmt: skip
        assert browser.get(f"{ALL}?{asked}").context["number"] == number, asked
    for _ in range(3):
        signed(manager, network="adoma")
    with django_assert_num_queries(17):
        browser.get(ALL)


def test_what_is_exported_can_be_imported_again(manager, browser_of, tmp_path):
    whole = signed(
        manager, kind="tripartite", partner_name='=Le "Bus"; bleu', siret="73282932000074", network="+Bus",
        ends_on=datetime.date(2027, 3, 3),
    )  # fmt: skip
    signed(manager)
    withdrawn = signed(manager, network="udaf")
    browser = browser_of(manager)
    browser.post(reverse("partners:withdraw", args=[withdrawn.pk]), {"why": "jamais signée"})
    answer = browser.get("/partenaires/conventions/export.csv")
    path = tmp_path / "agreements.csv"
    path.write_bytes(answer.content)
    today = timezone.localdate()
    assert [column.name for column in layout(today).columns] == list(HEADER)
    assert len(answer.content.decode().splitlines()) == 3, "those that were withdrawn are not counted"

    report = bring_in(path, today, lambda *told: None)
    assert report.refusals.sentences() == []
    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)

    path.write_bytes(answer.content.replace(b"2027-03-03", b"2028-03-03"))
    assert bring_in(path, today, lambda *told: None).changed == 1
    with acting_as(manager, "test"):
        whole.refresh_from_db()
        assert (whole.ends_on.year, whole.partner_name, whole.network) == (2028, '=Le "Bus"; bleu', "+Bus")

    line = f"{withdrawn.pk};{manager.organisation.code};udaf;national;2025-03-04;;;\n".encode()
    path.write_bytes(answer.content.replace(b"\r\n", b"\n").splitlines(keepends=True)[0] + line)
    report = bring_in(path, today, lambda *told: None)
    assert "elle reste retirée (1 en tout)" in report.doubts[0]


def test_two_alike_are_told_and_another_fund_finds_nothing(manager, browser_of):
    first, _ = signed(manager), signed(manager)
    told = browser_of(manager).get(reverse("partners:one", args=[first.pk])).content.decode()
    assert "Le même partenaire, en même temps" in told
    foreign = browser_of(factories.account(Role.MANAGER))
    for screen in ("one", "correct", "withdraw"):
        assert foreign.get(reverse(f"partners:{screen}", args=[first.pk])).status_code == 404
    answers = {"id": first.pk, "network": "caf", "kind": "local", "signed_on": "hier"}
    assert "déjà été enregistré" in foreign.post(f"{NEW}?formulaire={uuid.uuid4()}", answers).content.decode()
    for role in (Role.PARTNER, Role.ADVISER):
        assert browser_of(factories.account(role)).get(ALL).status_code == 403
