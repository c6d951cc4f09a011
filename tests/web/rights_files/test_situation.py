"""What was not known at the deposit is completed by who examines; calculation and list follow, the former stays."""

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import papers
from allervers.domain.rights_files.models import Decision, RightsFile
from tests import factories
from tests.rights_files import deposit, situation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def officer(client):
    account = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(account)
    return account


def page(name, *args):
    return reverse(f"rights_files:{name}", args=args)


def text(response):
    return response.content.decode()


def open_form(client, file):
    """The address of the form, and what it is filled in with."""
    response = client.get(page("situation", file.pk), follow=True)
    fields = {field.name: field.value() for field in response.context["form"]}
    return response.wsgi_request.get_full_path(), {name: value for name, value in fields.items() if value}


def now(officer, file):
    with acting_as(officer, "test"):
        return RightsFile.objects.get(pk=file.pk)


def test_a_c2s_whose_resources_were_not_known_is_completed_then_granted(client, officer):
    told = situation("c2s", TODAY) | {"rsa": False}
    file = deposit(officer, "c2s", told=told)
    answers = {"outcome": "accepted", "reason": "Ressources sous le plafond."}
    decide = client.get(page("decide", file.pk), follow=True).wsgi_request.get_full_path()
    assert "On ne sait pas encore" in text(client.post(decide, answers))
    address, known = open_form(client, file)
    assert known["rsa"] == "no"
    given = known | {"total_p1": "6 000", "reason": "Avis d’imposition reçu."}
    assert "La situation est à jour" in text(client.post(address, given, follow=True))
    assert client.post(address, given).status_code == 302
    after = now(officer, file)
    assert after.situation["persons"][0]["annual_resources"] == 6000
    assert [each["situation"] for each in after.details["former_situations"]] == [told]
    assert "Avis d’imposition reçu." in text(client.get(page("file", file.pk)))
    assert client.post(decide, answers).status_code == 302
    with acting_as(officer, "test"):
        assert Decision.objects.get().c2s_class == "free"


def test_the_list_of_papers_follows(client, officer):
    file = deposit(officer, "puma")
    with acting_as(officer, "test"):
        before = {line.required.code: line.required.condition for line in papers.lines(file)}
    assert before["puma_s1"]
    address, known = open_form(client, file)
    client.post(address, known | {"insured_elsewhere": "no", "reason": "La personne l’a dit."})
    with acting_as(officer, "test"):
        after = {line.required.code: line.required.condition for line in papers.lines(file)}
    assert "puma_s1" not in after
    assert after["puma_form"] == ""


def test_the_second_of_two_officers_is_told_and_nothing_is_written_over(client, officer):
    file = deposit(officer, "puma")
    first, known = open_form(client, file)
    second, of_second = open_form(client, file)
    client.post(first, known | {"activity": "student", "reason": "Carte d’étudiante."})
    response = client.post(second, of_second | {"activity": "employed", "reason": "Contrat."})
    assert "a changé la situation entre-temps" in text(response)
    assert now(officer, file).situation["persons"][0]["activity"] == "student"


@pytest.mark.parametrize("change", [{"reason": ""}, {"total_p1": "-1"}, {"total_p1": "beaucoup"}])
def test_what_cannot_be_read_is_refused_beside_its_field(client, officer, change):
    file = deposit(officer, "c2s")
    address, known = open_form(client, file)
    given = known | {"reason": "Reçu.", "total_p1": "10"} | change
    assert client.post(address, given).context["form"].errors.keys() == change.keys()
    assert "former_situations" not in now(officer, file).details
