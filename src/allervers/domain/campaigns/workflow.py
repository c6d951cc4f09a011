"""What can happen to a campaign before it leaves: written, given an audience, frozen."""

import secrets
import uuid
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ..imports.reading import Told
from ..imports.refusals import Refusals
from ..organisations.models import Organisation, User
from ..pieces.once import says, written
from ..pieces.refusals import AlreadyUsed, Refused, constraint_of
from . import audience, audience_file, listed
from .codes import Channel
from .models import Campaign, Member

LONGEST_NAME = 60
REWRITTEN = "Le texte a changé pendant la lecture : redonnez le fichier."


def create(
    fund: Organisation,
    name: str,
    texts: Mapping[str, Mapping[str, str]],
    channels: list[str],
    *,
    holdout: Decimal = Decimal(0),
    seed: int | None = None,
    is_notice: bool = False,
    prices: Mapping[str, int] | None = None,
    campaign_id: uuid.UUID | None = None,
    author: User | None = None,
) -> Campaign:
    """Raises `Refused` for what does not go together, `AlreadyUsed` where `campaign_id` says something else already.
    The same campaign again is given back."""
    _refuse(name, texts, channels, holdout, is_notice)
    said = {
        "texts": texts,
        "channels": channels,
        "holdout": holdout.quantize(Decimal("0.001")),
        "is_notice": is_notice,
    }
    first = {
        "id": campaign_id or uuid.uuid4(),
        "author": author,
        "prices": dict(prices or {}),
        "seed": secrets.randbelow(2**31) if seed is None else seed,
    }
    written(Campaign, first["id"], says(name=name, **said))
    try:
        campaign, made = Campaign.objects.get_or_create(fund=fund, name=name, defaults=said | first)
    except IntegrityError as error:
        # Sent twice at the same moment, under two names.
        if constraint_of(error) != f"{Campaign._meta.db_table}_pkey":
            raise
        raise AlreadyUsed from None
    same = all(getattr(campaign, field) == value for field, value in said.items()) and seed in (None, campaign.seed)
    if not made and not same:
        raise Refused(
            f"La caisse a déjà une campagne « {name} », qui dit autre chose. Choisissez un autre nom.", "name"
        )
    return campaign


def _refuse(
    name: str, texts: Mapping[str, Mapping[str, str]], channels: list[str], holdout: Decimal, is_notice: bool
) -> None:
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(f"Le nom de la campagne : de 1 à {LONGEST_NAME} signes.", "name")
    unknown = [channel for channel in channels if channel not in Channel.values]
    if unknown or not channels or len(set(channels)) < len(channels):
        raise Refused(
            f"Les moyens : {', '.join(Channel.values)}, séparés par des virgules, chacun une fois.", "channels"
        )
    if not 0 <= holdout < 1:
        raise Refused("La part de témoins : de 0 (compris) à 1 (non compris), par exemple 0.2.", "holdout")
    if is_notice and holdout:
        raise Refused("Un avis obligatoire part à tout le monde : il n’a pas de témoins.", "holdout")
    if Channel.EMAIL in channels and not all(said["subject"] for said in texts.values()):
        raise Refused("Un courriel a un objet : commencez le texte par une ligne « # Objet ».", "texts")


