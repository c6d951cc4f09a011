"""The household of a C2S check: persons, their resources, and how they become a situation of the law library.

Works without JavaScript: a button of the form adds a person or a line of resources, and the page comes back with all
that was typed. A line says an amount a month, from a month to a month; it stands for one amount in each of them.
"""

import datetime

from django import forms
from django.utils import timezone

from allervers.law import DateTooEarly
from allervers.law.codes import (
    ACTIVITIES,
    FAMILY_KINDS,
    HOUSING,
    RESOURCE_KINDS,
    ROLES,
    TAX_NOTICE_KINDS,
    TERRITORIES,
    WORDS,
)
from allervers.law.counting import first_of_next_month, months_to
from allervers.law.questions import Question
from allervers.law.registry import law
from allervers.web.careful import Careful
from allervers.web.forms.dates import AnyDateField, BirthDateField
from allervers.web.forms.fields import AmountField

UNKNOWN = ("", "Ne sait pas")
YES_NO_UNKNOWN = [("yes", "Oui"), ("no", "Non"), UNKNOWN]
# Without the browser's own refusals: a button of the form may add a line before everything is filled in.
FREELY = {"use_required_attribute": False}
TRAITS = {
    "alternating_residence": "Enfant en résidence alternée, à la charge des deux parents",
    "lives_with_parents": "Demandeur de moins de 25 ans qui vit chez ses parents",
    "alsace_moselle": "Régime local d'Alsace-Moselle",
}
MOST_PERSONS = 12
MOST_LINES = 20
FIRST_LINES = 2


def words(codes) -> list[tuple[str, str]]:
    return [(code, WORDS[code][0].upper() + WORDS[code][1:]) for code in codes]


# A line may be a sum of the last tax notice, which the law reads in place of the months.
NOTICE = {
    f"notice_{kind}": f"Dernier avis d'imposition, total de l'année : {WORDS[kind][0].lower()}{WORDS[kind][1:]}"
    for kind in TAX_NOTICE_KINDS
}
# The notice of a year comes in the summer of the next.
NOTICE_FROM_MONTH = 9


def months_read(on: datetime.date) -> list[datetime.date]:
    """The months that the rules read for a request of that day: M-13 to M, oldest first."""
    return months_to(on, 14)


class HouseholdForm(Careful, forms.Form):
    """What is asked once for the household."""

    mark_optional = False  # here every answer may be unknown: saying so at each field would tell nothing

    date = AnyDateField(label="Date de la demande", initial=timezone.localdate)
    territory = forms.ChoiceField(label="Territoire", choices=words(TERRITORIES))
    housing = forms.ChoiceField(
        label="Logement", choices=[UNKNOWN, *words(HOUSING)], required=False, help_text="Le mois de la demande."
    )
    housing_benefit = AmountField(
        label="Aide au logement, par mois", required=False, help_text="0 s'il n'y en a pas ; vide si vous ne savez pas."
    )
    rsa = forms.ChoiceField(
        label="Le foyer reçoit le RSA",
        choices=YES_NO_UNKNOWN,
        required=False,
        widget=forms.RadioSelect({"class": "in-columns"}),
    )

    def clean_date(self) -> datetime.date:
        """Between the first day that the law library knows and a year from now."""
        day = self.cleaned_data["date"]
        try:
            law().check_date("c2s", day)
        except DateTooEarly as error:
            raise forms.ValidationError(str(error)) from error
        if day > timezone.localdate() + datetime.timedelta(days=366):
            raise forms.ValidationError("Les plafonds d'une date aussi lointaine ne sont pas connus.")
        return day

    def situation(self) -> dict:
        given = self.cleaned_data
        return {
            "date": given["date"],
            "territory": given["territory"],
            "housing": given["housing"] or None,
            "housing_benefit": given["housing_benefit"],
            "rsa": {"yes": True, "no": False}.get(given["rsa"]),
        }


