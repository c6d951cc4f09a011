"""The adviser checks the C2S: the household in, the class with its reasons out, kept in the file."""

import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.checks import record_check
from allervers.domain.accompaniment.models import RightsCheck
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.privacy import journal
from allervers.domain.privacy.models import Reading
from allervers.law.wording import NO_BREAK_SPACE
from allervers.web.casework.c2s_forms import lines_of, months_read
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(client):
    adviser = factories.account(Role.ADVISER)
    client.force_login(adviser)
    return adviser


@pytest.fixture
def file(adviser):
    return factories.accompaniment(adviser)


def household(**fields):
    """A lone tenant of 40 who earns 812.40 a month, asking in June 2024."""
    return {
        "id": str(uuid.uuid4()),
        "persons-count": "1",
        "household-count": "1",
        "household-date": "2024-06-01",
        "household-territory": "metropole",
        "household-housing": "tenant",
        "household-housing_benefit": "200",
        "household-rsa": "no",
        "p1-count": "2",
        "p1-role": "applicant",
        "p1-birth_date": "1984-03-02",
        "p1-activity": "employed",
        "p1-line0-kind": "wage",
        "p1-line0-amount": "812,40 €",
        "p1-line0-first": "2023-05",
        "p1-line0-last": "2024-06",
        "p1-resources_complete": "on",
        **fields,
    }


def address(file):
    return reverse("casework:c2s-check", args=[file.pk])


def test_the_result_says_class_contribution_ceilings_and_why(client, adviser, file):
    response = client.post(address(file), household(), follow=True)
    page = response.content.decode()
    assert "C2S avec participation" in page
    assert "14,00\N{NO-BREAK SPACE}€" in page
    assert "10\N{NARROW NO-BREAK SPACE}166,00" in page
    assert "arrêté du 26 mars 2024" in page
    with acting_as(adviser, "test"):
        check = RightsCheck.objects.get()
    assert (check.status, check.on, check.author) == ("contribution", datetime.date(2024, 6, 1), adviser)
    assert check.answer["monthly_contribution"] == 14.0


def test_a_line_of_the_last_tax_notice_is_read_in_place_of_the_months(client, adviser, file):
    business = {"p1-line0-kind": "self_employed", "p1-line0-amount": "300"}
    page = client.post(address(file), household(**business)).content.decode()
    assert "On ne peut pas encore répondre" in page
    assert "Dernier avis d&#x27;imposition" in page or "Dernier avis d'imposition" in page
    notice = {"p1-line1-kind": "notice_self_employed", "p1-line1-amount": "9 000"}
    notice |= {"p1-line1-first": "2023-05", "p1-line1-last": "2024-06"}
    client.post(address(file), household(**business, **notice))
    with acting_as(adviser, "test"):
        known = RightsCheck.objects.get()
    assert known.status == "free"
    assert known.situation["persons"][0]["last_tax_notice"]["year"] == 2022
    # It is the last one no more: its sums are those of another year.
    assert 'value="9000' not in client.get(address(file)).content.decode()


def test_what_the_request_form_asks_besides_can_be_said_and_is_shown_again(client, adviser, file):
    """Idle assets, a new activity, a long sick leave, an unemployment benefit granted, a status (R861-6 to R861-15)."""
    on = timezone.localdate()
    said = {
        "household-date": f"{on:%d/%m/%Y}",
        "p1-line0-first": f"{months_read(on)[0]:%Y-%m}",
        "p1-line0-last": f"{months_read(on)[-1]:%Y-%m}",
        "p1-count": "3",
        "p1-line1-kind": "business_services",
        "p1-line1-amount": "8 000",
        "p1-line2-kind": "idle_capital",
        "p1-line2-amount": "10 000",
        "p1-statuses": ["expecting_child"],
        "p1-sick_leave_since": "05/01/2024",
        "p1-unemployment_benefit_granted_on": "06/01/2024",
    }
    months = {name: said[f"p1-line0-{name}"] for name in ("first", "last")}
    said |= {f"p1-line{n}-{name}": month for n in (1, 2) for name, month in months.items()}
    response = client.post(address(file), household(**said), follow=True)
    assert response.status_code == 200
    with acting_as(adviser, "test"):
        (person,) = RightsCheck.objects.get().situation["persons"]
    assert person["new_business"] == {"kind": "services", "turnover": 8000.0}
    assert person["idle_assets"] == {"capital": 10000.0}
    assert person["statuses"] == ["expecting_child"]
    assert (person["sick_leave_since"], person["unemployment_benefit_granted_on"]) == ("2024-01-05", "2024-01-06")
    again = client.get(address(file)).context["situation"].persons[0]
    kinds = [line["kind"].value() for line in again.lines]
    assert kinds == ["wage", "business_services", "idle_capital"]
    assert again.form["statuses"].value() == ["expecting_child"]


