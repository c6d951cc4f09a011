"""Which accompaniments concern each public."""

from django.db.models import Q

from ..accompaniment.codes import Public

EVERYBODY = ""

CONDITIONS: dict[str, Q] = {public: Q(publics__contains=[public]) for public in Public.values}
# Said in the file, or plain from the age at the referral.
CONDITIONS[Public.UNDER_25.value] |= Q(age__lt=25)
