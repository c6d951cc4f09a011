"""The rules of closing, said once: a form asks them as one fills it in, the workflow before it writes, and the database
has the last word with the same sentences."""

from collections.abc import Collection

from .codes import ATTEMPTS_BEFORE_UNREACHABLE, SUCCESSES, ClosureReason

WITHOUT_OUTCOME = "Un succès a au moins un gain : cochez ce que la personne a obtenu."
UNREACHABLE_AFTER = (
    f"« Injoignable » demande au moins {ATTEMPTS_BEFORE_UNREACHABLE} tentatives de contact restées sans succès."
)


def too_few(attempts: int) -> str:
    """Why nobody can be declared unreachable yet, after so many attempts without success; nothing when they suffice."""
    if attempts >= ATTEMPTS_BEFORE_UNREACHABLE:
        return ""
    return f"{UNREACHABLE_AFTER} Notées jusqu’ici : {attempts or 'aucune'}."


def why_not(reason: str, *, attempts: int, outcomes: Collection[str] = ()) -> dict[str, str]:
    """What hinders a closure for this reason: the field that it is about → a French sentence."""
    hindered = {}
    if reason in SUCCESSES and not outcomes:
        hindered["outcomes"] = WITHOUT_OUTCOME
    if reason == ClosureReason.UNREACHABLE and too_few(attempts):
        hindered["reason"] = too_few(attempts)
    return hindered