def test_unpaid_contributions_refuse_the_right(client, adviser, file):
    client.post(address(file), household(**{"household-unpaid_c2s_contributions": "on"}))
    with acting_as(adviser, "test"):
        check = RightsCheck.objects.get()
    assert check.answer["basis"] == "unpaid_contributions"
    assert client.get(address(file)).context["situation"].household.form["unpaid_c2s_contributions"].value() is True


def test_a_debt_whose_right_ended_two_years_ago_refuses_nothing_unless_the_right_is_suspended(client, adviser, file):
    unpaid = {"household-date": "2024-06-10", "household-unpaid_c2s_contributions": "on"}
    client.post(address(file), household(**unpaid, **{"household-unpaid_c2s_closed_on": "10/06/2022"}))
    with acting_as(adviser, "test"):
        check = RightsCheck.objects.get()
    assert check.answer["basis"] != "unpaid_contributions"
    shown = client.get(address(file)).context["situation"].household.form
    assert str(shown["unpaid_c2s_closed_on"].value()) == "2022-06-10"

    both = {"household-unpaid_c2s_closed_on": "10/06/2022", "household-c2s_suspended": "on"}
    told = client.post(address(file), household(**unpaid, **both)).content.decode()
    assert "droit suspendu mais fini le 2022-06-10" in told


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (("business_sales", "business_farm"), True),
        (("idle_capital", "idle_capital"), True),
        (("notice_foreign", "notice_foreign"), True),
        (("idle_capital", "idle_land_rental_value"), False),
    ],
)
def test_a_sum_of_a_year_is_told_once(client, adviser, file, lines, refused):
    fields = household(**{"p1-count": "3"})
    for number, kind in enumerate(lines, 1):
        line = {"kind": kind, "amount": "100", "first": "2023-05", "last": "2024-06"}
        fields |= {f"p1-line{number}-{name}": value for name, value in line.items()}
    page = client.post(address(file), fields, follow=True).content.decode()
    assert ("Déjà dit sur une autre ligne." in page) is refused
    assert checks(adviser) == (0 if refused else 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"p1-traits": ["works_outside_prison"]}, "Cochez aussi « Écroué »"),
        ({"p1-traits": ["lives_as_couple"]}, "d&#x27;un enfant ou d&#x27;une personne à charge"),
        ({"p1-statuses": ["famous"]}, "famous"),
        ({"p1-sick_leave_since": "31/02/2024"}, "Le 31 février 2024 n’existe pas"),
    ],
)
def test_traits_that_contradict_each_other_are_refused_in_a_sentence(client, adviser, file, fields, sentence):
    page = client.post(address(file), household(**fields)).content.decode()
    assert sentence in page
    assert checks(adviser) == 0


def test_what_is_not_known_is_asked_for_instead_of_guessed(client, adviser, file):
    fields = household()
    del fields["p1-resources_complete"]
    fields["household-rsa"] = ""
    page = client.post(address(file), fields, follow=True).content.decode()
    assert "On ne peut pas encore répondre" in page
    assert "À demander d’abord" in page
    assert 'value="812,40 €"' in page
    assert checks(adviser) == 0


def test_an_empty_check_is_not_kept_and_says_what_to_ask_first(client, adviser, file):
    empty = {"id": str(uuid.uuid4()), "persons-count": "1", "household-date": "2024-06-01", "p1-role": "applicant"}
    response = client.post(address(file), {**empty, "household-territory": "metropole"})
    assert response.status_code == 200
    (first, text), *others = response.context["asks"]
    assert text
    assert others
    page = response.content.decode()
    assert page.index("À demander d’abord") < page.index(f'href="#{first}"')
    assert all(f'id="{anchor}"' in page for anchor, _ in response.context["asks"])
    assert checks(adviser) == 0


def test_an_answer_that_decides_says_papers_dates_where_and_what_next(client, adviser, file):
    page = client.post(address(file), household(), follow=True).content.decode()
    page = page.replace(NO_BREAK_SPACE, " ")
    for heading in ("Les documents à préparer", "Où déposer la demande", "Les dates", "Prochaine étape"):
        assert heading in page
    assert "Si la caisse acceptait la demande le 1er juin 2024" in page
    assert "Début du droit" in page
    assert "la demande est acceptée le 1er août 2024" in page
    assert reverse("casework:action", args=[file.pk]) in page


