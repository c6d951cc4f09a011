"""One file seeded with a row of every table of persons: after its erasure nothing of it is left anywhere.

A table that comes is seeded by itself; where a check of the database wants particular values, `VALUES` gives them.
"""

import datetime
import uuid

import psycopg
import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from allervers.config import database, embedded
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.coverage.models import EndedRight
from allervers.domain.financial_aid.models import FinancialAidSession
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.privacy.retention import (
    CARE_REFUSAL_MONTHS,
    FINANCIAL_AID_MONTHS,
    closed_at_the_latest,
    erase_due_files,
)
from allervers.domain.referrals.models import Referral
from allervers.domain.rights_files import examining, workflow
from allervers.domain.rights_files.models import RightsFile
from allervers.law.counting import add_months
from tests import factories
from tests.domain.figures.files import closed, received
from tests.domain.test_row_level_security import OF_NOBODY, OF_PERSONS
from tests.rights_files import asked, deposit

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()

FACTS = (
    *("referral", "accompaniment", "rightsfile", "paper", "decision", "endedright", "appointment", "fieldaction"),
    "agreementyear",
)
KEPT = {
    **dict.fromkeys([f"figures_{kind}fact" for kind in FACTS], "a fact keeps no person"),
    **dict.fromkeys(["figures_countedmonth", "figures_changedmonth", "figures_keptedition"], "numbers"),
    **dict.fromkeys(["figures_caseworkimport", "figures_importtakenback", "figures_importedfact"], "facts again"),
    **dict.fromkeys(["imports_fileimport", "imports_fileimporttakenback"], "which file, never whom"),
    "privacy_reading": "the journal of reads, kept by law; its identifier leads nowhere",
    "privacy_erasure": "numbers",
    "accompaniment_absence": "days of an account, of no person",
    "detections_listedidentity": "no key leads to a file: forgotten with its list (test_calls.py)",
    "rights_files_letterbatch": "how many letters and pages a printer was given, of whom it says nothing",
    **dict.fromkeys(["appointments_place", "appointments_room", "appointments_opening"], "desks and hours of a fund"),
    "appointments_calendarfeed": "of an agent, not of those who come",
    "outbox_stoppedaddress": "a keyed digest of an address of nobody whom the fund knows",
    **dict.fromkeys(["field_actions_fieldaction", "field_actions_fieldactionevent"], "counts persons, names none"),
    **dict.fromkeys(
        ["partners_agreement", "partners_agreementevent", "partners_agreementyear"], "between bodies, of no person"
    ),
    **dict.fromkeys(
        [f"surveys_{name}" for name in ("survey", "surveyevent", "fundanswer", "fundanswerevent")],
        "a fund counts what it did: of no person",
    ),
    **dict.fromkeys([f"directory_{name}" for name in ("structure", "pair", "acquaintance")], "of bodies, of no person"),
    "campaigns_campaign": "a text and numbers of persons, no person",
    "campaigns_letterbatch": "how many letters and pages a printer was given",
    **dict.fromkeys(
        ["campaigns_member", "campaigns_sending", "campaigns_outcome"],
        "numbers of the fund's own system, no key leads to a file; who they are is forgotten with the campaign",
    ),
    **dict.fromkeys(
        [f"programmes_{name}" for name in ("enrolment", "programmeanswer", "programmecount", "parcel", "voucher")],
        "numbers of a population, no key leads to a file; a wish holds for as long as its programme",
    ),
    "social_service_socialservicekey": "the key of a service",
    "social_service_socialservicegroup": "a meeting; who comes goes with their file",
    **dict.fromkeys(["financial_aid_financialaidbudget", "financial_aid_financialaidmovement"], "amounts of a fund"),
    "financial_aid_financialaidbatch": "numbers; its file is forgotten with the last request that it paid",
    **dict.fromkeys(["financial_aid_financialaidsession", "financial_aid_financialaidseat"], "members who sat"),
    **dict.fromkeys(["care_refusals_carerefusalreturn", "care_refusals_carerefusalreturnevent"], "numbers of a fund"),
    "coverage_endedright": "without its person: which rights ended, and why",
}
TOMORROW = timezone.now() + datetime.timedelta(days=1)
VALUES = {
    "detections_detection": {"status": "referred", "decided_at": timezone.now(), "decided_by": User},
    "accompaniment_handover": {"to": 2**31 - 1},
    "coverage_liveswith": {"other": uuid.UUID(int=2**128 - 1)},
    "coverage_knowncircumstance": {"kind": "renunciation"},
    "appointments_opening": {"way": "phone", "first_time": datetime.time(9), "starts_on": TODAY, "ends_on": TODAY},
    "appointments_appointment": {"starts_at": TOMORROW, "ends_at": TOMORROW + datetime.timedelta(minutes=30)},
    "appointments_suspension": {"author": User},
    "appointments_waiting": {"author": User},
    "protection_protection": {"placed_by": User},
    "protection_keeper": {"account": User, "named_by": User},
    "protection_protectedreading": {"account": User},
    "consents_consentchange": {"author": User},
    "access_requests_accessrequest": {
        "way": "own_page",
        "identity": "own_page",
        "due_on": TODAY + datetime.timedelta(days=30),
    },
    "rights_files_sending": {"by_hand_on": TODAY, "author": User},
    "rights_files_appeal": {"against": "closed"},
    "social_service_socialservicefile": {"ended_on": closed_at_the_latest(TODAY)},
    "social_service_socialserviceinterview": {
        "starts_at": TOMORROW,
        "ends_at": TOMORROW + datetime.timedelta(minutes=30),
    },
    "social_service_socialserviceaccess": {"until": TOMORROW},
    "social_service_socialservicegroup": {"capacity": 2},
    "care_refusals_carerefusal": {
        "author": User,
        "state": "closed",
        "end_reason": "withdrawn",
        "ended_on": add_months(TODAY, -CARE_REFUSAL_MONTHS),
    },
    "financial_aid_financialaiddecision": {"session": FinancialAidSession},
    "financial_aid_financialaidrequest": {
        "cost_cents": 3,
        "state": "withdrawn",
        "ended_on": add_months(TODAY, -FINANCIAL_AID_MONTHS),
    },
}
"""Table → field → value, or the model whose row it points to."""


