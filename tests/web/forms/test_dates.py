"""A day as people type it: what is understood, on which side of today, what is refused, and what is said back."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from allervers.web.forms import dates
from allervers.web.forms.dates import (
    AnyDateField,
    BirthDateField,
    ComingDateField,
    Leaning,
    TypedDateField,
    read,
    said_back,
)

TODAY = datetime.date(2026, 11, 28)  # a Saturday


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(dates.timezone, "localdate", lambda: TODAY)


def understood(text, leaning=Leaning.EITHER, today=TODAY):
    found = read(text, today=today, leaning=leaning)
    return found and found.isoformat()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("09/03/1984", "1984-03-09"),
        ("9.3.1984", "1984-03-09"),
        ("9 3 1984", "1984-03-09"),
        ("09-03-1984", "1984-03-09"),
        ("09031984", "1984-03-09"),
        ("1984-03-09", "1984-03-09"),
        ("9 mars 1984", "1984-03-09"),
        ("1er Février 2027", "2027-02-01"),
        ("1er fevrier 2027", "2027-02-01"),
        ("hier", "2026-11-27"),
        ("Avant-hier", "2026-11-26"),
        ("aujourd’hui", "2026-11-28"),
        ("demain", "2026-11-29"),
        ("après-demain", "2026-11-30"),
        ("+15 j", "2026-12-13"),
        ("+15j", "2026-12-13"),
        ("+ 15 jours", "2026-12-13"),
        ("dans 2 semaines", "2026-12-12"),
        ("-3 j", "2026-11-25"),
        ("il y a 3 jours", "2026-11-25"),
        ("+3 mois", "2027-02-28"),
        ("-1 an", "2025-11-28"),
        ("+0 j", "2026-11-28"),
    ],
)
def test_a_day_is_understood_however_it_is_said(text, date):
    assert understood(text) == date


@pytest.mark.parametrize(
    "text", ["", "15", "+15", "28/11/26", "mars 1984", "lundi", "28/11/2026 ou 29", "٢٨/١١", "hier soir"]
)
def test_what_leaves_a_doubt_is_no_day(text):
    assert understood(text) is None


@pytest.mark.parametrize(
    ("text", "past", "either", "coming"),
    [
        ("28/11", "2026-11-28", "2026-11-28", "2026-11-28"),
        ("27/11", "2026-11-27", "2026-11-27", "2027-11-27"),
        ("29/11", "2025-11-29", "2026-11-29", "2026-11-29"),
        ("1er janvier", "2026-01-01", "2027-01-01", "2027-01-01"),
        ("29/2", "2024-02-29", "2028-02-29", "2028-02-29"),
    ],
)
def test_a_missing_year_is_the_nearest_on_the_side_that_the_field_asks_for(text, past, either, coming):
    assert [understood(text, leaning) for leaning in Leaning] == [past, either, coming]


def test_a_month_without_that_day_ends_on_its_last_one():
    assert understood("+1 mois", today=datetime.date(2027, 1, 31)) == "2027-02-28"
    assert understood("+1 mois", today=datetime.date(2028, 1, 31)) == "2028-02-29"
    assert understood("+1 an", today=datetime.date(2028, 2, 29)) == "2029-02-28"


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (TypedDateField, "demain", "dans le futur"),
        (TypedDateField, "31/12/1899", "avant 1900"),
        (TypedDateField, "31/02", "Le 31 février n’existe pas."),
        (TypedDateField, "01/13", "Le mois 13 n’existe pas."),
        (TypedDateField, "n'importe quand", "28/11, hier ou -3 j"),
        (ComingDateField, "hier", "déjà passée"),
        (ComingDateField, "+3 ans", "plus de deux ans"),
        (BirthDateField, "28/11", "sur quatre chiffres"),
        (BirthDateField, "hier", "sur quatre chiffres"),
        (AnyDateField, "0", "28/11, hier ou +15 j"),
        (AnyDateField, "01/01/0001", "avant 1900"),
        (AnyDateField, "01/01/2201", "trop loin"),
    ],
)
def test_a_refusal_says_what_to_write(field, text, said):
    with pytest.raises(ValidationError) as refusal:
        field().clean(text)
    assert said in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (TypedDateField, "28/11/2026"),
        (TypedDateField, "01/01/1900"),
        (ComingDateField, "28/11/2026"),
        (ComingDateField, "27/11/2028"),
        (BirthDateField, "9 mars 1984"),
        (AnyDateField, "demain"),
        (AnyDateField, "31/12/2200"),
    ],
)
def test_the_bounds_themselves_are_accepted(field, text):
    assert field().clean(text)


class Two(forms.Form):
    on = TypedDateField(label="Date")
    due_on = ComingDateField(label="À faire pour le", required=False)


def test_what_was_understood_is_said_back_with_the_day_of_the_week():
    form = Two({"on": "hier", "due_on": "+15 j"})
    assert form.is_valid()
    assert said_back(form) == "Date : vendredi 27\u00a0novembre 2026. À faire pour le : dimanche 13\u00a0décembre 2026."
    assert "Compris : vendredi 27\u00a0novembre 2026" in form["on"].as_field_group()


@pytest.mark.parametrize("typed", ["27/11/2026", "2026-11-27"])
def test_a_date_in_full_is_not_repeated(typed):
    form = Two({"on": typed})
    assert said_back(form) == ""
    assert "Compris" not in form["on"].as_field_group()


def test_what_is_refused_is_not_said_to_be_understood():
    form = Two({"on": "demain", "due_on": "demain"})
    assert said_back(form) == "À faire pour le : dimanche 29\u00a0novembre 2026."
    assert 'value="demain"' in form["on"].as_field_group()
