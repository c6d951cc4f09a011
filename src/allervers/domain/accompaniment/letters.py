"""What is printed of an accompaniment: the words stand in `messaging/templates`, here is what they are filled with."""

import datetime

from django.utils import timezone

from allervers.messaging.letters import render

from ..referrals.letters import printed_name
from .codes import ClosureReason, Outcome
from .models import Accompaniment

OF_THE_FUND = "36 46"


def closure(file: Accompaniment, erased_on: datetime.date) -> bytes:
    """PDF of the letter that tells the person that their accompaniment has ended.

    It says what they obtained, never of which care, nor why they were accompanied: somebody else may open it.
    """
    data = {
        "fund": str(file.fund),
        "date": timezone.localdate().isoformat(),
        "closed_on": file.closed_on.isoformat(),
        "erased_on": erased_on.isoformat(),
        "name": printed_name(file.person),
        "address": file.person.postal_address.splitlines(),
        "phone": file.fund.phone or OF_THE_FUND,
        "outcomes": [Outcome(code).label for code in file.outcomes],
        "unreachable": file.closure_reason == ClosureReason.UNREACHABLE,
    }
    return render("closure.typ", data)