class PersonForm(Careful, forms.Form):
    """One person of the household."""

    tells_resumed = False
    mark_optional = False

    role = forms.ChoiceField(label="Place dans le foyer", choices=words(ROLES))
    birth_date = BirthDateField(label="Date de naissance", required=False)
    activity = forms.ChoiceField(
        label="Activité", choices=[UNKNOWN, *words(ACTIVITIES)], required=False, help_text="Le mois de la demande."
    )
    traits = forms.MultipleChoiceField(
        label="Particularités",
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "in-columns"}),
        choices=list(TRAITS.items()),
    )
    annual_resources = AmountField(
        label="Total de la période de référence, s'il est déjà connu",
        required=False,
        help_text="Il remplace le détail ci-dessus ; abattements et forfait logement y sont déjà comptés.",
    )
    resources_complete = forms.BooleanField(
        label="Toutes les ressources de cette personne sont notées, ou elle n'en a pas", required=False
    )

    def situation(self) -> dict:
        given = self.cleaned_data
        person = {
            "role": given["role"],
            "birth_date": given["birth_date"],
            "activity": given["activity"] or None,
            "resources_complete": given["resources_complete"],
            **{trait: trait in given["traits"] for trait in TRAITS},
        }
        if given["annual_resources"] is not None:
            person["annual_resources"] = given["annual_resources"]
        return person


class LineForm(Careful, forms.Form):
    """One resource: its kind, its amount a month, and the months in which it was received."""

    tells_resumed = False
    mark_optional = False

    kind = forms.ChoiceField(label="Nature", required=False)
    amount = AmountField(label="Montant par mois", required=False)
    first = forms.ChoiceField(label="De", required=False)
    last = forms.ChoiceField(label="À", required=False)

    def __init__(self, *args, kinds, months, **options):
        super().__init__(*args, **options)
        notice = NOTICE.items() if kinds is RESOURCE_KINDS else ()
        self.fields["kind"].choices = [("", "—"), *words(kinds), *notice]
        choices = [(f"{month:%Y-%m}", f"{month:%m/%Y}") for month in months]
        outside = {"invalid_choice": "Ce mois n'est pas lu pour une demande à cette date."}
        for name, initial in (("first", choices[0][0]), ("last", choices[-1][0])):
            self.fields[name].choices = choices
            self.fields[name].error_messages.update(outside)
            self.fields[name].initial = self.initial.get(name, initial)

    def clean(self):
        given = super().clean()
        if given.get("kind") and given.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "Indiquez le montant par mois.")
        if given.get("amount") is not None and not given.get("kind"):
            self.add_error("kind", "Dites de quelle ressource il s'agit.")
        if given.get("first") and given.get("last") and given["first"] > given["last"]:
            self.add_error("last", "La fin est avant le début.")
        return given

    def items(self, months) -> list[dict]:
        """One item a month, in the shape of the law library."""
        given = self.cleaned_data if self.is_bound else {}
        if not given.get("kind") or given["kind"] in NOTICE:
            return []
        concerned = [month for month in months if given["first"] <= f"{month:%Y-%m}" <= given["last"]]
        return [{"kind": given["kind"], "month": f"{month:%Y-%m}", "amount": given["amount"]} for month in concerned]


def notice_year(on: datetime.date) -> int:
    """The year that the last tax notice tells of on that day."""
    return on.year - (1 if on.month >= NOTICE_FROM_MONTH else 2)


def notice_lines(person: dict, on: datetime.date) -> list[dict]:
    """The sums of a tax notice back to lines; none if it is no longer the last one."""
    notice = person.get("last_tax_notice") or {}
    amounts = (notice.get("amounts") or {}) if notice.get("year") == notice_year(on) else {}
    return [{"kind": f"notice_{kind}", "amount": amount} for kind, amount in amounts.items()]


def lines_of(items: list[dict]) -> list[dict]:
    """Monthly items back to lines: neighbouring months with the same kind and amount become one line."""
    lines: list[dict] = []
    for item in sorted(items, key=lambda item: (item["kind"], str(item["month"]))):
        month = str(item["month"])[:7]
        previous = lines[-1] if lines else None
        if (
            previous
            and (previous["kind"], previous["amount"]) == (item["kind"], item["amount"])
            and _next_month(previous["last"]) == month
        ):
            previous["last"] = month
        else:
            lines.append({"kind": item["kind"], "amount": item["amount"], "first": month, "last": month})
    return lines


