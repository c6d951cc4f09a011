"""The one field in which people type a day: « 28/11/2026 », « 28/11 », « 28 novembre », « hier », « +15 j ».

It is a plain text field, read here: the browser's date field would empty itself on 31 February, and knows no « hier ».
Whatever was not written in full is said back as it was understood (`understood`), on the form as in the message.
"""

import datetime
import re
from enum import Enum

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from allervers.law.counting import add_months
from allervers.law.fields import LAST_YEAR
from allervers.web.templatetags.design import MONTHS, day

FORMAT = "%d/%m/%Y"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WORDS = {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "après-demain": 2, "apres-demain": 2}
_MONTH = "|".join((*MONTHS, "fevrier", "aout", "decembre"))
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s*[/.\s-]\s*(?P<month>\d{1,2})(?:\s*[/.\s-]\s*(?P<year>\d{4}))?", re.ASCII)
_DIGITS_ONLY = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII)
_SAID = re.compile(rf"(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?", re.ASCII)
_APART = re.compile(
    r"(?P<sign>[+-]|dans\s|il y a\s)\s*(?P<count>\d{1,3})\s*(?P<unit>j|jours?|s|semaines?|m|mois|ans?)", re.ASCII
)


class Leaning(Enum):
    """On which side of today the year is looked for when it was not typed."""

    PAST, EITHER, COMING = -1, 0, 1


def read(text: str, *, today: datetime.date, leaning: Leaning = Leaning.EITHER) -> datetime.date | None:
    """The day that was typed; None when the text is no day at all. ValidationError for one that does not exist."""
    text = re.sub(r"\s+", " ", text.strip().lower().replace("’", "'").replace("−", "-"))
    if text in WORDS:
        return today + datetime.timedelta(days=WORDS[text])
    if found := _APART.fullmatch(text):
        count = int(found["count"]) * (-1 if found["sign"].strip() in ("-", "il y a") else 1)
        return _apart(today, count, found["unit"][0])
    for shape in (_YEAR_FIRST, _DAY_FIRST, _DIGITS_ONLY, _SAID):
        if found := shape.fullmatch(text):
            return _on(int(found["day"]), _month(found["month"]), found["year"], today, leaning)
    return None


def _month(text: str) -> int:
    """« 3 », « mars »; accents may be missing."""
    bare = {"fevrier": 2, "aout": 8, "decembre": 12}
    month = int(text) if text.isdigit() else bare.get(text) or MONTHS.index(text) + 1
    if not 1 <= month <= 12:
        raise ValidationError(f"Le mois {month:02d} n’existe pas.", "month")
    return month


def _on(number: int, month: int, year: str | None, today: datetime.date, leaning: Leaning) -> datetime.date:
    """That day of that year; without year the nearest one on the side where it is looked for."""
    years = [int(year)] if year else range(today.year - 8, today.year + 9)  # 29 February is at most eight years away
    days = [found for each in years if (found := _exists(each, month, number))]
    if not days:
        raise ValidationError(
            f"Le {number} {MONTHS[month - 1]}{f' {year}' if year else ''} n’existe pas.", "no_such_day"
        )
    if leaning is Leaning.PAST:
        days = [each for each in days if each <= today] or days
    elif leaning is Leaning.COMING:
        days = [each for each in days if each >= today] or days
    return min(days, key=lambda each: abs(each - today))


def _exists(year: int, month: int, number: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def _apart(today: datetime.date, count: int, unit: str) -> datetime.date:
    """So many days, weeks, months or years from today; a month that has no such day ends on its last one."""
    if unit in "js":
        return today + datetime.timedelta(days=count * (7 if unit == "s" else 1))
    return add_months(today, count * (12 if unit == "a" else 1))


def in_full(date: datetime.date) -> str:
    """« samedi 28 novembre 2026 »: the day of the week shows at once that another one was meant."""
    return f"{WEEKDAYS[date.weekday()]} {day(date)}"


class _Understood(forms.BoundField):
    """Knows what was read, where what was typed left something to be understood."""

    @property
    def understood(self) -> str:
        if not self.form.is_bound or self.errors:
            return ""
        date = getattr(self.form, "cleaned_data", {}).get(self.name)
        typed = str(self.data or "").strip()
        return in_full(date) if date and typed not in (date.strftime(FORMAT), date.isoformat()) else ""


def said_back(form: forms.BaseForm) -> str:
    """« À faire pour le : samedi 13 décembre 2026. » for each date of the form that was not typed in full."""
    told = [(field.label, field.understood) for field in form if isinstance(field, _Understood)]
    return " ".join(f"{label} : {date}." for label, date in told if date)


class TypedDateField(forms.DateField):
    """A day that is over, or today. Subclasses say on which side of today the day may be."""

    HOW = "Écrivez une date, par exemple 28/11/2026, 28/11, hier ou -3 j."
    FIRST_YEAR = 1900
    leaning = Leaning.PAST
    bound_field_class = _Understood

    def __init__(self, **options):
        attrs = {"autocomplete": "off", "spellcheck": "false", "class": "width-date"}
        super().__init__(widget=forms.DateInput(attrs, format=FORMAT), **options)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            date = self._read(str(value))
        except ValidationError as error:
            how = "" if error.code == "no_such_day" else f" {self.HOW}"
            raise ValidationError(f"{error.message}{how}", error.code) from None
        if date is None:
            raise ValidationError(self.HOW, "unreadable")
        if date.year < self.FIRST_YEAR:
            raise ValidationError(f"Cette date est avant {self.FIRST_YEAR}. Vérifiez l’année.", "too_old")
        self.check_range(date)
        return date

    def _read(self, text: str) -> datetime.date | None:
        return read(text, today=timezone.localdate(), leaning=self.leaning)

    def check_range(self, date: datetime.date) -> None:
        """Refuse a day to come; a field for days to come says otherwise."""
        if date > timezone.localdate():
            raise ValidationError("Cette date est dans le futur. Vérifiez le jour, le mois et l’année.", "future")


class BirthDateField(TypedDateField):
    """A birth date: all three parts, for a year that is guessed would make another person."""

    HOW = "Écrivez le jour, le mois et l’année sur quatre chiffres, par exemple 09/03/1984."

    def _read(self, text: str) -> datetime.date | None:
        whole = re.search(r"\d{4}", text, re.ASCII) and not re.match(r"\s*[+-]|dans|il y a", text.lower())
        return super()._read(text) if whole else None


class ComingDateField(TypedDateField):
    """A day to come, or today, within two years."""

    HOW = "Écrivez une date, par exemple 28/11/2026, 28/11, demain ou +15 j."
    LONGEST_DELAY = datetime.timedelta(days=2 * 365)
    leaning = Leaning.COMING

    def check_range(self, date: datetime.date) -> None:
        if date < timezone.localdate():
            raise ValidationError("Cette date est déjà passée.", "past")
        if date > timezone.localdate() + self.LONGEST_DELAY:
            raise ValidationError("Cette date est dans plus de deux ans. Vérifiez l’année.", "too_far")


class AnyDateField(TypedDateField):
    """A day on either side of today; the form says how far."""

    HOW = "Écrivez une date, par exemple 28/11/2026, 28/11, hier ou +15 j."
    leaning = Leaning.EITHER

    def check_range(self, date: datetime.date) -> None:
        """Refuse what no right is counted to."""
        if date.year > LAST_YEAR:
            raise ValidationError("Cette date est trop loin. Vérifiez l’année.", "too_far")
