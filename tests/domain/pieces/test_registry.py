"""A domain brings its own pieces and permissions: no list of another room is changed."""

from datetime import timedelta

import pytest
from django.db.models import TextChoices
from django.utils import timezone

from allervers.domain import pieces
from allervers.domain.accompaniment.timeline import Kind
from allervers.domain.organisations import roles
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission, Role
from allervers.domain.pieces import Entry, PersonFile, Pieces, kinds, register
from allervers.domain.pieces.refusals import refuses
from tests import factories


class Visit(TextChoices):
    VISIT = "visit", "Visite"


class Visits(Pieces):
    """As a new domain would write it."""

    kinds = Visit

    def users(self):
        return {self.person.visited_by}

    def entries(self, names):
        yield Entry(
            Visit.VISIT, timezone.now() + timedelta(days=1), "Visite", author=names.user(self.person.visited_by)
        )


@pytest.fixture
def visits(monkeypatch):
    monkeypatch.setattr(pieces, "_REGISTERED", [*pieces._REGISTERED])
    return register(Visits)


@pytest.mark.django_db
def test_what_a_domain_registers_is_told_with_the_rest(visits):
    adviser = factories.account(Role.ADVISER)
    person = factories.accompaniment(adviser).person
    person.visited_by = adviser.pk
    with acting_as(adviser, "test"):
        file = PersonFile(person)
        told = file.entries(file.names())
    assert (told[0].title, told[0].author) == ("Visite", str(adviser))
    assert {entry.kind for entry in told} == {Visit.VISIT, Kind.REFERRAL, Kind.FILE}
    assert Visit.VISIT in kinds()


def test_a_kind_belongs_to_one_domain(visits):
    with pytest.raises(ValueError, match="visit"):
        register(Visits)


def test_a_permission_declared_beside_its_noun_is_asked_for_like_the_others(monkeypatch):
    monkeypatch.setattr(roles, "ALLOWED", dict(roles.ALLOWED))
    visit = roles.declare("visit", "Rendre visite", Role.ADVISER)
    adviser, partner = (User(role=role) for role in (Role.ADVISER, Role.PARTNER))
    assert (roles.may(adviser, visit), roles.may(partner, visit), visit.label) == (True, False, "Rendre visite")


def test_a_permission_is_declared_once():
    with pytest.raises(ValueError, match="refer"):
        roles.declare(Permission.REFER.value, "Signaler", Role.ADVISER)


def test_a_constraint_has_one_sentence():
    with pytest.raises(ValueError, match="accompaniment_closed_with_a_reason"):
        refuses({"accompaniment_closed_with_a_reason": "Autre chose."})
