"""Rights files on the screen: what is shown, what is possible, and what is refused in words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.models import Message
from allervers.domain.people.models import Person
from allervers.domain.privacy.models import Reading
from allervers.domain.rights_files import deciding, examining, supplying
from allervers.domain.rights_files import papers as paper_list
from allervers.domain.rights_files.models import Decision, Handling, RightsFile, SuppliedPaper
from tests import factories, papers
from tests.pdf import stamps
from tests.rights_files import asked, deposit, keep, supply, supply_all, with_contribution

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


def form_at(client, address):
    """The address of a form with the identifier that was minted for it."""
    return client.get(address).wsgi_request.get_full_path()


def test_the_queue_shows_first_what_comes_first(client, officer):
    other = deposit(officer, "puma")
    urgent = deposit(officer, care_need_certified=True)
    shown = text(client.get(page("queue")))
    assert "2 dossiers à examiner" in shown
    assert shown.index(urgent.reference) < shown.index(other.reference)


def test_the_queue_asks_as_much_for_many_files(client, officer, django_assert_max_num_queries):
    for _ in range(3):
        deposit(officer, "puma")
    with django_assert_max_num_queries(12):
        client.get(page("queue"))


def test_a_person_deposits_a_file_and_is_told_its_papers(client):
    hospital = factories.organisation(Organisation.Kind.PARTNER, category="hospital")
    client.force_login(factories.account(Role.PARTNER, at=hospital))
    address = form_at(client, page("new"))
    answers = {
        "id": address.partition("formulaire=")[2],
        "right": "ame",
        "channel": "hospital",
        "received_on": f"{TODAY:%d/%m/%Y}",
        "birth_name": "Fictif",
        "first_name": "Awa",
        "birth_date": "04/05/1990",
        "nationality": "ML",
        "basis": "hospital",
        "role_1": "child",
        "born_1": "01/02/2015",
    }
    response = client.post(address, answers, follow=True)
    assert "Preuve d&#x27;identité" in text(response) or "Preuve d'identité" in text(response)
    assert "enfant" in text(response)
    # The browser's Back finds what was written, a second sending writes nothing, and other answers are told.
    assert client.post(address, answers).status_code == 302
    assert "déjà servi pour un autre dossier" in text(client.post(address, answers | {"first_name": "Fatou"}))
    with acting_as(factories.account(Role.RIGHTS_OFFICER, at=hospital.local_fund), "test"):
        file = RightsFile.objects.get()
        assert (file.helper_organisation, file.basis) == (hospital.name, "hospital")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"right": ""}, "Choisissez ce que la personne demande"),
        ({"birth_date": ""}, "Indiquez la date de naissance"),
        ({"nationality": ""}, "les documents à fournir en dépendent"),
        ({"born_1": ""}, "Indiquez sa date de naissance"),
        ({"basis": ""}, "à quel titre"),
        ({"birth_name": "Φανταστικός"}, "lettres latines"),
    ],
)
def test_what_misses_is_said_beside_its_field(client, change, says):
    client.force_login(factories.account(Role.PARTNER))
    address = form_at(client, page("new"))
    answers = {"right": "ame", "channel": "association", "received_on": f"{TODAY:%d/%m/%Y}", "birth_name": "Fictif"}
    answers |= {"first_name": "Awa", "birth_date": "04/05/1990", "nationality": "ML", "basis": "mandate"}
    answers |= {"role_1": "child", "born_1": "01/02/2015"}
    assert says in text(client.post(address, answers | change))


def test_photographs_are_joined_to_a_line(client, officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        line = file.requiredpapers.get(code="ame_identity")
    address = form_at(client, page("add-document", file.pk))
    photos = [SimpleUploadedFile(f"{place}.jpg", papers.photo()) for place in range(2)]
    sent = {"id": address.partition("formulaire=")[2], "line": line.pk, "intention": "first", "content": photos}
    response = client.post(address, sent, follow=True)
    assert "Le document est enregistré (2 pages)" in text(response)
    with acting_as(officer, "test"):
        assert SuppliedPaper.objects.get().document.pages == 2


def sent_at_once(client, officer, file, **contents) -> tuple[str, dict]:
    """The address of the form of all papers, and a file for each of these lines."""
    with acting_as(officer, "test"):
        lines = {code: file.requiredpapers.get(code=code).pk for code in contents}
    files = {f"line-{lines[code]}": SimpleUploadedFile(f"{code}.pdf", content) for code, content in contents.items()}
    return form_at(client, page("add-documents", file.pk)), files


def test_all_papers_are_sent_at_once_and_a_second_click_doubles_none(client, officer):
    file = deposit(officer)
    address, files = sent_at_once(client, officer, file, ame_identity=papers.pdf(1), ame_photo=papers.pdf(2))
    assert "2 documents sont enregistrés" in text(client.post(address, files, follow=True))
    _, again = sent_at_once(client, officer, file, ame_identity=papers.pdf(1), ame_photo=papers.pdf(2))
    client.post(address, again)
    with acting_as(officer, "test"):
        assert SuppliedPaper.objects.count() == 2


def test_a_paper_that_cannot_be_read_takes_no_other_with_it(client, officer):
    file = deposit(officer)
    address, files = sent_at_once(client, officer, file, ame_identity=papers.pdf(), ame_photo=b"MZ")
    answer = client.post(address, files)
    assert "1 document est enregistré" in text(answer)
    assert "ni un PDF ni une photo" in text(answer)
    asked = list(answer.context["form"].fields)
    with acting_as(officer, "test"):
        assert SuppliedPaper.objects.get().required.code == "ame_identity"
        lines = {code: f"line-{file.requiredpapers.get(code=code).pk}" for code in ("ame_identity", "ame_photo")}
    assert (lines["ame_identity"] in asked, lines["ame_photo"] in asked) == (False, True)


def test_papers_sent_at_once_are_at_least_one_and_not_too_heavy(client, officer, settings):
    file = deposit(officer)
    address, files = sent_at_once(client, officer, file, ame_identity=papers.pdf())
    assert "Choisissez au moins un fichier" in text(client.post(address, {}))
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    assert "Ensemble, ces documents sont trop lourds" in text(client.post(address, files))
    with acting_as(officer, "test"):
        assert not SuppliedPaper.objects.exists()


def test_a_file_that_is_no_paper_is_refused_with_what_to_do(client, officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        line = file.requiredpapers.get(code="ame_identity")
    address = form_at(client, page("add-document", file.pk))
    sent = {"line": line.pk, "intention": "first", "content": SimpleUploadedFile("a" * 200 + ".pdf", b"MZ")}
    assert "ni un PDF ni une photo" in text(client.post(address, sent))
    assert "Choisissez un fichier" in text(client.post(address, {"line": line.pk, "intention": "first"}))


def test_a_document_is_an_attachment_and_its_reading_is_written_down(client, officer):
    file = deposit(officer)
    supplied = supply(officer, file, "ame_photo", "p1").supplied
    with acting_as(officer, "test"):
        examining.examine(file, asked(officer))
    response = client.get(page("document", supplied.document_id))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    with acting_as(officer, "test"):
        assert [reading.what for reading in Reading.objects.all()] == ["Document d’un dossier de droits"]


def test_an_opposable_file_is_not_sent_back(client, officer):
    file = deposit(officer)
    supply_all(officer, file)
    assert "opposable" in text(client.get(page("file", file.pk)))
    response = client.get(form_at(client, page("ask", file.pk)), follow=True)
    assert "ne peut pas être renvoyé comme incomplet" in text(response)


def test_an_officer_asks_decides_and_hands_over_the_rules(client, officer):
    file = deposit(officer, "c2s", told=with_contribution(TODAY))
    address = form_at(client, page("decide", file.pk))
    assert "avec participation" in text(client.get(address))
    sent = {"id": address.partition("formulaire=")[2], "outcome": "accepted", "reason": "Entre les deux plafonds."}
    assert "bulletin d’adhésion" in text(client.post(address, sent, follow=True))
    with acting_as(officer, "test"):
        decision = Decision.objects.get()
    rules = text(client.get(page("rules", decision.pk)))
    assert "Rejoué aujourd’hui sur les mêmes données : le même résultat." in rules
    assert "Entre les deux plafonds." in rules


def test_the_person_s_page_tells_each_state(client, officer):
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        deciding.decide(file, "accepted", asked(officer, "Le foyer reçoit le RSA."))
        person = RightsFile.objects.get().person_id
    shown = text(client.get(reverse("casework:person", args=[person])))
    assert "Complémentaire santé solidaire : accord" in shown
    assert page("file", file.pk) in shown


def test_letters_and_the_list_to_join_are_printed(client, officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        letter = file.letters.get()
    for address in (page("letter", letter.pk), page("checklist", file.pk)):
        response = client.get(address)
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")


def test_the_fund_s_journal_says_what_a_body_read_of_a_person_whom_it_is_not_shown(client, officer):
    body = factories.organisation(Organisation.Kind.HANDLING_BODY)
    Handling.objects.create(fund=officer.organisation, right="ame", body=body)
    file = deposit(officer)
    document = supply(officer, file, "ame_photo", "p1").supplied.document_id
    reader = factories.account(Role.HANDLING_BODY_OFFICER, at=body)
    with acting_as(officer, "test"):
        examining.examine(file, asked(officer))
        file.refresh_from_db()
        assert Person.objects.filter(pk=file.person_id).exists()
    with acting_as(reader, "test"):
        assert not Person.objects.filter(pk=file.person_id).exists()
    client.force_login(reader)
    assert client.get(page("document", document)).status_code == 200
    with acting_as(officer, "test"):
        assert set(Reading.objects.values_list("account", "what")) == {(reader.pk, "Document d’un dossier de droits")}


def test_a_copy_of_an_identity_paper_bears_the_reference_of_the_file_on_each_page_and_no_other_does(client, officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        handed = [supplying.Handed(code, "p1") for code in ("ame_identity", "ame_residence")]
        scan = papers.pdf(3)
        documents = [keep(officer, file, scan) for _ in handed]
        for document, each in zip(documents, handed, strict=True):
            supplying.supply(file, document, each, author=officer)
    identity, residence = (client.get(page("document", document.pk)).content for document in documents)
    assert [stamp.count(file.reference) for stamp in stamps(identity)] == [5, 5, 5]
    assert residence == scan


def test_the_link_leaves_by_a_message_where_the_person_can_be_reached(client, officer):
    file = deposit(officer, phone="06 39 98 12 34")
    client.post(page("examine", file.pk))
    shown = text(client.get(page("person-page", file.pk)))
    assert "Envoyer le lien par SMS" in shown
    assert "Envoyer le lien par Courriel" not in shown
    shown = text(client.post(page("person-page", file.pk), {"as": "sms"}, follow=True))
    assert "Le lien part par SMS dans une minute" in shown
    with acting_as(officer, "test"):
        [message] = Message.objects.all()
    assert "/ma-demande/ouvrir/" in message.text
    assert message.text.partition("/ouvrir/")[2][:12] not in shown
    refused = text(client.post(page("person-page", file.pk), {"as": "email"}, follow=True))
    assert "pas d’adresse électronique" in refused


@pytest.mark.parametrize(("category", "channel"), [("hospital", "hospital"), ("france_services", "france_services")])
def test_a_partner_is_not_asked_what_its_kind_tells(client, category, channel):
    partner = factories.organisation(Organisation.Kind.PARTNER, category=category)
    client.force_login(factories.account(Role.PARTNER, at=partner))
    shown = text(client.get(page("new"), follow=True))
    assert f'<option value="{channel}" selected>' in shown
    assert ('<option value="hospital" selected>établissement' in shown) is (category == "hospital")
    assert "À quel titre déposez-vous ? <span" not in shown


def test_whoever_deposits_opens_the_receipt_and_no_other_letter(client, officer):
    hospital = factories.organisation(Organisation.Kind.PARTNER, category="hospital", local_fund=officer.organisation)
    helper = factories.account(Role.PARTNER, at=hospital)
    file = deposit(helper, fund=officer.organisation, helper_organisation="Hôpital fictif", helper_name="Fictif")
    with acting_as(officer, "test"):
        deciding.decide(RightsFile.objects.get(pk=file.pk), "refused", asked(officer, "Sans résidence."))
    client.force_login(helper)
    shown = text(client.get(page("file", file.pk)))
    assert "Accusé de réception" in shown
    assert len(set(re.findall(r"/dossiers/courriers/[-0-9a-f]+/", shown))) == 1
    assert "Les règles appliquées" not in shown


def test_the_days_of_a_right_that_nobody_granted_are_told_as_such(client, officer):
    file = deposit(officer)
    shown = text(client.get(page("file", file.pk)))
    assert shown.index("Si la demande est acceptée") < shown.index("Début du droit")


def test_a_line_whose_condition_is_open_is_not_told_as_missing(client, officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        listed = paper_list.lines(file)
    sure, perhaps = len(paper_list.missing(listed)), len(paper_list.perhaps_missing(listed))
    assert sure
    assert perhaps
    shown = text(client.get(page("file", file.pk)))
    assert f"{sure} documents manquent encore" in shown
    assert f"{perhaps} ligne" in shown
    assert "à préciser" in shown