@transaction.atomic
def rewrite(
    campaign: Campaign,
    name: str,
    texts: Mapping[str, Mapping[str, str]],
    channels: list[str],
    *,
    holdout: Decimal,
    is_notice: bool,
    prices: Mapping[str, int],
) -> bool:
    """Say something else before it is frozen. Whether the audience was forgotten: whoever was placed was placed for the
    former text, ways and share. Prices and the name change nobody's place.

    Raises `Refused` for what does not go together, and once it is frozen.
    """
    _refuse(name, texts, channels, holdout, is_notice)
    campaign = _held(campaign)
    _refuse_frozen(campaign)
    if Campaign.objects.filter(fund_id=campaign.fund_id, name=name).exclude(pk=campaign.pk).exists():
        raise Refused(f"La caisse a déjà une campagne « {name} ». Choisissez un autre nom.", "name")
    placing = {"texts": dict(texts), "channels": channels, "holdout": holdout, "is_notice": is_notice}
    same = all(getattr(campaign, field) == value for field, value in placing.items())
    for field, value in {**placing, "name": name, "prices": dict(prices)}.items():
        setattr(campaign, field, value)
    forgotten = campaign.audience is not None and not same
    if forgotten:
        with connection.cursor() as cursor:
            cursor.execute("select forget_audience(%s)", [campaign.pk])
        campaign.audience = campaign.treated = campaign.left_out = campaign.excluded = None
        campaign.exclusions, campaign.file_digest, campaign.digest = {}, "", ""
    campaign.save()
    return forgotten


def take_in(campaign: Campaign, path: Path, told: Told = lambda done, size: None, *, target: str = "") -> Refusals:
    """Read the file and put everybody in their place; what was there before is replaced. Refused whole, or kept whole.

    With a `target`, only the numbers that the fund's lists hold for it. Raises `Refused` where they hold none, where
    the text changed while the file was read, and once the campaign is frozen.
    """
    _refuse_frozen(campaign)
    refusals = Refusals(path.name)
    read_for = campaign.texts
    file = audience_file.read(path, read_for, refusals, told)
    if file is None:
        return refusals
    with transaction.atomic():
        campaign = _held(campaign)
        _refuse_frozen(campaign)
        if campaign.texts != read_for:
            # Its blanks were not looked at: a message of it might not be filled as it leaves.
            raise Refused(REWRITTEN, "file")
        if target:
            file = listed.narrowed(file, _listed(campaign, target), target)
        campaign.target = target
        audience.keep(campaign, audience.placed(campaign, file), file.digest)
    return refusals


def _listed(campaign: Campaign, target: str) -> frozenset[str]:
    if not (numbers := listed.numbers_of(campaign.fund_id, target)):
        raise Refused("Les listes de la caisse n’ont personne à examiner pour ce motif.", "target")
    return numbers


def _held(campaign: Campaign) -> Campaign:
    """Nobody else changes it until the end of the transaction."""
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _refuse_frozen(campaign: Campaign) -> None:
    if campaign.frozen_at:
        raise Refused("Cette campagne est figée : son audience ne change plus.")


@transaction.atomic
def freeze(campaign: Campaign) -> Campaign:
    """From now on its text, its audience and its groups are what will be measured. Again, it changes nothing.

    Raises `Refused` where there is nobody to write to, and where somebody was contacted since the preview.
    """
    campaign = _held(campaign)
    if campaign.frozen_at:
        return campaign
    if not campaign.audience:
        raise Refused("Cette campagne n’a pas d’audience : donnez-en une d’abord.")
    if not campaign.treated:
        raise Refused("Personne ne recevrait de message : toute l’audience est exclue ou témoin.")
    if changed := audience.contacted_since(campaign):
        s = "s" * (changed > 1)
        raise Refused(
            f"Depuis l’aperçu, {changed} personne{s} {'ont' if s else 'a'} été contactée{s} autrement : donnez de "
            "nouveau le fichier, puis recommencez."
        )
    if campaign.target and _has_another_list(campaign):
        raise Refused("La liste de ce motif a changé depuis l’aperçu : donnez de nouveau le fichier, puis recommencez.")
    if audience.digest_of(campaign) != campaign.digest:
        raise Refused("L’audience n’est plus celle de l’aperçu : donnez de nouveau le fichier.")
    campaign.frozen_at = timezone.now()
    campaign.save(update_fields=["frozen_at"])
    return campaign


def _has_another_list(campaign: Campaign) -> bool:
    there = Member.objects.filter(campaign=campaign).values_list("number", flat=True)
    return set(there.iterator()) != listed.numbers_of(campaign.fund_id, campaign.target)
