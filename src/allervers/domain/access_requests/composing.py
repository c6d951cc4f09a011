"""The copy of a person's data: one document of plain values, machine-readable, with the French words to show it.

    {"format": "allervers-copie-1", "made_at": …, "fund": …, "reference": …,
     "tables": [{"table": "people_person", "title": …, "fields": {name: French name}, "codes": {name: {code: words}},
                 "rows": [{name: value}], "left_out": {French name: why}}],
     "not_told": [{"what": …, "why": …}], "seen_by": [{"body": …, "sees": …, "roles": […]}]}

Days and moments are ISO 8601, a time {"from": first day, "until": last day}; amounts are whole cents; what is unknown
is null.
"""

import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.backends.postgresql.psycopg_any import Range
from django.utils import timezone

from allervers.law.wording import euros

from ..organisations.models import Organisation, Service, User
from ..people.models import Person
from ..privacy import circle
from .models import AccessRequest
from .tables import NOT_TOLD, OF_NOBODY, TOLD, Told, rows_of

FORMAT = "allervers-copie-1"
# The French of fields that say none beside their model: whoever reads the copy has never seen our tables.
NAMED = {
    "agent": "avec",
    "answered_by": "répondu par",
    "at": "le",
    "author": "noté par",
    "because": "en raison du",
    "c2s_class": "classe",
    "cause": "pourquoi",
    "claimed_at": "prise le",
    "claimed_by": "prise par",
    "content": "texte",
    "corrected_at": "corrigé le",
    "created_at": "noté le",
    "decided_at": "décidé le",
    "decided_by": "décidé par",
    "end_noted_on": "fin notée le",
    "ended_by": "terminé par",
    "envelope": "enveloppe",
    "fund": "caisse",
    "given_by": "donné par",
    "kind": "nature",
    "law_version": "version de la loi",
    "lodged_by": "écrit par",
    "newer_than_months": "de moins de (mois)",
    "not_concerned": "ne vous concerne pas",
    "noted_by": "noté par",
    "number": "numéro",
    "publics": "public",
    "read_by": "lu par",
    "renewal_told_on": "renouvellement annoncé le",
    "revoked_at": "annulé le",
    "service": "service",
}
# How our own program finds its way: nothing of the person.
INTERNAL = {
    *("tries", "visit_until", "turn", "code", "intention", "by_itself", "sha256", "part", "first_page", "pages"),
    *("about", "sequence", "capacity", "seat", "place", "to_digest", "attempt", "person_id"),
    "fund",  # the same everywhere: it heads the copy
}


def compose(request: AccessRequest, person: Person) -> bytes:
    """Everything that the context of the fund shows of the person, in UTF-8 JSON."""
    copy = {
        "format": FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "reference": request.reference,
        "asked_on": request.asked_on.isoformat(),
        "fund": str(person.fund),
        "tables": [table for table in (_table(person, name) for name in TOLD) if table["rows"]],
        "not_told": [{"why": why} for why in dict.fromkeys(NOT_TOLD.values()) if why not in OF_NOBODY],
        "seen_by": [
            {
                "body": viewer.body,
                "sees": viewer.sees.label,
                "roles": [role.label for role in viewer.roles],
                "times": viewer.reads,
                "last": viewer.last_read and timezone.localtime(viewer.last_read).isoformat(timespec="seconds"),
            }
            for viewer in circle.of_person(person)
        ],
    }
    return json.dumps(copy, ensure_ascii=False, indent=1).encode()


def _table(person: Person, name: str) -> dict:
    told = TOLD[name]
    rows = list(rows_of(person, name))
    fields = _fields(type(rows[0]), told) if rows else []
    words = {each.name: name_of(each) for each in fields}
    words |= {key: label for key, (label, _) in told.told.items()}
    return {
        "table": name,
        "title": told.title,
        "fields": {key: label[:1].upper() + label[1:] for key, label in words.items()},
        "codes": {each.name: codes for each in fields if (codes := _codes(each))},
        "rows": [_row(row, fields, told) for row in rows],
        "left_out": {name_of(rows[0]._meta.get_field(key)): why for key, why in told.without.items()} if rows else {},
    }


def _fields(model: type[models.Model], told: Told) -> list[models.Field]:
    """What is shown of a row: no key, no digest, no search key, nothing that is left out with its reason."""
    out = {*told.without, *told.told, *INTERNAL}
    return [each for each in model._meta.concrete_fields if _is_told(each) and each.name not in out]


def name_of(field: models.Field) -> str:
    """Its French name: what the model calls it, unless it calls it by its code."""
    called = str(field.verbose_name)
    return NAMED.get(field.name, called) if called == field.name.replace("_", " ") else called


def _is_told(field: models.Field) -> bool:
    if field.primary_key or field.generated or isinstance(field, models.BinaryField):
        return False
    # A moment that the program writes by itself is told all the same.
    if not field.editable and not isinstance(field, models.DateTimeField):
        return False
    return not field.is_relation or field.related_model in (Organisation, Service, User)


def _codes(field: models.Field) -> dict[str, str]:
    choices = field.base_field.choices if isinstance(field, ArrayField) else field.choices
    return {str(code): str(label) for code, label in choices or ()}


def _row(row: models.Model, fields: list[models.Field], told: Told) -> dict:
    values = {each.name: _plain(getattr(row, each.name)) for each in fields}
    return values | {key: _plain(value(row)) for key, (_, value) in told.told.items()}


def _plain(value):
    """A value as JSON has it; of an account, its role and its body."""
    if isinstance(value, User):
        return f"{value.get_role_display()}, {value.organisation}"
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Range):
        return {"from": _plain(value.lower), "until": _plain(_last_of(value))}
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(each) for each in value]
    return value


def _last_of(value: Range):
    """The last day of days, or the moment at which a time ends: in the database neither is part of the range."""
    is_day = isinstance(value.upper, datetime.date) and not isinstance(value.upper, datetime.datetime)
    return value.upper - datetime.timedelta(days=1) if is_day else value.upper


# --- For who reads it ------------------------------------------------------------------------------------------------


def lines(table: dict, row: dict) -> Iterator[tuple[str, str]]:
    """The French name and value of each field of a row that says something."""
    for key, label in table["fields"].items():
        text = _said(row.get(key), table["codes"].get(key, {}), key)
        if text:
            yield label, text


def _said(value, codes: dict[str, str], key: str) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if key.endswith("_cents") and isinstance(value, int):
        return euros(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_said(each, codes, "") for each in value)))
    if isinstance(value, dict) and value.keys() == {"from", "until"}:
        said = {name: said_of_moment(str(each)) for name, each in value.items() if each}
        return " ".join(f"{word} {said[name]}" for word, name in (("du", "from"), ("au", "until")) if name in said)
    if isinstance(value, dict):
        return " ; ".join(f"{name} : {said}" for name, each in value.items() if (said := _said(each, {}, name)))
    return codes.get(str(value)) or said_of_moment(str(value))


def said_of_moment(text: str) -> str:
    """A day or a moment the French way; any other text as it is."""
    try:
        if len(text) == 10 and text[4] == text[7] == "-":
            return f"{datetime.date.fromisoformat(text):%d/%m/%Y}"
        if len(text) > 18 and text[10] == "T":
            return f"{datetime.datetime.fromisoformat(text):%d/%m/%Y à %H:%M}"
    except ValueError:
        pass
    return text