def _next_month(month: str) -> str:
    return f"{first_of_next_month(datetime.date.fromisoformat(f'{month}-01')):%Y-%m}"


class Block:
    """A form and its lines of resources: one person, or the household with its family benefits."""

    def __init__(self, form, lines, title: str, key: str):
        self.form, self.lines, self.title, self.key = form, lines, title, key

    def forms(self):
        return [self.form, *self.lines]

    def items(self, months) -> list[dict]:
        return [item for line in self.lines for item in line.items(months)]

    def notice(self, on: datetime.date) -> dict:
        """The field of the last tax notice, if a line says a sum of it."""
        given = [line.cleaned_data for line in self.lines if line.is_bound]
        amounts = {each["kind"].removeprefix("notice_"): each["amount"] for each in given if each.get("kind") in NOTICE}
        return {"last_tax_notice": {"year": notice_year(on), "amounts": amounts}} if amounts else {}


class SituationForm:
    """All forms of the page together. `data` is what was posted; else `situation` (of an earlier check) is shown."""

    def __init__(self, data=None, files=None, *, situation: dict | None = None):
        self.data, self.files, self.shown = data, files, situation or {}
        self.was_already_used = False
        self.months = months_read(self._date())
        self.household = self._household()
        count = self._count("persons", len(self.shown.get("persons", [])), MOST_PERSONS)
        self.persons = [self._person(number) for number in range(count)]

    def _date(self) -> datetime.date:
        given = self.data.get("household-date") if self.data else self.shown.get("date")
        try:
            return datetime.date.fromisoformat(str(given))
        except ValueError:
            return timezone.localdate()

    def _count(self, name: str, shown: int, most: int) -> int:
        """How many blocks or lines: what was posted plus what a button asks to add."""
        if self.data is None:
            return max(1, shown)
        posted = self.data.get(f"{name}-count", "")
        count = int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 4 else max(1, shown)
        return max(1, min(most, count + (self.data.get("add") == name)))

    def _household(self) -> Block:
        rsa = {True: "yes", False: "no"}.get(self.shown.get("rsa"), "")
        form = HouseholdForm(*self._sent(self.data), prefix="household", initial={**self.shown, "rsa": rsa}, **FREELY)
        shown = self._still_read(self.shown.get("family_benefits", []))
        return Block(form, self._lines("household", shown, 1, FAMILY_KINDS), "Foyer", "household")

    def _person(self, number: int) -> Block:
        shown = self.shown.get("persons", [])
        initial = shown[number] if number < len(shown) else {"role": "applicant" if number == 0 else "child"}
        initial = {**initial, "traits": [trait for trait in TRAITS if initial.get(trait)]}
        if self._is_of_another_month():
            # Months have been added of which nobody has said anything, and a total was that of other months.
            initial = {**initial, "resources_complete": False, "annual_resources": None}
        key = f"p{number + 1}"
        # Somebody who has just been added was not posted.
        data = None if self.is_adding and f"{key}-role" not in self.data else self.data
        form = PersonForm(*self._sent(data), prefix=key, initial=initial, **FREELY)
        shown_lines = [*self._still_read(initial.get("resources", [])), *notice_lines(initial, self._date())]
        lines = self._lines(key, shown_lines, FIRST_LINES, RESOURCE_KINDS)
        return Block(form, lines, "Demandeur" if number == 0 else f"Personne {number + 1}", key)

    def _still_read(self, items: list[dict]) -> list[dict]:
        """The lines of an earlier check, in the months that a request of this day still reads; of a resource whose
        months are all over, the kind is left, and its amount is to be asked again."""
        read = {f"{month:%Y-%m}" for month in self.months}
        lines = lines_of([item for item in items if str(item["month"])[:7] in read])
        over = {item["kind"] for item in items} - {line["kind"] for line in lines}
        return [*lines, *({"kind": kind} for kind in sorted(over))]

    @property
    def described_on(self) -> datetime.date | None:
        """The date for which the household that is shown was described; None if it is not of an earlier check."""
        said = self.shown.get("described_on")
        return said and datetime.date.fromisoformat(str(said))

    def _is_of_another_month(self) -> bool:
        return bool(self.described_on) and f"{self.described_on:%Y-%m}" != f"{self._date():%Y-%m}"

    def _lines(self, key: str, shown: list[dict], least: int, kinds) -> list[LineForm]:
        count = self._count(key, max(len(shown), least), MOST_LINES)
        shown = shown + [{}] * (count - len(shown))
        options = {"kinds": kinds, "months": self.months, **FREELY}
        prefixes = [f"{key}-line{n}" for n in range(count)]
        return [
            LineForm(*self._sent(self._posted(prefix)), prefix=prefix, initial=initial, **options)
            for prefix, initial in zip(prefixes, shown, strict=True)
        ]

    def _sent(self, data) -> tuple:
        """What a form is built with; one that was not posted gets no files either."""
        return data, None if data is None else self.files

    def _posted(self, prefix: str):
        """What was posted of a line; nothing if it is new, or empty with months that another date no longer reads:
        it shows the whole period, where a browser would choose the first month twice."""
        if self.data is None:
            return None
        said = {name: self.data.get(f"{prefix}-{name}", "") for name in ("kind", "amount", "first", "last")}
        read = {f"{month:%Y-%m}" for month in self.months}
        return self.data if said["kind"] or said["amount"] or {said["first"], said["last"]} <= read else None

    @property
    def blocks(self) -> list[Block]:
        return [self.household, *self.persons]

    @property
    def is_adding(self) -> bool:
        return bool(self.data) and bool(self.data.get("add"))

    @property
    def refused(self) -> list[forms.Form]:
        """The forms that hold an error; none while a line or a person is being added."""
        return [] if self.is_adding else [form for block in self.blocks for form in block.forms() if form.errors]

    def is_valid(self) -> bool:
        return not self.errors

    def situation(self) -> dict:
        """What the law library reads; only after `is_valid`."""
        household = self.household.form.situation()
        persons = [
            {
                "id": block.key,
                **block.form.situation(),
                "resources": block.items(self.months),
                **block.notice(household["date"]),
            }
            for block in self.persons
        ]
        return {**household, "family_benefits": self.household.items(self.months), "persons": persons}

    def asked(self, question: Question) -> tuple[str, str]:
        """Anchor and words of what is missing: the field where it is answered, else the head of its section."""
        block = next((block for block in self.persons if block.key == question.person_id), self.household)
        name = question.field.partition(".")[0]
        if name in ("resources", "family_benefits"):
            return block.lines[0]["kind"].id_for_label, question.text
        if name not in block.form.fields:
            return f"title-{block.key}", question.text
        bound = block.form[name]
        return bound.id_for_label or f"{bound.auto_id}_0", question.text

    def add_law_error(self, field: str, text: str) -> None:
        """Put what the law library refuses beside the field that it names (« persons[1].birth_date »)."""
        place, _, name = field.rpartition(".")
        block = self.household
        if place.startswith("persons[") and place[8:-1].isdigit() and int(place[8:-1]) < len(self.persons):
            block = self.persons[int(place[8:-1])]
        block.form.add_error(name if name in block.form.fields else None, text)

    def add_refusal(self, text: str, *, already_used: bool) -> None:
        """Say what keeps the check from being written; `already_used` asks for a new identifier of the form."""
        self.household.form.add_error(None, text)
        self.was_already_used = already_used

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(anchor, label, message) of every error, for the summary at the head of the page."""
        found = []
        for block in self.blocks:
            for form in block.forms():
                found += [("", block.title, message) for message in form.non_field_errors()]
                for bound in form:
                    anchor = bound.id_for_label or f"{bound.auto_id}_0"
                    found += [(anchor, f"{block.title}, {bound.label.lower()}", message) for message in bound.errors]
        return found
