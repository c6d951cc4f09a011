"""The person's own page: what opens it, what it shows and to whom, and what the person does there."""

import datetime
import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from allervers.domain.documents.models import Document
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.rights_files import deciding, examining, person_links
from allervers.domain.rights_files.codes import LetterKind, PaperState, Right, Status, WordKind
from allervers.domain.rights_files.models import Decision, Letter, PersonLink, PersonWord, RightsFile, SuppliedPaper
from allervers.web.own_file.words import MODULES
from tests import factories, papers
from tests.pdf import words
from tests.rights_files import asked, deposit, supply, with_contribution

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
BORN = "04/05/1990"  # of whom `tests.rights_files` deposits for


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def page(name, *args):
    return reverse(f"own_file:{name}", args=args)


def text(response):
    return response.content.decode()


def code_for(officer, file):
    with acting_as(officer, "test"):
        return person_links.give(file)[0]


def open_page(client, code, born=BORN):
    return client.post(page("open"), {"code": code, "birth_date": born})


@pytest.fixture
def visited(client, officer):
    """A file for the AME that its person has opened."""
    file = deposit(officer, phone="0639981234")
    assert open_page(client, code_for(officer, file)).status_code == 302
    return file


def line(officer, file, code):
    with acting_as(officer, "test"):
        return file.requiredpapers.get(code=code)


def links(officer):
    with acting_as(officer, "test"):
        return list(PersonLink.objects.all())


# --- What opens it -------------------------------------------------------------------------------------------------


def test_the_code_and_the_birth_date_open_the_page_and_say_what_to_come_back_with(client, officer):
    file = deposit(officer)
    code = code_for(officer, file)
    response = open_page(client, person_links.written(code).lower())
    assert (response.status_code, response.url) == (302, page("file"))
    shown = text(client.get(response.url))
    assert file.reference in shown
    following = re.search(r'class="code">([^<]+)<', shown)[1]
    client.post(page("leave"))
    assert client.get(page("file")).status_code == 302
    assert "n’ouvrent rien" in text(open_page(client, code))
    assert open_page(client, following).status_code == 302


def test_opening_the_link_uses_nothing_up_and_says_nothing(client, officer):
    file = deposit(officer)
    code = code_for(officer, file)
    existing = text(client.get(page("open-link", code)))
    assert file.reference not in existing
    assert "Fictif" not in existing
    unknown = text(client.get(page("open-link", "K7MN4PQRW2XY"))).replace("K7MN4PQRW2XY", code)
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", existing) == token.sub("", unknown)
    client.head(page("open-link", code))
    assert open_page(client, code).status_code == 302


def test_a_wrong_birth_date_and_a_code_that_never_was_are_answered_alike(client, officer):
    code = code_for(officer, deposit(officer))
    wrong, never = open_page(client, code, "05/05/1990"), open_page(client, "K7MN4PQRW2XY")
    said = re.compile(r'role="alert".*?</div>', re.DOTALL)
    assert said.search(text(wrong))[0] == said.search(text(never))[0]


@pytest.mark.parametrize(("tries", "opens"), [(4, True), (5, False)])
def test_after_five_wrong_dates_the_code_opens_nothing(client, officer, tries, opens):
    code = code_for(officer, deposit(officer))
    for _ in range(tries):
        open_page(client, code, "05/05/1990")
    assert (open_page(client, code).status_code == 302) is opens


def test_a_code_that_is_too_old_or_replaced_opens_nothing(client, officer, monkeypatch):
    file = deposit(officer)
    replaced = code_for(officer, file)
    monkeypatch.setattr(person_links, "LASTS", -datetime.timedelta(days=1))
    old = code_for(officer, file)
    assert open_page(client, replaced).status_code == 200
    assert open_page(client, old).status_code == 200


def test_a_button_pressed_twice_is_one_visit(client, officer):
    file = deposit(officer)
    code = code_for(officer, file)
    first = open_page(client, code).cookies["visite"].value
    second = open_page(client, code).cookies["visite"].value
    assert first == second
    assert len(links(officer)) == 2  # the one that was given, and the one to come back with


def test_wrong_dates_count_also_while_the_visit_begins(client, officer):
    code = code_for(officer, deposit(officer))
    open_page(client, code)
    for _ in range(5):
        assert open_page(client, code, "05/05/1990").status_code == 200
    assert open_page(client, code).status_code == 200


def test_a_visit_ends_with_its_time(client, officer, monkeypatch):
    monkeypatch.setattr(person_links, "VISIT_LASTS", -datetime.timedelta(hours=1))
    open_page(client, code_for(officer, deposit(officer)))
    assert client.get(page("file")).status_code == 302


def test_without_a_birth_date_no_code_is_given(client, officer):
    file = deposit(officer)
    client.force_login(officer)
    with acting_as(officer, "test"):
        RightsFile.objects.update(birth_date=None)
    response = client.post(reverse("rights_files:person-page", args=[file.pk]), {"as": "letter"}, follow=True)
    assert "La date de naissance manque" in text(response)


# --- What the database lets a visit see ----------------------------------------------------------------------------


