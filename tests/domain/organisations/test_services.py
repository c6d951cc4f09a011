"""Services: which organisation has one, and for which funds it works."""

import pytest

from allervers.domain.organisations.models import Organisation, Service
from allervers.domain.organisations.services import open_service, served_funds
from allervers.domain.pieces.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db
AID = Service.Kind.FINANCIAL_AID


def test_an_aid_service_is_that_of_one_fund_which_has_it():
    fund, other = factories.fund(), factories.fund()
    handling = factories.organisation(kind=Organisation.Kind.HANDLING_BODY)
    with factories.owner_writes():
        for place, funds in ((handling, [fund]), (fund, [fund, other]), (fund, [other]), (fund, [])):
            with pytest.raises(Refused, match="dans la caisse pour laquelle il travaille, et pour elle seule"):
                open_service(place, AID, "Aides", funds)
        made = open_service(fund, AID, "Aides", iter([fund]))
        assert open_service(fund, AID, "Aides", [fund]) == made
        assert list(served_funds(made)) == [fund]
