"""Words of agreements: what screens show of a network, and what is kept of what is typed or brought in."""

import re

from stdnum.exceptions import ValidationError
from stdnum.fr import siret

from ..field_actions import words
from .codes import ALSO_CALLED, Network

_BETWEEN = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """« Croix-Rouge Française » is `croix_rouge_francaise`."""
    return _BETWEEN.sub("_", words.folded(text).replace("œ", "oe")).strip("_")


_KNOWN = (
    {folded(network.label): network.value for network in Network}
    | {name: network.value for name, network in ALSO_CALLED.items()}
    | {network.value: network.value for network in Network}
)


def network(typed: str) -> str:
    """The code of the network that is meant; any other word as it is, with single spaces."""
    return _KNOWN.get(folded(typed), " ".join(typed.split()))


def shown(word: str) -> str:
    """« Restos du Cœur » for `restos_du_coeur`; any other word as it is."""
    return words.shown(Network, word)


def is_siret(digits: str) -> bool:
    """Fourteen digits whose keys are right (Luhn; La Poste has a rule of its own)."""
    try:
        return siret.validate(digits) == digits
    except ValidationError:
        return False
