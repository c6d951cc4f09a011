"""Ten real messages of a campaign, as they would leave: read by somebody before any of them does."""

from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from allervers.messaging.letters import first_pages

from ..organisations.encryption import decrypt
from . import letters, texts
from .audience_file import Identity
from .codes import Arm, Channel
from .models import Campaign, Member
from .sending import text_for

SHOWN = 10


@dataclass(frozen=True)
class Specimen:
    """What one person of the audience would receive, and in which language. `parts`: SMS that the gateway will count;
    0 of another way."""

    member: Member
    identity: Identity
    address: str
    text: texts.Text
    parts: int

    language: str = texts.FRENCH

    @property
    def is_too_long(self) -> bool:
        return self.parts * texts.SMS_PART > texts.LONGEST_SMS


def specimens(campaign: Campaign) -> list[Specimen]:
    """Ten of the treated, in the order of the file: the first of each channel, so that none leaves unread, and others
    at even distances; fewer where their identity is forgotten."""
    treated = campaign.treated or 0
    wanted = {1 + each * treated // SHOWN for each in range(SHOWN)}
    of_file = Member.objects.filter(campaign=campaign, arm=Arm.TREATED).annotate(
        place=Window(RowNumber(), order_by=F("line").asc()),
        of_channel=Window(RowNumber(), partition_by=F("channel"), order_by=F("line").asc()),
    )
    found = of_file.filter(Q(place__in=wanted) | Q(of_channel=1)).order_by("line")
    first_of_channels_first = sorted(found, key=lambda member: member.of_channel > 1)
    chosen = sorted(first_of_channels_first[:SHOWN], key=lambda member: member.line)
    return [_specimen(campaign, member) for member in chosen if member.identity is not None]


def _specimen(campaign: Campaign, member: Member) -> Specimen:
    identity = Identity.of_text(decrypt(member.identity))
    text = text_for(campaign, member, identity)
    parts = texts.sms_parts(text.text) if member.channel == Channel.SMS else 0
    language = member.language if member.language in campaign.texts else texts.FRENCH
    return Specimen(member, identity, identity.address(member.channel), text, parts, language)


def letters_of(campaign: Campaign, shown: list[Specimen]) -> bytes | None:
    """The PDF of those that are letters, as the printer would get it; None where none is one."""
    to_print = [
        letters.Printed(str(one.member.pk), one.identity, one.text)
        for one in shown
        if one.member.channel == Channel.LETTER
    ]
    return letters.pdf_of(campaign, to_print, timezone.localdate()) if to_print else None


def pages(pdf: bytes) -> tuple[int, int]:
    """How many letters the PDF holds, and how many pages."""
    firsts, total = first_pages(pdf)
    return len(firsts), total
