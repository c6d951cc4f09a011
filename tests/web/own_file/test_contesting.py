"""After the answer, on the person's own page: the rules that were applied, how to contest, papers of a control."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import controls, correcting, deciding, person_links, queries, sending
from allervers.domain.rights_files.models import Appeal, Decision, Handling, Letter, SuppliedPaper
from allervers.law.counting import add_months
from tests import factories, papers
from tests.rights_files import asked, deposit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def officer():
    contact = {"postal_address": "1 PLACE DES EXEMPLES\n99001 VALFLEURY", "phone": "36 46"}
    return factories.account(Role.RIGHTS_OFFICER, factories.fund(**contact))


def page(name, *args):
    return reverse(f"own_file:{name}", args=args)


def text(response):
    return response.content.decode()


def come_in(client, officer, file):
    with acting_as(officer, "test"):
        code = person_links.give(file)[0]
    client.post(page("open"), {"code": code, "birth_date": "04/05/1990"})


def decided(client, officer, right="ame", outcome="refused"):
    """A file that was decided, which its person has opened."""
    file = deposit(officer, right)
    with acting_as(officer, "test"):
        decision = deciding.decide(file, outcome, asked(officer, "Le séjour dure depuis moins de trois mois."))
    come_in(client, officer, file)
    return decision


def send(officer, file, kind):
    with acting_as(officer, "test"):
        sending.handed_to_the_person(Letter.objects.get(file=file, kind=kind), author=officer, today=TODAY)


def open_form(client, name):
    response = client.get(page(name), follow=True)
    fields = response.context["form"].hidden_fields()
    return response.wsgi_request.get_full_path(), {field.name: field.value() for field in fields}


@pytest.mark.parametrize(
    ("right", "path"), [("ame", "Vous pouvez écrire à la caisse, ici"), ("puma", "commission de recours amiable")]
)
def test_the_page_tells_before_whom_and_until_when(client, officer, right, path):
    decision = decided(client, officer, right)
    shown = text(client.get(page("file")))
    assert path in shown
    assert "commence quand vous recevez la lettre" in shown
    send(officer, decision.file, "decision")
    # Decided before silence would have: the delay runs from the letter.
    day = add_months(TODAY, 2)
    assert f"{day.day}" in text(client.get(page("file")))
    assert "Vous avez jusqu’au" in text(client.get(page("file")))


def test_a_letter_that_left_in_a_batch_has_its_day_for_the_person_and_for_the_fund_that_entrusted_the_file(
    client, officer, tmp_path
):
    contact = {"postal_address": "1 PLACE DES EXEMPLES\n99001 VALFLEURY", "phone": "36 46"}
    body = factories.organisation(Organisation.Kind.HANDLING_BODY, **contact)
    Handling.objects.create(fund=officer.organisation, right="puma", body=body)
    file = deposit(officer, "puma", postal_address="3 rue de l'Exemple\n99001 Valfleury")
    examiner = factories.account(Role.HANDLING_BODY_OFFICER, body)
    with acting_as(examiner, "test"):
        deciding.decide(file, "refused", asked(examiner, "Le séjour dure depuis moins de trois mois."))
    sending.send_all(body, tmp_path, TODAY)
    come_in(client, officer, file)
    assert "Vous avez jusqu’au" in text(client.get(page("file")))
    with acting_as(officer, "test"):
        assert queries.sent_on(file, "decision") == TODAY


def test_the_person_contests_in_their_own_words_and_the_officer_reads_them(client, officer):
    decision = decided(client, officer)
    address, hidden = open_form(client, "contest")
    assert "text" in client.post(address, hidden).context["form"].errors
    given = hidden | {"text": "Je vis ici depuis un an."}
    assert "C’est envoyé" in text(client.post(address, given, follow=True))
    shown = text(client.get(page("file")))
    assert "vous avez contesté le" in shown
    assert "tribunal administratif" in shown
    assert client.post(address, given).status_code == 302
    with acting_as(officer, "test"):
        appeal = Appeal.objects.get()
        assert (appeal.lodged_by, appeal.text, appeal.decision) == (None, "Je vis ici depuis un an.", decision)
        assert Letter.objects.filter(kind="appeal").count() == 1
    client.force_login(officer)
    shown = text(client.get(reverse("rights_files:file", args=[decision.file_id])))
    assert "par la personne depuis sa page" in shown
    assert "Je vis ici depuis un an." in shown


def test_papers_may_be_sent_with_what_is_contested(client, officer):
    decision = decided(client, officer)
    address, hidden = open_form(client, "contest")
    assert "envoyer d’autres papiers" not in text(client.get(page("file")))
    client.post(address, hidden | {"text": "Je vis ici depuis un an."})
    shown = client.get(page("file"))
    assert "envoyer d’autres papiers" in text(shown)
    line = next(each for each in shown.context["contest_papers"] if "identité" in each.label)
    form = client.get(page("send", line.id), follow=True)
    hidden = {field.name: field.value() for field in form.context["form"].hidden_fields()}
    photo = SimpleUploadedFile("photo.jpg", papers.photo(), "image/jpeg")
    client.post(form.wsgi_request.get_full_path(), hidden | {"content": photo, "dated_on": ""})
    with acting_as(officer, "test"):
        assert SuppliedPaper.objects.filter(file=decision.file_id).count() == 1


def test_nothing_is_contested_before_there_is_an_answer(client, officer):
    come_in(client, officer, deposit(officer))
    assert "pas d’accord" not in text(client.get(page("file")))
    assert client.get(page("contest"), follow=True).redirect_chain[-1][0] == page("file")


def test_a_social_security_number_is_not_written_there(client, officer):
    decided(client, officer)
    address, hidden = open_form(client, "contest")
    response = client.post(address, hidden | {"text": "Mon numéro : 1 90 05 75 001 001 25"})
    assert "sécurité sociale" in str(response.context["form"].errors)


def test_every_decision_shows_its_rules_at_one_click_also_the_one_that_was_replaced(client, officer):
    decision = decided(client, officer, "c2s", "accepted")
    with acting_as(officer, "test"):
        correcting.correct(decision, correcting.Correction("refused"), asked(officer, "Le RSA avait fini."))
        both = list(Decision.objects.all())
    shown = text(client.get(page("file")))
    for each in both:
        assert page("rules", each.pk) in shown
        rules = text(client.get(page("rules", each.pk)))
        assert "Version des règles" in rules
        assert "L311-3-1" in rules
        assert each.reason in rules


def test_the_rules_of_somebody_else_are_not_found(client, officer):
    other = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        foreign = deciding.decide(other, "accepted", asked(officer, "Le foyer reçoit le RSA."))
    decided(client, officer)
    assert client.get(page("rules", foreign.pk)).status_code == 404
    client.post(page("leave"))
    assert client.get(page("rules", foreign.pk)).status_code == 302


def test_a_control_asks_for_a_photograph_and_takes_it(client, officer):
    decision = decided(client, officer, "puma", "accepted")
    with acting_as(officer, "test"):
        look = controls.Look("fund", "residence", "Habitez-vous en France ?", ("puma_identity",))
        controls.begin(decision.file, look, asked(officer))
        line = decision.file.requiredpapers.get(code="puma_identity")
    assert "que vous habitez en France" in text(client.get(page("file")))
    address = client.get(page("send", line.pk), follow=True).wsgi_request.get_full_path()
    photo = SimpleUploadedFile("titre.pdf", papers.pdf(), "application/pdf")
    response = client.post(address, {"id": address.partition("formulaire=")[2], "content": photo}, follow=True)
    assert "bien arrivé" in text(response)
    with acting_as(officer, "test"):
        assert SuppliedPaper.objects.get().required_id == line.pk
