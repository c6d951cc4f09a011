"""The choice of a period, above the figures."""

import datetime
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from allervers.domain.accompaniment.codes import Public
from allervers.domain.figures import periods
from allervers.domain.figures.periods import FIRST_YEAR, Period
from allervers.domain.figures.publics import EVERYBODY
from allervers.domain.organisations.regions import REGIONS
from allervers.web.templatetags.design import MONTHS, day

LAST_TWELVE_MONTHS = "12-mois"


def _by_name(choice: tuple[str, str]) -> str:
    return unicodedata.normalize("NFKD", choice[1])


def past_years(today: datetime.date, text: str = "{}") -> list[tuple[str, str]]:
    """Choices of years that are over, the latest first."""
    return [(str(year), text.format(year)) for year in range(today.year - 1, FIRST_YEAR - 1, -1)]


def under_way(today: datetime.date) -> tuple[str, str]:
    """The choice of the present year."""
    return str(today.year), f"{today.year} (en cours)"


def territory() -> forms.ChoiceField:
    """The nation or one region."""
    regions = sorted(((code, name) for code, (name, _) in REGIONS.items()), key=_by_name)
    return forms.ChoiceField(
        label="Territoire",
        required=False,
        choices=[("", "France entière"), *regions],
        error_messages={"invalid_choice": "Choisissez une région de la liste."},
    )


def one_public() -> forms.ChoiceField:
    """Everybody, or one public."""
    return forms.ChoiceField(
        label="Public",
        required=False,
        choices=[(EVERYBODY, "Tout le monde"), *Public.choices],
        error_messages={"invalid_choice": "Choisissez un public de la liste."},
    )


class YearForm(forms.Form):
    """One calendar year; the present one when nothing is asked for."""

    mark_optional = False

    annee = forms.ChoiceField(label="Année", required=False)

    def __init__(self, data, *, today: datetime.date):
        super().__init__(data)
        self.today = today
        self.fields["annee"].choices = self.years()
        self.fields["annee"].initial = str(today.year)
        self.fields["annee"].error_messages["invalid_choice"] = (
            f"Choisissez une année de la liste, de {FIRST_YEAR} à {today.year}."
        )

    def years(self) -> list[tuple[str, str]]:
        return [under_way(self.today), *past_years(self.today)]

    def period(self) -> Period:
        """What was asked for; the present year when it cannot be read."""
        asked = self.cleaned_data.get("annee") if self.is_valid() else ""
        return periods.year(int(asked or self.today.year)).until(self.today)

    def of_public(self) -> str:
        """The public alone that was asked for, where it can be."""
        return self.cleaned_data.get("public", EVERYBODY) if self.is_valid() else EVERYBODY


class PlaceForm(YearForm):
    """A year of the nation, of everybody or one public, or a year of one region; the year that it is compared with."""

    region = territory()
    comparaison = forms.ChoiceField(label="Comparer à", required=False)

    public = one_public()

    field_order = ["annee", "region", "comparaison", "public"]

    def __init__(self, data, *, today: datetime.date):
        super().__init__(data, today=today)
        self.fields["comparaison"].choices = [("", "L’année d’avant"), *past_years(today)]
        self.fields["comparaison"].error_messages["invalid_choice"] = "Choisissez une année de la liste pour comparer."

    def clean(self):
        data = super().clean()
        if data.get("region") and data.get("public"):
            raise ValidationError(
                {"public": "Un public seul se lit pour la France entière : choisissez l’un ou l’autre."}
            )
        return data

    def compared(self) -> Period:
        """Another whole year; the year before when nothing else is asked for."""
        asked = self.cleaned_data.get("comparaison") if self.is_valid() else ""
        return periods.year(int(asked or self.period().start.year - 1))

    def place(self) -> str:
        """The code of the region; empty for the nation."""
        return self.cleaned_data["region"] if self.is_valid() else ""


A_YEAR_EARLIER = "un-an"


class PeriodForm(YearForm):
    """A year, one of its months, or the last twelve months; what it is compared with; one public or everybody."""

    comparaison = forms.ChoiceField(label="Comparer à", required=False)
    public = one_public()

    field_order = ["annee", "mois", "comparaison", "public"]

    def __init__(self, data, *, today: datetime.date):
        super().__init__(data, today=today)
        self.fields["comparaison"].choices = [
            ("", "La période d’avant"),
            (A_YEAR_EARLIER, "La même période, un an plus tôt"),
            *past_years(today, "La même période en {}"),
        ]
        self.fields["comparaison"].error_messages["invalid_choice"] = "Choisissez de quoi comparer dans la liste."

    def compared(self) -> Period:
        """The period before, or the same days of another year."""
        period, asked = self.period(), self.cleaned_data.get("comparaison") if self.is_valid() else ""
        if not asked:
            return period.previous
        return period.in_year(period.start.year - 1 if asked == A_YEAR_EARLIER else int(asked))

    mois = forms.ChoiceField(
        label="Mois",
        required=False,
        choices=[("", "Toute la période"), *((str(n), name.capitalize()) for n, name in enumerate(MONTHS, 1))],
        error_messages={"invalid_choice": "Choisissez un mois de la liste."},
    )

    def years(self):
        return [*super().years()[:1], (LAST_TWELVE_MONTHS, "12 derniers mois"), *super().years()[1:]]

    def clean(self):
        data = super().clean()
        asked, month = data.get("annee") or str(self.today.year), data.get("mois")
        if month and asked == LAST_TWELVE_MONTHS:
            raise ValidationError({"mois": "Choisissez d'abord une année : un mois se lit dans une année."})
        if month and (int(asked), int(month)) > (self.today.year, self.today.month):
            raise ValidationError({"mois": "Ce mois n'a pas encore commencé."})
        return data

    def period(self):
        if not self.is_valid():
            return super().period()
        asked, month = self.cleaned_data["annee"], self.cleaned_data["mois"]
        if asked == LAST_TWELVE_MONTHS:
            return periods.twelve_months(self.today)
        if month:
            return periods.month(int(asked or self.today.year), int(month)).until(self.today)
        return super().period()


def label(period: Period) -> str:
    """« 2025 », « mars 2025 », « du 1er janvier au 12 mars 2025 »."""
    if period == periods.year(period.start.year):
        return str(period.start.year)
    if period == periods.month(period.start.year, period.start.month):
        return f"{MONTHS[period.start.month - 1]} {period.start.year}"
    start = day(period.start)
    if period.start.year == period.end.year:
        start = start.removesuffix(f" {period.start.year}")
    return f"du {start} au {day(period.end)}"
