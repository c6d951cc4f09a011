"""The database decides who sees which file: the owner, the handler, the reporter; nobody by role alone."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Accompaniment, Action, Contact
from allervers.domain.figures.models import AccompanimentFact, ReferralFact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral
from tests import factories

pytestmark = pytest.mark.django_db

OF_PERSONS = {
    *(
        "people",
        "imports",
        "coverage",
        "documents",
        "rights_files",
        "referrals",
        "outbox",
        "consents",
        "detections",
        "accompaniment",
        "appointments",
        "campaigns",
        "field_actions",
        "partners",
        "programmes",
        "social_service",
        "financial_aid",
        "care_refusals",
        "protection",
    ),
    *("figures", "privacy", "access_requests"),
}
# Who examines in the place of a fund, and numbers of nightly checks.
OF_NOBODY = {
    *("programmes_programme", "programmes_programmewave"),
    "rights_files_handling",
    "rights_files_managingbody",
    "documents_documentcheck",
}
TABLES_OF_PERSONS = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if model._meta.app_label in OF_PERSONS and model._meta.db_table not in OF_NOBODY
)
# What imports changed, and how protected persons are reached: the owner's role alone.
OUT_OF_REACH = {
    "protection_sealedcontact",
    *("figures_caseworkimport", "figures_importtakenback", "figures_importedfact"),
    *("imports_fileimport", "imports_fileimporttakenback", "imports_importedrow"),
}


def scalar(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.mark.parametrize("table", TABLES_OF_PERSONS)
def test_every_table_of_persons_is_protected_even_against_its_owner(table):
    assert scalar("select relrowsecurity and relforcerowsecurity from pg_class where oid = %s::regclass", table)
    assert scalar("select count(*) from pg_policies where tablename = %s and policyname = 'see'", table) == 1


@pytest.mark.parametrize("table", TABLES_OF_PERSONS)
def test_raw_sql_without_a_context_sees_nothing(table, adviser):
    accompaniment = factories.accompaniment(adviser)
    factories.detection(adviser.organisation)
    with acting_as(adviser, "test"):
        Contact.objects.create(
            fund=adviser.organisation, referral=accompaniment.referral, channel="phone", result="reached"
        )
        Action.objects.create(fund=adviser.organisation, accompaniment=accompaniment, theme="rights", label="C2S")
    if table in OUT_OF_REACH:
        assert scalar("select has_any_column_privilege(%s, 'select, insert, update, references')", table) is False
        return
    assert scalar(f"select count(*) from {table}") == 0


def test_the_application_cannot_bypass_row_level_security():
    assert (
        scalar("select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = current_user") is False
    )
    owned = "select count(*) from pg_tables where tableowner = current_user and schemaname = 'public'"
    assert scalar(owned) == 0
    for statement in (
        "alter table people_person disable row level security",
        "truncate people_person cascade",
        "delete from people_person",
        "update people_personevent set pgh_label = 'x'",
        "insert into figures_referralfact (id) values (gen_random_uuid())",
        "set role av_owner",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_fund_sees_its_own_files_and_no_others(adviser):
    factories.accompaniment(adviser)
    foreign = factories.account(Role.ADVISER)
    with acting_as(foreign, "test"):
        for model in (Person, Referral, Accompaniment, ReferralFact, AccompanimentFact):
            assert model.objects.count() == 0
    with acting_as(adviser, "test"):
        for model in (Person, Referral, Accompaniment, ReferralFact, AccompanimentFact):
            assert model.objects.count() == 1


def test_a_body_sees_the_file_it_is_entrusted_with_and_no_other_file_of_the_person(adviser):
    officer = factories.account(Role.HANDLING_BODY_OFFICER)
    first = factories.accompaniment(adviser)
    second = factories.accompaniment(adviser, known=first.person, reasons=["digital"])
    with acting_as(adviser, "test"):
        workflow.hand_over(first, body=officer.organisation, why="ressortissante européenne inactive")
    with acting_as(officer, "test"):
        assert list(Accompaniment.objects.all()) == [first]
        assert list(Referral.objects.all()) == [first.referral]
        assert list(Person.objects.all()) == [first.person]
        assert not Referral.objects.filter(pk=second.referral_id).exists()
    with acting_as(adviser, "test"):
        workflow.take_back(first, why="titre de séjour reçu")
    with acting_as(officer, "test"):
        assert Person.objects.count() == Referral.objects.count() == Accompaniment.objects.count() == 0


def test_a_reporter_sees_what_they_reported_but_cannot_change_it_nor_see_the_person():
    partner = factories.account(Role.PARTNER)
    fund = partner.organisation.local_fund
    adviser = factories.account(Role.ADVISER, at=fund)
    waiting = factories.referral(
        fund, reported_by=partner, detector_family="partner", detector_category="ccas", feedback_consent=True
    )
    with acting_as(adviser, "test"):
        workflow.accept(waiting, adviser=adviser, person=None, themes=["rights"])
    with acting_as(partner, "test"):
        assert list(Referral.objects.all()) == [waiting]
        assert Referral.objects.update(first_name="Autre") == 0
        assert Person.objects.count() == Accompaniment.objects.count() == 0
    with acting_as(factories.account(Role.PARTNER, at=partner.organisation), "test"):
        assert Referral.objects.count() == 0


def test_a_file_cannot_mix_two_funds_whatever_the_application_does(adviser):
    foreign = factories.account(Role.ADVISER)
    foreign_person = factories.person(foreign.organisation)
    waiting = factories.referral(adviser.organisation)

    def accept_with_a_foreign_person():
        with acting_as(adviser, "test"), connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            workflow.accept(waiting, adviser=adviser, person=foreign_person, themes=["rights"])

    with pytest.raises(DatabaseError, match="same_fund"):
        accept_with_a_foreign_person()


def test_a_fund_cannot_write_into_another_fund(adviser):
    foreign = factories.fund()
    with pytest.raises(DatabaseError), acting_as(adviser, "test"):
        Person.objects.create(fund=foreign, birth_name="Exemple", first_name="Zoé")


def test_the_national_analyst_sees_every_fact_and_no_person(adviser):
    factories.accompaniment(adviser)
    factories.accompaniment(factories.account(Role.ADVISER))
    analyst = factories.account(Role.NATIONAL_ANALYST, at=Organisation.objects.get(code="cnam"))
    with acting_as(analyst, "test"):
        assert ReferralFact.objects.count() == AccompanimentFact.objects.count() == 2
        assert Person.objects.count() == Referral.objects.count() == Accompaniment.objects.count() == 0


def test_a_write_that_does_not_say_who_and_why_is_refused(adviser):
    def insert_a_person(cursor):
        cursor.execute(
            "select set_config('app.organisation_id', %s, true), set_config('pghistory.context_metadata', '', true)",
            [str(adviser.organisation_id)],
        )
        cursor.execute(
            """insert into people_person (id, fund_id, birth_name, usage_name, first_name, sex, phone, email,
                 postal_address, language, language_note, interpreter_needed, created_at)
               values (gen_random_uuid(), %s, 'Exemple', '', 'Zoé', '', '', '', '', 'fr', '', false, now())""",
            [adviser.organisation_id],
        )

    with pytest.raises(DatabaseError, match="pgh_context"), transaction.atomic(), connection.cursor() as cursor:
        insert_a_person(cursor)


def test_the_audit_trail_says_who_and_why(adviser):
    accompaniment = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        workflow.close(accompaniment, reason="care_obtained", outcomes=["gp_found"])
        event = accompaniment.events.get(pgh_label="update")
    assert event.pgh_context["user"] == adviser.pk
    assert event.pgh_context["why"] == "clôture : Soins réalisés"


def test_the_context_ends_with_its_block(adviser):
    factories.referral(adviser.organisation)
    with acting_as(adviser, "test"):
        with acting_as(factories.account(Role.ADVISER), "test"):
            assert Referral.objects.count() == 0
        assert Referral.objects.count() == 1
    assert Referral.objects.count() == 0


def test_after_another_account_acted_the_trail_names_the_first_one_again(adviser):
    accompaniment, officer = factories.accompaniment(adviser), factories.account(Role.HANDLING_BODY_OFFICER)
    with acting_as(adviser, "confier"):
        with acting_as(officer, "lire"):
            Organisation.objects.count()
        workflow.hand_over(accompaniment, body=officer.organisation, why="inactive")
        event = accompaniment.events.order_by("pgh_id").last()
    assert event.pgh_context["user"] == adviser.pk
    assert event.pgh_context["organisation"] == adviser.organisation_id