def test_a_refusal_asks_for_no_papers(client, adviser, file):
    page = client.post(address(file), household(**{"p1-line0-amount": "3000"}), follow=True).content.decode()
    assert "Où déposer la demande" not in page
    assert "ne répond pas" not in page


def test_sending_the_form_twice_keeps_one_check(client, adviser, file):
    fields = household()
    first, second = client.post(address(file), fields), client.post(address(file), fields)
    assert first.url == second.url
    with acting_as(adviser, "test"):
        assert RightsCheck.objects.count() == 1


def test_adding_a_person_loses_nothing_of_what_was_typed(client, adviser, file):
    response = client.post(address(file), household(add="persons", **{"p1-line0-amount": "neuf cents"}))
    page = response.content.decode()
    assert 'name="p2-role"' in page
    assert 'value="neuf cents"' in page
    with acting_as(adviser, "test"):
        assert not RightsCheck.objects.exists()


def test_adding_a_line_gives_one_more_line(client, adviser, file):
    page = client.post(address(file), household(add="p1")).content.decode()
    assert 'name="p1-line2-kind"' in page
    assert 'name="p1-line3-kind"' not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"p1-line0-amount": "-5"}, "Un montant n'est pas négatif."),
        ({"p1-line0-amount": "beaucoup"}, "Écrivez un montant en euros"),
        ({"p1-line0-amount": "9" * 1_000_000}, "Ce montant est trop grand."),
        ({"p1-line0-amount": ""}, "Indiquez le montant par mois."),
        ({"p1-line0-kind": ""}, "Dites de quelle ressource il s'agit."),
        ({"p1-line0-first": "2024-05", "p1-line0-last": "2023-06"}, "La fin est avant le début."),
        ({"p1-line0-first": "2019-01"}, "Ce mois n'est pas lu pour une demande à cette date."),
        ({"household-date": "2024-02-31"}, "date"),
        ({"household-date": "2018-01-01"}, "2019"),
        ({"household-date": "0001-01-01"}, "avant 1900"),
        ({"household-date": "9999-12-31"}, "trop loin"),
        ({"p1-birth_date": "2030-01-01"}, "naissance"),
        ({"p1-role": "cousin"}, "cousin"),
        ({"household-territory": "atlantide"}, "atlantide"),
        (
            {"persons-count": "2", "p2-count": "1", "p2-role": "applicant", "p2-birth_date": "1990-01-01"},
            "demandeur",
        ),
    ],
)
def test_bad_input_gets_a_sentence_beside_the_field_and_nothing_is_kept(client, adviser, file, fields, sentence):
    response = client.post(address(file), household(**fields))
    page = response.content.decode().replace("&#x27;", "'")
    assert response.status_code == 200
    assert 'class="error-summary"' in page
    errors = page[page.index('class="error-summary"') :]
    assert sentence in errors[: errors.index("</div>")]
    with acting_as(adviser, "test"):
        assert not RightsCheck.objects.exists()


def test_the_next_check_starts_from_the_answers_of_the_last_one(client, adviser, file):
    months = months_read(timezone.localdate())
    period = {"p1-line0-first": f"{months[0]:%Y-%m}", "p1-line0-last": f"{months[-1]:%Y-%m}"}
    child = {"persons-count": "2", "p2-role": "child", "p2-birth_date": "2018-02-03", "p2-resources_complete": "on"}
    today = {"household-date": timezone.localdate().isoformat()}
    client.post(address(file), household(**today, **period, **child))
    assert checks(adviser) == 1
    response = client.get(address(file))
    shown = response.context["situation"]
    line = shown.persons[0].lines[0]
    assert (line["kind"].value(), float(line["amount"].value())) == ("wage", 812.4)
    assert shown.persons[0].form["birth_date"].value() == "1984-03-02"
    assert shown.persons[1].form["birth_date"].value() == "2018-02-03"
    assert shown.persons[0].form["resources_complete"].value() is True
    assert "à revoir avec la personne" in response.content.decode()


def test_what_a_check_of_other_months_said_of_them_is_asked_again(client, adviser, file):
    client.post(address(file), household())
    (applicant,) = client.get(address(file)).context["situation"].persons
    assert (applicant.lines[0]["kind"].value(), applicant.lines[0]["amount"].value()) == ("wage", None)
    assert applicant.form["resources_complete"].value() is False


