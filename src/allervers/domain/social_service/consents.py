"""What the person agreed to with the social service: shown to its members and to who referred them, as each row is."""

from collections.abc import Iterator

from ..consents import Consent, Source, register
from ..people.models import Person
from .models import SocialServiceReferral, SocialServiceShare


@register
class Referred(Source):
    """For each request made to the service."""

    purpose, label = "social_service", "Être adressé au service social"
    stops = "La personne le dit au service social, qui termine son dossier."

    def of(self, person: Person) -> Iterator[Consent]:
        for asked in SocialServiceReferral.objects.filter(person=person).select_related("service"):
            yield Consent(
                purpose=self.purpose,
                about=asked.pk,
                recipient=str(asked.service),
                given=True,
                since=asked.agreed_on,
                by=asked.author_id,
                may_change=(),
            )


@register
class Shared(Source):
    """For each thing that the service told whoever had referred the person."""

    purpose, label = "social_share", "Retour du service social à qui l’a adressée"
    stops = "Ce qui a été transmis ne se reprend pas ; la personne n’accepte pas le suivant."

    def of(self, person: Person) -> Iterator[Consent]:
        shares = SocialServiceShare.objects.filter(referral__person=person)
        for share in shares.select_related("referral__author__organisation"):
            yield Consent(
                purpose=self.purpose,
                about=share.pk,
                recipient=str(share.referral.author.organisation),
                given=True,
                since=share.agreed_on,
                by=share.author_id,
                may_change=(),
            )
