"""Who manages a C2S: chosen from the list of the year, carried by the right; not known until somebody says it."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from allervers.domain.coverage.models import CoveragePeriod
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import deciding, managing
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.workflow import Refused
from tests import factories
from tests.rights_files import asked, deposit, supply, with_contribution

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = TODAY.year


@pytest.fixture
def officer(client):
    account = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(account)
    return account


@pytest.fixture
def bodies(db):
    """As the owner brings them in: the application only reads them."""
    written = f"insert into rights_files_managingbody (year, name) values ({YEAR}, 'Mutuelle fictive')"
    with connection.cursor() as cursor:
        cursor.execute("select testing_write(%s)", [f"{written}, ({YEAR - 1}, 'Mutuelle partie')"])


def choose(officer, file, name):
    with acting_as(officer, "test"):
        return managing.choose(file, name)


def period(officer, file):
    with acting_as(officer, "test"):
        person = RightsFile.objects.get(pk=file.pk).person
        return CoveragePeriod.objects.get(person=person, right="c2s", believed__endswith=None)


def test_the_right_carries_the_body_that_the_household_chose(officer, bodies):
    file = deposit(officer, "c2s", told=with_contribution(TODAY))
    with acting_as(officer, "test"):
        deciding.decide(file, "accepted", asked(officer, "Entre les deux plafonds."))
    choose(officer, file, "Mutuelle fictive")
    supply(officer, file, "c2s_adhesion")
    supply(officer, file, "c2s_payment")
    assert (period(officer, file).c2s_class, period(officer, file).managing_body) == (
        "contribution",
        "Mutuelle fictive",
    )


def test_a_right_does_not_wait_for_the_choice(officer):
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        deciding.decide(file, "accepted", asked(officer, "Le foyer reçoit le RSA."))
    assert period(officer, file).managing_body == ""
    with pytest.raises(Refused, match="tant que"):
        choose(officer, file, "")


def test_only_the_fund_and_the_bodies_of_this_year_are_chosen_and_the_choice_is_taken_back(client, officer, bodies):
    file = deposit(officer, "c2s")
    for name in ("Mutuelle partie", "Autre"):
        with pytest.raises(Refused, match="liste de cette année"):
            choose(officer, file, name)
    page = reverse("rights_files:managing-body", args=[file.pk])
    shown = client.get(page).content.decode()
    assert "Mutuelle fictive" in shown
    assert "Mutuelle partie" not in shown
    fund = officer.organisation.name
    assert fund in client.post(page, {"body": fund}, follow=True).content.decode()
    assert managing.chosen(choose(officer, file, "")) == ""


def test_only_a_c2s_is_managed_by_a_body(officer, bodies):
    with pytest.raises(Refused, match="C2S"):
        choose(officer, deposit(officer, "ame"), "Mutuelle fictive")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2018;Mutuelle", "année impossible"),
        (f"{YEAR + 2};Mutuelle", "année impossible"),
        (f"{YEAR};", "un nom de 100 caractères au plus"),
        (f"{YEAR};{'x' * 101}", "un nom de 100 caractères au plus"),
        (f"{YEAR};Mutuelle une", "déjà plus haut"),
        (f"{YEAR}", "1 colonne"),
    ],
)
def test_a_list_that_cannot_be_names_its_line(tmp_path, line, said):
    path = tmp_path / "liste.csv"
    path.write_text(f"year;name\n{YEAR};Mutuelle une\n{line}\n", encoding="utf-8")
    (sentence,) = managing.bring_in(path).refusals.sentences()
    assert sentence.startswith("liste.csv, ligne 3")
    assert said in sentence