def test_a_check_of_another_fund_is_not_found(client, adviser, file):
    client.post(address(file), household())
    with acting_as(adviser, "test"):
        check = RightsCheck.objects.get()
    client.force_login(factories.account(Role.ADVISER))
    assert client.get(reverse("casework:c2s-result", args=[check.pk])).status_code == 404
    assert client.get(address(file)).status_code == 404
    client.force_login(factories.account(Role.INTERNAL_DETECTOR, at=adviser.organisation))
    assert client.get(address(file)).status_code == 403


def test_months_with_the_same_amount_come_back_as_one_line():
    months = [f"{month:%Y-%m}" for month in months_read(datetime.date(2024, 6, 1))]
    assert (months[0], months[-1], len(months)) == ("2023-05", "2024-06", 14)
    items = [{"kind": "wage", "month": month, "amount": 800 if month < "2024-01" else 0} for month in months]
    assert lines_of(items) == [
        {"kind": "wage", "amount": 800, "first": "2023-05", "last": "2023-12"},
        {"kind": "wage", "amount": 0, "first": "2024-01", "last": "2024-06"},
    ]


def test_a_line_or_a_person_that_is_added_starts_with_the_whole_period(client, adviser, file):
    for added, line in (("p1", "p1-line2"), ("persons", "p2-line1")):
        page = client.post(address(file), household(add=added)).context["situation"]
        lines = {line.prefix: line for block in page.persons for line in block.lines}
        assert (lines[line]["first"].value(), lines[line]["last"].value()) == ("2023-05", "2024-06")
    assert page.persons[1].form["role"].value() == "child"


def test_an_empty_line_does_not_mind_that_its_months_are_not_read_for_another_date(client, adviser, file):
    elsewhere = {"p1-line1-kind": "", "p1-line1-amount": "", "p1-line1-first": "2025-10", "p1-line1-last": "2026-11"}
    client.post(address(file), household(**elsewhere))
    with acting_as(adviser, "test"):
        assert RightsCheck.objects.count() == 1


def checks(adviser) -> int:
    with acting_as(adviser, "test"):
        return RightsCheck.objects.count()


def test_the_form_of_one_check_does_not_serve_for_another(client, adviser, file):
    sent = household()
    client.post(address(file), sent)
    again = client.post(address(file), {**sent, "p1-line0-amount": "100"})
    assert "déjà été enregistré, avec d’autres réponses" in again.content.decode()
    assert checks(adviser) == 1
    new_id = again.context["check_id"]
    assert client.post(address(file), {**sent, "p1-line0-amount": "100", "id": str(new_id)}).status_code == 302
    assert checks(adviser) == 2


def test_the_form_of_one_file_does_not_answer_for_another(client, adviser, file):
    sent = household()
    client.post(address(file), sent)
    other = client.post(address(factories.accompaniment(adviser)), sent)
    assert other.status_code == 200
    assert checks(adviser) == 1


def test_an_identifier_that_another_fund_used_is_refused_in_words(client, adviser, file):
    sent = household()
    client.post(address(file), sent)
    elsewhere = factories.account(Role.ADVISER)
    client.force_login(elsewhere)
    response = client.post(address(factories.accompaniment(elsewhere)), sent)
    assert "déjà été enregistré, avec d’autres réponses" in response.content.decode()
    assert checks(elsewhere) == 0


def test_a_file_closed_meanwhile_takes_no_check(client, adviser, file, monkeypatch):
    def closed_meanwhile(accompaniment, **what):
        workflow.close(file, reason="abandoned", outcomes=[])
        return record_check(accompaniment, **what)

    monkeypatch.setattr("allervers.web.casework.c2s.record_check", closed_meanwhile)
    assert "Cet accompagnement est déjà clos" in client.post(address(file), household()).content.decode()
    assert checks(adviser) == 0


@pytest.mark.parametrize("field", ["household-date", "p1-birth_date", "p1-line0-amount"])
def test_a_file_instead_of_an_answer_is_refused_beside_it(client, adviser, file, field):
    sent = {**household(), field: SimpleUploadedFile("avis.pdf", b"%PDF")}
    page = client.post(address(file), sent).content.decode()
    assert "Un fichier est arrivé à la place d’une réponse" in page
    assert checks(adviser) == 0


def test_reading_what_a_household_lives_on_is_journaled(client, adviser, file):
    shown = client.post(address(file), household()).url
    client.get(shown)
    client.get(address(file))
    with acting_as(adviser, "test"):
        readings = list(Reading.objects.filter(person_id=file.person_id))
    assert [(reading.account, reading.what) for reading in readings] == [(adviser, journal.CHECK)] * 2
