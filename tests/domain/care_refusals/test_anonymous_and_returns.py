"""A report without a name is followed with its code; a fund says its number of the year, zero too."""

import uuid

import pytest

from allervers.domain.care_refusals import following, returns
from allervers.domain.organisations.context import acting_as
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from tests import care_refusals, factories

pytestmark = pytest.mark.django_db
SAID = {"practice": "refused", "profession": "dentist", "account_of_it": "Non."}


def test_an_anonymous_report_is_written_once_and_followed_with_its_code():
    mediator = care_refusals.mediator(care_refusals.service(fund := factories.fund()))
    key = uuid.uuid4()
    for _ in range(2):
        made = following.report(fund, key=key, tell_professional=False, **SAID)
    with pytest.raises(AlreadyUsed):
        following.report(fund, key=key, tell_professional=False, **(SAID | {"account_of_it": "Autre."}))
    assert following.followed(following.code_of(key).lower()).state == "received"
    assert following.followed(following.code_of(uuid.uuid4())) is None
    with acting_as(mediator, "test"):
        assert (made.carerefusalconsents.get().agreement, made.person_id, made.author_id) == ("refused", None, None)


def test_zero_is_said_and_no_fewer_than_the_files():
    mediator = care_refusals.mediator(care_refusals.service(fund := factories.fund()))
    with acting_as(mediator, "test"):
        told = returns.declare(fund, key=uuid.uuid4(), by=mediator, year=2019, files=0)
        assert returns.declare(fund, key=uuid.uuid4(), by=mediator, year=2019, files=3).pk == told.pk
        assert [each.files for each in returns.of_fund(fund)] == [3]
        with pytest.raises(Refused, match="année finie"):
            returns.declare(fund, key=uuid.uuid4(), by=mediator, year=2100, files=0)
