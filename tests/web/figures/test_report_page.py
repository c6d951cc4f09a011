"""The yearly report from the figures' screens: one's own fund, or the nation and its regions, and nobody else."""

import datetime
import io

import pytest
from django.urls import reverse
from pptx import Presentation

from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.domain.figures.files import received
from tests.prepared import prepare

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def tarn():
    fund = Organisation.objects.get(code="811")
    for _ in range(12):
        received(fund, DAY)
    return fund


def asked(client, role, at, name, **given):
    client.force_login(factories.account(role, at))
    return client.get(reverse(name), given)


def words(response):
    deck = Presentation(io.BytesIO(response.content))
    return " ".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)


def test_a_manager_downloads_the_report_of_the_fund_and_of_no_other(client, tarn):
    other = Organisation.objects.get(code="311")
    for _ in range(40):
        received(other, DAY)
    response = asked(
        client, Role.MANAGER, tarn, "manager:report", annee="2024", fichier="pptx", region="76", fund="311"
    )
    assert response["Content-Disposition"] == 'attachment; filename="bilan-2024-cpam-albi.pptx"'
    assert response["Cache-Control"] == "no-store"
    said = words(response)
    assert "CPAM Albi" in said
    assert "12\u00a0saisines reçues" in said
    assert "40" not in said


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("ods", b"PK"), ("pptx", b"PK")])
def test_the_national_analyst_downloads_each_kind_of_file(client, tarn, kind, start):
    body = factories.account(Role.NATIONAL_ANALYST).organisation
    waiting = asked(client, Role.NATIONAL_ANALYST, body, "national:report", annee="2024", fichier=kind, region="76")
    assert "en préparation" in waiting.content.decode()
    prepare(2024, 2023)
    response = asked(client, Role.NATIONAL_ANALYST, body, "national:report", annee="2024", fichier=kind, region="76")
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert f"bilan-2024-occitanie.{kind}" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.MANAGER, "national:report"),
        (Role.INTERNAL_DETECTOR, "manager:report"),
        (Role.ADMINISTRATOR, "manager:report"),
    ],
)
def test_who_may_not_see_these_figures_may_not_have_them_in_a_file(client, tarn, role, name):
    assert asked(client, role, tarn, name, annee="2024", fichier="pdf").status_code == 403


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"annee": "2019", "fichier": "pdf"}, "Aucune saisine reçue ni aucun dossier clos en 2019."),
        ({"annee": "2999", "fichier": "pdf"}, "Choisissez une année de la liste."),
        ({"annee": "2024", "fichier": "exe"}, "error-summary"),
        ({"annee": "", "fichier": "pdf"}, "error-summary"),
    ],
)
def test_what_cannot_be_made_is_said_beside_the_field(client, tarn, given, sentence):
    response = asked(client, Role.MANAGER, tarn, "manager:report", **given)
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_the_page_proposes_the_last_year_that_ended_first(client, tarn):
    page = asked(client, Role.MANAGER, tarn, "manager:report").content.decode()
    assert "error-summary" not in page
    assert page.index('value="2024"') < page.index("(en cours)")
    assert "ne pas diffuser" in page


def test_the_figures_lead_to_the_report(client, tarn):
    page = asked(client, Role.MANAGER, tarn, "manager:figures").content.decode()
    assert reverse("manager:report") in page
