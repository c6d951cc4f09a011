"""Which part of the journal of reads, which part of the erasures to come."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from allervers.domain.privacy import queries
from allervers.web.forms.dates import AnyDateField

USUAL_DAYS = 30
FIRST_YEAR = 2019  # no journal is older; further away there is no day before, or after

ALL = "tous"
HORIZONS = {"0": "Dès maintenant", "30": "D'ici 30 jours", "90": "D'ici 90 jours", ALL: "Tous les dossiers clos"}


class HorizonForm(forms.Form):
    """How far ahead the list of files looks; 30 days when nothing is asked for."""

    mark_optional = False

    delai = forms.ChoiceField(
        label="Dossiers à effacer",
        choices=list(HORIZONS.items()),
        initial="30",
        required=False,
        error_messages={"invalid_choice": "Choisissez un délai de la liste."},
    )

    def asked(self) -> str:
        return (self.is_valid() and self.cleaned_data["delai"]) or "30"


class JournalForm(forms.Form):
    """An account and two days, both included; the last thirty days when nothing is asked for."""

    mark_optional = False

    compte = forms.ModelChoiceField(
        label="Compte",
        queryset=None,
        required=False,
        empty_label="Tous les comptes",
        error_messages={"invalid_choice": "Choisissez un compte de la liste."},
    )
    du = AnyDateField(label="Du", required=False)
    au = AnyDateField(label="Au", required=False)

    def __init__(self, data, *, fund_id: int):
        super().__init__(data)
        self.today = timezone.localdate()
        self.fields["compte"].queryset = queries.readers(fund_id).select_related("organisation")
        self.fields["compte"].label_from_instance = lambda account: f"{account} ({account.organisation})"
        self.fields["du"].initial = self.today - datetime.timedelta(days=USUAL_DAYS)
        self.fields["au"].initial = self.today

    def clean(self):
        data = super().clean()
        for name in ("du", "au"):
            if data.get(name) and not FIRST_YEAR <= data[name].year <= self.today.year:
                self.add_error(name, f"Choisissez une date entre {FIRST_YEAR} et aujourd'hui.")
        since, until = data.get("du"), data.get("au")
        if since and until and since > until:
            raise ValidationError({"au": "Cette date vient avant la première : échangez-les."})
        return data

    def asked(self) -> tuple[datetime.date, datetime.date, int | None]:
        """First day, last day, account; the usual ones where nothing that can be read was asked for."""
        given = self.cleaned_data if self.is_valid() else {}
        until = given.get("au") or self.today
        since = given.get("du") or until - datetime.timedelta(days=USUAL_DAYS)
        account = given.get("compte")
        return since, until, account.pk if account else None
