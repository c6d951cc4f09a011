"""Next steps that what is known of a file calls for, each with its reason. Nothing is decided or written by itself.

Plain values: no query, no clock. An action that was planned once, whatever became of it, is not suggested again.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from ..coverage.codes import Right
from ..coverage.known import Ahead, Known
from ..coverage.remedies import REMEDIES
from ..referrals.codes import ActionEngaged, ForgoneCare, ForgoneCause, Reason
from .codes import ContactResult, Theme
from .models import Accompaniment
from .usual_actions import THEME_OF_ACTION

CHECK_C2S = "Vérification de la C2S"
CALL, CORRECT_DETAILS = "Appeler la personne", "Corriger les coordonnées"
SILENCE = datetime.timedelta(days=30)
FAVOURABLE = {"free": "la C2S gratuite", "contribution": "la C2S avec participation"}


@dataclass(frozen=True)
class Suggestion:
    """`label` is a usual action, or one of the three gestures above, which have a page of their own."""

    label: str
    why: str

    @property
    def is_action(self) -> bool:
        return self.label in THEME_OF_ACTION


def suggestions(
    file: Accompaniment, today: datetime.date, known: Known | None = None, ahead: Iterable[Ahead] = ()
) -> list[Suggestion]:
    """What could be done next in an open file. `known`, `ahead`: the person's rights, where the account sees them."""
    there = {action.label for action in file.actions.all()}
    found: dict[str, Suggestion] = {}
    for one in (*_contact(file, today), *_rights(file, today, known), *_ahead(ahead, today), *_reported(file)):
        if one.label not in there:
            found.setdefault(one.label, one)
    return list(found.values())


def _contact(file: Accompaniment, today: datetime.date) -> Iterator[Suggestion]:
    contacts = sorted(file.referral.contacts.all(), key=lambda contact: contact.at)
    if not contacts:
        yield Suggestion(CALL, "Personne ne l’a encore appelée depuis la saisine.")
    elif contacts[-1].result == ContactResult.WRONG_DETAILS:
        yield Suggestion(CORRECT_DETAILS, "Au dernier contact, les coordonnées étaient fausses.")
    elif today - (last := timezone.localdate(contacts[-1].at)) > SILENCE:
        yield Suggestion(CALL, f"Aucun contact depuis le {last:%d/%m/%Y}.")


def _rights(file: Accompaniment, today: datetime.date, known: Known | None) -> Iterator[Suggestion]:
    """The C2S, unless it is known to be open; what is not known is asked for, never taken for a no."""
    if known is not None and known.open_on(Right.C2S, today):
        return
    last = max(file.checks.all(), key=lambda check: check.created_at, default=None)
    if last is None:
        if Theme.RIGHTS in file.themes or Theme.CARE in file.themes:
            yield Suggestion(CHECK_C2S, "Elle n’a pas été faite dans ce dossier.")
    elif last.status in FAVOURABLE and ActionEngaged.C2S_FILE not in file.referral.actions_engaged:
        why = f"La vérification du {last.on:%d/%m/%Y} donne {FAVOURABLE[last.status]}."
        yield Suggestion("Demande de C2S", why)


def _ahead(ahead: Iterable[Ahead], today: datetime.date) -> Iterator[Suggestion]:
    """A window that is open: what keeps the right can be asked for now."""
    for one in ahead:
        if one.act_from <= today:
            for code in one.remedies:
                yield Suggestion(REMEDIES[code].action, f"{one.sentence} {REMEDIES[code].label}.")


def _reported(file: Accompaniment) -> Iterator[Suggestion]:
    """What the referral says."""
    referral = file.referral
    causes = set(referral.forgone_causes)
    if referral.forgone_care or referral.forgone_care_other:
        said = ", ".join(ForgoneCare(code).label for code in referral.forgone_care) or referral.forgone_care_other
        yield Suggestion("Prise de rendez-vous", f"Soins non réalisés d’après la saisine : {said}.")
    if ForgoneCause.RIGHTS in causes:
        yield Suggestion("Déclaration de médecin traitant", "La saisine dit des soins manqués faute de droits.")
    if ForgoneCause.REMAINING_COST in causes and ActionEngaged.FINANCIAL_AID_FILE not in referral.actions_engaged:
        yield Suggestion("Demande d’aide financière", "La saisine dit des soins manqués à cause du reste à charge.")
    if ForgoneCause.TRANSPORT in causes:
        yield Suggestion("Organisation du transport", "La saisine dit des soins manqués à cause du transport.")
    if ForgoneCause.REFUSAL_BY_PROFESSIONAL in causes:
        yield Suggestion("Signalement d’un refus de soins", "La saisine dit qu’un professionnel a refusé de soigner.")
    if Reason.DIGITAL in referral.reasons:
        yield Suggestion("Création du compte ameli", "La saisine dit une fragilité face au numérique.")
    if Reason.COMPLEX_SOCIAL in referral.reasons:
        yield Suggestion("Orientation vers le service social", "La saisine dit une situation sociale complexe.")