def _tables() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OF_PERSONS and model._meta.db_table not in {*KEPT, *OF_NOBODY}
    ]


class Seeder:
    """Writes a row into every table, each pointing to the file's own rows; no trigger runs meanwhile."""

    def __init__(self, cursor: psycopg.Cursor, roots: dict[type[models.Model], object]):
        self.cursor, self.keys = cursor, dict(roots)
        self.of_file = roots.keys() - {Organisation, User}

    def key_of(self, model: type[models.Model]):
        if model not in self.keys:
            self.plant(model)
        return self.keys[model]

    def plant(self, model: type[models.Model]) -> None:
        given = VALUES.get(model._meta.db_table, {})
        fields = [
            field
            for field in model._meta.concrete_fields
            if not isinstance(field, models.AutoField) and not field.generated
        ]
        values = [self.value(field, given.get(field.name)) for field in fields]
        prepared = [
            field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)
        ]  # fmt: skip
        self.cursor.execute(
            f"""insert into {model._meta.db_table} ({", ".join(f'"{field.column}"' for field in fields)})
                values ({", ".join(["%s"] * len(fields))}) returning {model._meta.pk.column}""",
            prepared,
        )
        self.keys[model] = self.cursor.fetchone()[0]

    def value(self, field: models.Field, given):
        if given is not None:
            return self.key_of(given) if isinstance(given, type) else given
        if field.is_relation:
            # What may point nowhere points to the file, never to who did something or to another row.
            wanted = field.related_model in self.of_file or not field.null
            return self.key_of(field.related_model) if wanted else None
        if field.name == "person_id":
            return self.keys[Person]
        if field.choices and not field.blank:
            return field.choices[0][0]
        if field.has_default():
            return field.get_default()
        return None if field.null else _plain(field)


def _plain(field: models.Field):
    plain = {
        models.UUIDField: uuid.uuid4(),
        models.DateTimeField: timezone.now(),
        models.DateField: TODAY.replace(day=1),
        models.BooleanField: False,
        models.JSONField: {},
        models.BinaryField: b"x",
        ArrayField: [],
        DateRangeField: DateRange(TODAY, None),
    }
    for kind, value in plain.items():
        if isinstance(field, kind):
            return value
    return 1 if isinstance(field, models.IntegerField) else "" if field.blank else "x"


def _file(adviser: User) -> tuple[Accompaniment, RightsFile]:
    """A closed accompaniment and a withdrawn rights file of one person, both to be erased today."""
    officer = factories.account(Role.RIGHTS_OFFICER, at=adviser.organisation)
    file = deposit(officer)
    with acting_as(officer, "test"):
        examining.examine(file, asked(officer))
        workflow.withdraw(file, asked(officer))
        RightsFile.objects.filter(pk=file.pk).update(status_since=add_months(TODAY, -30))
        file.refresh_from_db()
        person = Person.objects.get(pk=file.person_id)
    due = closed_at_the_latest(TODAY)
    return closed(received(adviser.organisation, due - datetime.timedelta(days=9)), due, person=person), file


def test_nothing_is_left_of_a_file_seeded_in_every_table():
    adviser = factories.account(Role.ADVISER)
    file, rights_file = _file(adviser)
    roots = {
        Organisation: adviser.organisation_id,
        User: adviser.pk,
        Person: file.person_id,
        Referral: file.referral_id,
        Accompaniment: file.pk,
        RightsFile: rights_file.pk,
    }
    with psycopg.connect(embedded.conninfo("postgres", "", database.NAME), autocommit=True) as everything:
        cursor = everything.cursor()
        cursor.execute("set session_replication_role = replica")
        seeder = Seeder(cursor, roots)
        for model in _tables():
            seeder.key_of(model)
        seeder.plant(EndedRight)
        cursor.execute("set session_replication_role = origin")

        def there(model):
            condition = f"{model._meta.pk.column} = %s"
            return cursor.execute(
                f"select 1 from {model._meta.db_table} where {condition}", [seeder.keys[model]]
            ).fetchone()

        assert [model._meta.db_table for model in _tables() if not there(model)] == []
        done = erase_due_files(adviser.organisation)
        assert (done.files, done.rights_files, done.persons) == (1, 1, 1)
        assert [model._meta.db_table for model in _tables() if there(model)] == []
        assert cursor.execute("select person_id from coverage_endedright").fetchall() == [(None,)]