def test_a_visit_sees_its_file_and_no_other(officer):
    file, other = deposit(officer), deposit(officer)
    supply(officer, other, "ame_photo", "p1")
    code = code_for(officer, file)
    opened = person_links.open_with(code, datetime.date(1990, 5, 4))
    with transaction.atomic(), person_links.visiting(opened.key) as seen:
        assert seen == file
        assert list(RightsFile.objects.all()) == [file]
        assert set(Letter.objects.values_list("file_id", flat=True)) == {file.pk}
        assert Person.objects.count() == Document.objects.count() == 0
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("update rights_files_personlink set tries = 0")
        assert RightsFile.objects.update(first_name="Autre") == 0
    assert RightsFile.objects.count() == 0
    with transaction.atomic(), person_links.visiting("another key") as seen:
        assert seen is None
        assert RightsFile.objects.count() == 0


def test_codes_and_visits_are_known_by_their_hashes_alone(client, officer, visited):
    key = client.cookies["visite"].value.partition(".")[0]
    kept = repr([(bytes(link.code_digest), bytes(link.visit_digest or b"")) for link in links(officer)])
    assert key not in kept
    assert bytes.fromhex(key) not in [bytes(link.visit_digest or b"") for link in links(officer)]


def test_who_deposited_from_outside_gives_no_code(client):
    hospital = factories.organisation(Organisation.Kind.PARTNER, category="hospital")
    partner = factories.account(Role.PARTNER, at=hospital)
    file = deposit(partner, fund=hospital.local_fund, helper_organisation=hospital.name)
    client.force_login(partner)
    assert client.post(reverse("rights_files:person-page", args=[file.pk])).status_code == 403
    with acting_as(partner, "test"), pytest.raises(DatabaseError), transaction.atomic():
        person_links.give(file)


# --- What it shows -------------------------------------------------------------------------------------------------


def test_the_page_says_where_the_file_stands_and_what_comes_next(client, officer, visited):
    shown = text(client.get(page("file")))
    assert "Nous avons reçu votre demande" in shown
    assert "Envoyez les papiers qui manquent" in shown
    assert "c’est non" in shown  # two months of silence refuse the AME
    with acting_as(officer, "test"):
        examining.examine(visited, asked(officer))
        examining.ask_papers(visited, ["ame_identity"], asked(officer))
    shown = text(client.get(page("file")))
    assert "Il manque des papiers" in shown
    assert "Envoyez-les avant le" in shown
    assert "la demande s’arrête le" in shown
    with acting_as(officer, "test"):
        deciding.decide(visited, "refused", asked(officer, "Moins de trois mois en France."))
    assert "La lettre dit pourquoi" in text(client.get(page("file")))


@pytest.mark.parametrize(
    ("language", "says"), [("fr", "Mettez cette feuille au-dessus"), ("en", "Put this sheet on top")]
)
def test_the_list_of_papers_is_printed_in_the_words_of_the_page(client, officer, visited, language, says):
    supply(officer, visited, "ame_photo", "p1")
    assert page("checklist") in text(client.get(page("file")))
    said = words(client.get(f"{page('checklist')}?langue={language}").content)
    assert says in said
    assert visited.reference in said
    assert said.count("nous l’avons" if language == "fr" else "we have it") == 1


def test_a_right_that_is_granted_says_its_days(client, officer):
    file = deposit(officer, "c2s")
    open_page(client, code_for(officer, file))
    with acting_as(officer, "test"):
        deciding.decide(file, "accepted", asked(officer, "Le foyer reçoit le RSA."))
    shown = text(client.get(page("file")))
    assert "Votre demande est acceptée" in shown
    assert "Votre droit commence le 1er" in shown
    assert "Retirer ma demande" not in shown


def test_a_contribution_asks_for_the_adhesion(client, officer):
    file = deposit(officer, "c2s", told=with_contribution(TODAY))
    open_page(client, code_for(officer, file))
    with acting_as(officer, "test"):
        deciding.decide(file, "accepted", asked(officer, "Entre les deux plafonds."))
    shown = text(client.get(page("file")))
    assert "Renvoyez le bulletin d’adhésion" in shown


def test_the_page_is_in_english_too_and_stays_so(client, visited):
    shown = text(client.get(f"{page('file')}?langue=en"))
    assert "We have received your application" in shown
    assert "Proof of identity" in shown
    assert "What comes next?" in text(client.get(page("file")))


