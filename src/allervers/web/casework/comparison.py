"""Two identities side by side: what the referral says, what the fund already knows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.people.matching import ELEMENTS, Match, same_nir
from allervers.domain.people.models import Identity, Person
from allervers.domain.referrals.models import Referral
from allervers.web.templatetags.design import day, phone

from .words import spoken_language


@dataclass(frozen=True)
class Line:
    """One element on both sides; `same` is None when one side is missing. `name` as in `people.workflow`."""

    name: str
    label: str
    left: str
    right: str
    same: bool | None


@dataclass(frozen=True)
class Why:
    """« Même numéro de sécurité sociale », or « Trois éléments sur quatre » and which ones."""

    title: str
    elements: str = ""


@dataclass
class Candidate:
    """A known person, as an adviser must see them before saying whether they are the one reported."""

    match: Match
    why: Why
    conflicts: str
    rows: list[Line]
    learnable: list[Line]
    accompaniments: list[Accompaniment] = field(default_factory=list)

    @property
    def person(self) -> Person:
        return self.match.person


def why(match: Match) -> Why:
    """What makes the two persons alike, in words."""
    if match.same_nir:
        return Why("Même numéro de sécurité sociale")
    every = len(match.agreeing) == len(ELEMENTS)
    return Why(
        "Quatre éléments sur quatre" if every else "Trois éléments sur quatre",
        ", ".join(label for element, label in ELEMENTS.items() if element in match.agreeing),
    )


def conflicts(match: Match) -> str:
    """What contradicts the match, for the adviser to weigh; empty when nothing does."""
    return ", ".join(label for element, label in ELEMENTS.items() if element in match.differing)


_LABELS = {
    "birth_name": "Nom de naissance",
    "usage_name": "Nom d’usage",
    "first_name": "Prénom",
    "birth_date": "Date de naissance",
    "sex": "Sexe",
    "nir": "Numéro de sécurité sociale",
    "phone": "Téléphone",
    "email": "Adresse électronique",
    "postal_address": "Adresse postale",
    "language": "Langue parlée",
    "interpreter_needed": "Interprète",
}
_KEY_OF = {"birth_name": "birth_name_key", "first_name": "first_name_key", "phone": "phone_key"}


def _shown(identity: Identity) -> dict[str, str]:
    return {
        "birth_name": identity.birth_name,
        "usage_name": identity.usage_name,
        "first_name": identity.first_name,
        "birth_date": day(identity.birth_date),
        "sex": identity.get_sex_display(),
        "nir": identity.nir_masked,
        "phone": phone(identity.phone),
        "email": identity.email,
        "postal_address": identity.postal_address,
        "language": spoken_language(identity) or identity.get_language_display(),
        "interpreter_needed": "Nécessaire" if identity.interpreter_needed else "Non demandé",
    }


def _same(name: str, left: str, right: str, match: Match, referral: Referral) -> bool | None:
    if not left or not right:
        return None
    if name == "nir":
        return same_nir(match.person, referral)
    # Names and telephones are compared as they were matched: « Élodie » and « ELODIE » are the same.
    if name in _KEY_OF:
        return _KEY_OF[name] in match.agreeing
    return " ".join(left.split()).casefold() == " ".join(right.split()).casefold()


def compare(match: Match, referral: Referral) -> list[Line]:
    """Element by element, without those that neither side has."""
    left, right = _shown(referral), _shown(match.person)
    return [
        Line(name, label, left[name], right[name], _same(name, left[name], right[name], match, referral))
        for name, label in _LABELS.items()
        if left[name] or right[name]
    ]


def _can_be_learned(line: Line, *, nir_is_known: bool) -> bool:
    """What the referral says otherwise, or says alone. A NIR that somebody else carries cannot be given."""
    return bool(line.left) and line.same is not True and not (line.name == "nir" and nir_is_known)


def candidates_for(referral: Referral, matches: Iterable[Match]) -> list[Candidate]:
    """What to show of each match. One query for the accompaniments of all of them."""
    matches = list(matches)
    nir_is_known = any(match.same_nir for match in matches)
    files = Accompaniment.objects.filter(person__in=[match.person.pk for match in matches], opened_on__isnull=False)
    by_person: dict = {}
    for file in files.order_by("-opened_on") if matches else []:
        by_person.setdefault(file.person_id, []).append(file)
    return [
        Candidate(
            match,
            why(match),
            conflicts(match),
            rows := compare(match, referral),
            [line for line in rows if _can_be_learned(line, nir_is_known=nir_is_known)],
            by_person.get(match.person.pk, []),
        )
        for match in matches
    ]
