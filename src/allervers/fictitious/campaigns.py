"""Two campaigns of the demonstration's fund: one that was measured, one that waits for somebody to launch it."""

import datetime
from decimal import Decimal
from random import Random

from django.utils import timezone

from allervers.domain.campaigns import audience, sending, workflow
from allervers.domain.campaigns.audience_file import AudienceFile, Identity, Line
from allervers.domain.campaigns.codes import Arm
from allervers.domain.campaigns.models import Campaign, Member, Outcome, Sending
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.outbox.codes import State

from . import names

WHY = "démonstration"
LETTER = {
    "fr": {
        "subject": "Vous avez peut-être droit à la Complémentaire santé solidaire",
        "text": "Bonjour {{ first_name }},\n\nD’après ce que nous savons, vous pouvez avoir une aide pour payer vos "
        "soins.\n\n"
        "Pour la demander : appelez le 36 46, ou venez à l’accueil avec votre dernier avis d’impôt.\n\n"
        "À bientôt,\n{{ fund }}",
    },
    "en": {
        "subject": "You may be entitled to complementary health cover",
        "text": "Hello {{ first_name }},\n\nFrom what we know, you may get help to pay for your care.\n\n"
        "To ask for it: call 36 46, or come to our desk with your last tax notice.\n\n{{ fund }}",
    },
}
REMINDER = {
    "fr": {
        "subject": "Votre médecin traitant",
        "text": "Bonjour {{ first_name }}, vous n’avez pas de médecin traitant. Nous pouvons vous aider à en trouver "
        "un : appelez le 36 46. {{ fund }}",
    }
}
PRICES = {"email": 90, "sms": 4_500, "letter": 98_000}
MEASURED, AGO = 2_400, datetime.timedelta(days=200)
RATE_WITHOUT, RATE_WITH = 0.06, 0.095
WAITING = 420


def run_campaigns(manager: User) -> None:
    """As the manager of the fund, relative to this day. The numbers of persons are those of no one."""
    rng = Random(18)
    with acting_as(manager, WHY):
        _measured(manager, rng)
        _waiting(manager, rng)


def _measured(manager: User, rng: Random) -> None:
    lines = [_line(number, 70_000 + number, rng, letter=True) for number in range(1, MEASURED + 1)]
    campaign = _made(manager, "C2S, lettres de printemps", LETTER, ["letter"], lines, Decimal(1) / 3)
    then = timezone.now() - AGO
    dates = {"created_at": then, "frozen_at": then, "launched_at": then}
    Campaign.objects.filter(pk=campaign.pk).update(**dates, launched_by=manager)
    sending.plan(campaign)
    sendings = Sending.objects.filter(campaign=campaign)
    sendings.update(state=State.LEAVING, attempt=1, attempted_at=then)
    sendings.update(state=State.SENT, settled_at=then)
    came_back = sendings.order_by("member__line").values_list("pk", flat=True)[: MEASURED // 60]
    Sending.objects.filter(pk__in=list(came_back)).update(bounced_at=then + datetime.timedelta(days=9))
    # As the job of the night does after 180 days.
    Member.objects.filter(campaign=campaign).update(identity=None, address_digest=None)
    first = timezone.localdate(then)
    Outcome.objects.bulk_create(_outcomes(campaign, first, rng))


def _outcomes(campaign: Campaign, first: datetime.date, rng: Random) -> list[Outcome]:
    found = []
    for arm, rate in ((Arm.TREATED, RATE_WITH), (Arm.HOLDOUT, RATE_WITHOUT)):
        members = list(Member.objects.filter(campaign=campaign, arm=arm).values_list("pk", flat=True))
        for member in rng.sample(members, round(rate * len(members))):
            on = first + datetime.timedelta(days=rng.randrange(5, 85))
            found.append(Outcome(fund_id=campaign.fund_id, campaign=campaign, member_id=member, on=on))
    return found


def _waiting(manager: User, rng: Random) -> None:
    lines = [_line(number, 80_000 + number, rng) for number in range(1, WAITING + 1)]
    _made(manager, "Médecin traitant, automne", REMINDER, ["sms", "email", "letter"], lines, Decimal("0.2"))


def _line(number: int, person: int, rng: Random, *, letter: bool = False) -> Line:
    """Some in each place: opposed, deceased, without any way to be reached, several of one household."""
    first_name = rng.choice(names.FIRST_NAMES[rng.choice("FM")])
    surname = rng.choice(names.SURNAMES)
    street = f"{number} {rng.choice(names.STREETS)}\n99999 {names.TOWN.upper()}"
    lot = 1.0 if letter else rng.random()
    identity = Identity(
        surname,
        first_name,
        email=f"personne{person}@{names.MAIL_DOMAIN}" if 0.05 < lot < 0.6 else "",
        phone=f"{names.MOBILE_RANGE}{number % 10_000:04}" if 0.3 < lot < 0.95 else "",
        postal_address=street if letter or 0.02 < lot < 0.2 else "",
        fields={},
    )
    household = person if letter or number % 9 else person - 1
    language = "en" if letter and number % 40 == 0 else "fr"
    opposed, deceased = (False, False) if letter else (number % 47 == 0, number % 101 == 0)
    return Line(number, str(person), f"f{household}", language, opposed, deceased, identity)


def _made(manager: User, name: str, texts: dict, channels: list[str], lines: list[Line], holdout: Decimal) -> Campaign:
    campaign = workflow.create(
        manager.organisation,
        name,
        texts,
        channels,
        holdout=holdout.quantize(Decimal("0.001")),
        seed=2026,
        prices={channel: PRICES[channel] for channel in channels},
        author=manager,
    )
    file = AudienceFile("audience.csv", (), lines, "")
    audience.keep(campaign, audience.placed(campaign, file), file.digest)
    return campaign
