"""What goes back to whoever referred a person: what the person agreed to, word for word, and nothing else."""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..pieces.once import once, says
from ..pieces.refusals import Refused
from .models import SocialServiceFile, SocialServiceShare


@transaction.atomic
def share(
    file: SocialServiceFile, text: str, *, key: UUID, author: User, agreed_on: datetime.date
) -> SocialServiceShare:
    """Tell the author of the request this much. Never taken back: it was read."""
    because("retour à qui avait adressé la personne")
    if agreed_on > timezone.localdate():
        raise Refused("La personne donne son accord avant, ou le jour même.", "agreed_on")
    said = {"referral_id": file.referral_id, "text": text, "agreed_on": agreed_on}
    row = SocialServiceShare(pk=key, author=author, fund_id=file.fund_id, service_id=file.service_id, **said)
    return once(row, says(**said))[0]
