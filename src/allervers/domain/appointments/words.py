"""When and where, as it is said to people: always on the clock of the place."""

import datetime

from babel.dates import format_datetime

from .codes import Way
from .models import Opening

_FORMS = {"fr": ("EEEE {day} MMMM y", "H h mm", " à "), "en": ("EEEE d MMMM y", "HH:mm", ", ")}
NO_BREAK = "\N{NO-BREAK SPACE}"


def day_of(local: datetime.datetime, language: str = "fr") -> str:
    """« mardi 1er décembre 2026 » for a moment of the clock of its place."""
    day = "'1er'" if local.day == 1 else "d"
    return format_datetime(local, _FORMS[language][0].replace("{day}", day), tzinfo=local.tzinfo, locale=language)


def hour_of(local: datetime.datetime, language: str = "fr") -> str:
    """« 9 h 30 »"""
    pattern = _FORMS[language][1].replace(" h ", f"{NO_BREAK}'h'{NO_BREAK}")
    return format_datetime(local, pattern, tzinfo=local.tzinfo, locale=language)


def when(local: datetime.datetime, language: str = "fr") -> str:
    """« mardi 1er décembre 2026 à 9 h 30 »"""
    return day_of(local, language) + _FORMS[language][2] + hour_of(local, language)


def where(opening: Opening) -> str:
    """« Agence du Centre, guichet 2 »; « par téléphone » where the person does not come."""
    if opening.way == Way.ON_SITE:
        return f"{opening.place.name}, {opening.room.name}"
    return Way(opening.way).label.lower()


def whereabouts(opening: Opening, language: str = "fr") -> str:
    """Where to go, as a message says it: the place with its address, or that the telephone will ring."""
    if opening.way == Way.ON_SITE:
        return f"{opening.place.name} ({opening.room.name}), {opening.place.address}"
    return _AFAR[language][Way(opening.way)]


_AFAR = {
    "fr": {Way.PHONE: "par téléphone : nous vous appellerons", Way.VIDEO: "en visioconférence"},
    "en": {Way.PHONE: "by telephone: we will call you", Way.VIDEO: "by video call"},
}