def test_the_page_asks_as_much_for_many_papers(client, visited, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        client.get(page("file"))


def test_both_identities_are_told(client):
    hospital = factories.organisation(Organisation.Kind.PARTNER, category="hospital", name="Hôpital Fictif")
    partner = factories.account(Role.PARTNER, at=hospital)
    file = deposit(partner, fund=hospital.local_fund, helper_organisation=hospital.name, basis="hospital")
    open_page(client, code_for(factories.account(Role.RIGHTS_OFFICER, at=hospital.local_fund), file))
    shown = text(client.get(page("file")))
    assert "Hôpital Fictif" in shown
    assert "ne reçoit pas les lettres" in shown


def test_letters_are_read(client, officer, visited):
    with acting_as(officer, "test"):
        letter = visited.letters.get()
    assert client.get(page("letter", letter.pk)).content.startswith(b"%PDF-")
    other = deposit(officer)
    with acting_as(officer, "test"):
        foreign = other.letters.get()
    assert client.get(page("letter", foreign.pk)).status_code == 404


# --- What the person does ------------------------------------------------------------------------------------------


def send(client, line_id, *photos, **more):
    address = client.get(page("send", line_id)).wsgi_request.get_full_path()
    files = [SimpleUploadedFile(f"{place}.jpg", each) for place, each in enumerate(photos)]
    return client.post(address, {"id": address.partition("formulaire=")[2], "content": files, **more}, follow=True)


def test_photographs_become_one_paper_of_the_file(client, officer, visited):
    response = send(client, line(officer, visited, "ame_identity").pk, papers.photo(), papers.photo())
    assert "Le papier est bien arrivé" in text(response)
    with acting_as(officer, "test"):
        supplied = SuppliedPaper.objects.get()
        assert (supplied.document.pages, supplied.document.author) == (2, None)
    client.force_login(officer)
    assert "par la personne" in text(client.get(reverse("rights_files:file", args=[visited.pk])))


def test_what_is_no_photograph_is_refused_in_words_and_nothing_is_kept(client, officer, visited):
    identity = line(officer, visited, "ame_identity").pk
    assert "ni un PDF ni une photo" in text(send(client, identity, b"MZ"))
    assert "Choisissez une photo" in text(send(client, identity))
    with acting_as(officer, "test"):
        assert Document.objects.count() == 0


def test_the_paper_of_somebody_else_s_file_is_not_found(client, officer, visited):
    other = deposit(officer)
    identity = line(officer, other, "ame_identity").pk
    for name in ("send", "impossible", "not-concerned"):
        response = client.get(page(name, identity), follow=True)
        response = client.post(page(name, identity)) if response.status_code == 405 else response
        assert response.status_code == 404


def test_a_paper_that_cannot_be_had_is_not_awaited_any_more(client, officer, visited):
    identity = line(officer, visited, "ame_identity")
    assert "Dites pourquoi" in text(client.post(page("impossible", identity.pk), {"why": ""}))
    client.post(page("impossible", identity.pk), {"why": "Passeport volé."})
    assert line(officer, visited, "ame_identity").impossible_why == "Passeport volé."


def test_contact_details_are_corrected_at_once(client, officer, visited):
    address = page("contact")
    assert "0639981234" in text(client.get(address))
    assert "pas un numéro de téléphone" in text(client.post(address, {"phone": "bonjour"}))
    client.post(address, {"phone": "06 39 98 00 00", "email": "awa@exemple.fr", "postal_address": "1 rue Fictive"})
    with acting_as(officer, "test"):
        file = RightsFile.objects.get()
        assert (file.phone, file.email, file.postal_address) == ("06 39 98 00 00", "awa@exemple.fr", "1 rue Fictive")
        assert file.events.last().phone == "06 39 98 00 00"


def test_what_the_person_writes_is_read_by_who_examines(client, officer, visited):
    address = client.get(page("write")).wsgi_request.get_full_path()
    sent = {"id": address.partition("formulaire=")[2], "kind": "objection", "text": "Je m’y oppose."}
    for _ in range(2):
        client.post(address, sent)
    with acting_as(officer, "test"):
        word = PersonWord.objects.get()
    client.force_login(officer)
    file_page = reverse("rights_files:file", args=[visited.pk])
    assert "Je m’y oppose." in text(client.get(file_page))
    client.post(reverse("rights_files:word-read", args=[word.pk]))
    assert "Lu le" in text(client.get(file_page))


def test_the_person_withdraws(client, officer, visited):
    assert "personne ne l’étudie plus" in text(client.get(page("withdraw")))
    client.post(page("withdraw"))
    with acting_as(officer, "test"):
        assert RightsFile.objects.get().status == Status.WITHDRAWN
    assert "Vous avez retiré votre demande" in text(client.get(page("file")))


def test_the_letter_with_the_code_is_printed_and_not_kept(client, officer):
    file = deposit(officer)
    client.force_login(officer)
    response = client.post(reverse("rights_files:person-page", args=[file.pk]), {"as": "letter"})
    assert response.headers["Content-Type"] == "application/pdf"
    assert len(pikepdf.open(io.BytesIO(response.content)).pages) >= 1
    with acting_as(officer, "test"):
        assert {letter.kind for letter in Letter.objects.all()} == {LetterKind.ACKNOWLEDGEMENT}
        assert Decision.objects.count() == 0


# --- Its words -----------------------------------------------------------------------------------------------------


def test_both_languages_say_the_same_things():
    assert MODULES["fr"].WORDS.keys() == MODULES["en"].WORDS.keys()
    keys = {f"right.{each}" for each in Right} | {f"letter.{each}" for each in LetterKind}
    keys |= {f"state.{each}" for each in PaperState} | {f"word.{each}" for each in WordKind}
    assert keys <= MODULES["fr"].WORDS.keys()
