"""What is printed of a referral: the words stand in `messaging/templates`, here is what they are filled with."""

from django.utils import timezone

from allervers.messaging.letters import render

from ..organisations.models import Organisation
from ..people.models import Identity
from .codes import DetectorFamily, InternalCategory
from .models import Referral


def confirmation(referral: Referral) -> bytes:
    """PDF of the letter that confirms the accompaniment to somebody who agreed to it at a distance.

    It says which organisation reported, never which of its agents: the letter may be opened by others.
    """
    data = {
        "fund": str(referral.fund),
        "date": _day(timezone.localdate(referral.received_at)),
        "consent_date": _day(referral.consent_on),
        "name": printed_name(referral),
        "address": referral.postal_address.splitlines(),
        "reported_by": _who_reported(referral),
        "oneself": referral.detector_category == InternalCategory.ONESELF,
        "feedback": referral.feedback_consent,
        "studies_opposed": referral.studies_opposed,
    }
    return render("confirmation.typ", data)


def consent_form(detector: Organisation, referral: Referral | None = None) -> bytes:
    """PDF of the form that the person signs; without a referral, lines to fill by hand."""
    data = {"reported_by": str(detector), "fund": "", "name": "", "birth_date": ""}
    data |= {"feedback": False, "studies_opposed": False}
    if referral:
        data |= {
            "fund": str(referral.fund),
            "name": printed_name(referral),
            "birth_date": _day(referral.birth_date),
            "feedback": referral.feedback_consent,
            "studies_opposed": referral.studies_opposed,
        }
    return render("consent.typ", data)


def printed_name(referral: Identity) -> str:
    """First name and the name in use, as on an envelope."""
    return f"{referral.first_name} {(referral.usage_name or referral.birth_name).upper()}"


def _who_reported(referral: Referral) -> str:
    """The organisation; empty for a service of the health insurance."""
    if referral.detector_family == DetectorFamily.INTERNAL:
        return ""
    if referral.reported_by:
        return str(referral.reported_by.organisation)
    return referral.detector_service or referral.detector_category_label


def _day(date) -> str:
    """ISO for the template, which writes it in French; nothing for nothing."""
    return date.isoformat() if date else ""
