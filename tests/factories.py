"""Fictitious organisations, accounts and files for the tests. Every function gives a saved object.

What belongs to a fund must be written in a context: `with acting_as(account, "test"):`, or the fixtures below do it.
"""

import datetime
import itertools
import json
import re
from contextlib import contextmanager

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.detections.lists import take_in_fund
from allervers.domain.detections.models import Detection
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral

_ACCOUNTS = (
    *("organisations_user", "organisations_organisation", "organisations_accountchange"),
    *("organisations_service", "organisations_servedfund", "organisations_servicemember"),
)
_numbers = itertools.count(1)

# The kind of organisation that each role works in, when it is not a fund.
KIND_OF_ROLE = {
    Role.PARTNER: Organisation.Kind.PARTNER,
    Role.HEALTH_PROFESSIONAL: Organisation.Kind.HEALTH_PROFESSIONAL,
    Role.HANDLING_BODY_OFFICER: Organisation.Kind.HANDLING_BODY,
    Role.SOCIAL_SERVICE_DESK: Organisation.Kind.HANDLING_BODY,
    Role.SOCIAL_WORKER: Organisation.Kind.HANDLING_BODY,
    Role.NATIONAL_ANALYST: Organisation.Kind.NATIONAL,
}


# The types of what the database fills in by itself, where they are no text.
_RETURNED = {"id": "bigint", "password_is_provisional": "boolean"}


@contextmanager
def owner_writes():
    """Inside this block accounts and organisations are written as the owner of the tables would, within the test's
    own transaction: the application's role, under which tests run, cannot."""

    def write(execute, sql, params, many, context):
        # pghistory puts its context before the statement; here it is said on its own.
        found = re.search(r'(?:^|; )((?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)".*)', sql, re.DOTALL)
        if not found or found[2] not in _ACCOUNTS:
            return execute(sql, params, many, context)
        with pghistory.context() as trail:
            execute(
                "select set_config('pghistory.context_metadata', %s, true)", [json.dumps(trail.metadata)], 0, context
            )
        before = sql[: found.start(1)].count("%s")
        returned = re.findall(r'"\."(\w+)"', sql.partition(" RETURNING ")[2])
        columns = [f"(written ->> '{name}')::{_RETURNED.get(name, 'text')}" for name in returned]
        statement = connection.ops.compose_sql(found[1], (params or ())[before:])
        sql = f"select {', '.join(columns) or '1'} from testing_write(%s) as written"
        return execute(sql, [statement], many, context)

    with transaction.atomic(), connection.execute_wrapper(write):
        yield


def organisation(kind: str = Organisation.Kind.FUND, **fields) -> Organisation:
    number = next(_numbers)
    defaults = {"code": f"org-{number}", "name": f"Organisme fictif {number}", "kind": kind}
    if kind in (Organisation.Kind.PARTNER, Organisation.Kind.HEALTH_PROFESSIONAL):
        defaults["category"] = "ccas" if kind == Organisation.Kind.PARTNER else "general_practitioner"
        fields.setdefault("local_fund", None)
        fields["local_fund"] = fields["local_fund"] or fund()
    with owner_writes():
        return Organisation.objects.create(**{**defaults, **fields})


def fund(**fields) -> Organisation:
    return organisation(Organisation.Kind.FUND, **fields)


def account(role: str = Role.ADVISER, at: Organisation | None = None, **fields) -> User:
    """An account with this role, in the given organisation or in a new one of the kind that fits the role."""
    number = next(_numbers)
    at = at or organisation(KIND_OF_ROLE.get(Role(role), Organisation.Kind.FUND))
    defaults = {"username": f"compte-{number}", "first_name": "Camille", "last_name": f"Fictif{number}"}
    with owner_writes(), pghistory.context(why="test"):
        return User.objects.create_user(**{**defaults, "role": role, "organisation": at, **fields})


def referral_fields(at: Organisation, **fields) -> dict:
    """The fields of a referral that the database accepts."""
    return {
        "fund": at,
        "birth_name": "Exemple",
        "first_name": "Zoé",
        "birth_date": datetime.date(1984, 3, 12),
        "phone": "06 39 98 12 34",
        "detector_family": "internal",
        "detector_category": "reception",
        "detector_name": "Camille Fictif",
        "reasons": ["rights"],
        "consent_mode": "signed",
        "consent_on": datetime.date(2026, 1, 5),
        **fields,
    }


def referral(at: Organisation, nir: str = "", **fields) -> Referral:
    """A referral that waits in the fund's inbox."""
    made = Referral(**referral_fields(at, **fields))
    made.set_nir(nir)
    with acting_for(at, "test"):
        made.save()
    return made


def person(at: Organisation, nir: str = "", **fields) -> Person:
    """A person without any file."""
    names = ("birth_name", "first_name", "birth_date", "phone")
    made = Person(fund=at, **{**{name: referral_fields(at)[name] for name in names}, **fields})
    made.set_nir(nir)
    with acting_for(at, "test"):
        made.save()
    return made


def accompaniment(adviser: User, themes: tuple[str, ...] = ("rights",), known: Person | None = None, **fields):
    """An open accompaniment of the adviser's fund, from a referral with the given fields."""
    waiting = referral(adviser.organisation, **fields)
    with acting_for(adviser.organisation, "test"):
        return workflow.accept(waiting, adviser=adviser, person=known, themes=list(themes))


def detection(at: Organisation, number: int | None = None, day: datetime.date | None = None, **reasons) -> Detection:
    """Somebody whom a list of this day holds; `reasons` are targets with their sentence."""
    number = number or next(_numbers) + 1_000
    reasons = reasons or {"rsa_without_c2s": "Le foyer reçoit le RSA et n'a pas la C2S."}
    lines = [(number, 7, target, sentence, 1, row) for row, (target, sentence) in enumerate(reasons.items(), start=1)]
    with acting_for(at, "test"):
        take_in_fund(at, [], [lines], day or timezone.localdate())
        return Detection.objects.get(fund=at, person_number=number)
