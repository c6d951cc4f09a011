"""Words that several of the adviser's screens share."""

from allervers.domain.people.models import Identity, Language


def spoken_language(identity: Identity) -> str:
    """« Arabe », « Autre langue (wolof) »; nothing for French, which goes without saying."""
    if identity.language == Language.FRENCH:
        return identity.language_note
    note = f" ({identity.language_note})" if identity.language_note else ""
    return identity.get_language_display() + note
