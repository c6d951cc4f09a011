"""The household of a C2S check: persons, their resources, and how they become a situation of the law library.

Works without JavaScript: a button of the form adds a person or a line of resources, and the page comes back with all
that was typed. A line says an amount a month, from a month to a month; it stands for one amount in each of them.
"""

import datetime

from django import forms
from django.utils import timezone

from allervers.law.codes import FAMILY_KINDS, RESOURCE_KINDS
from allervers.law.counting import first_of_next_month
from allervers.law.fields import FIRST_YEAR, LAST_YEAR
from allervers.law.questions import Question

from . import c2s_yearly
from .c2s_fields import TRAITS, HouseholdForm, LineForm, PersonForm, months_read
from .c2s_yearly import YEARLY

# Without the browser's own refusals: a button of the form may add a line before everything is filled in.
FREELY = {"use_required_attribute": False}
MOST_PERSONS = 12
MOST_LINES = 20
FIRST_LINES = 2


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

    def yearly(self, on: datetime.date) -> dict:
        """The fields that lines of a year say."""
        return c2s_yearly.fields_of([line.cleaned_data for line in self.lines if line.is_bound], on)

    def refuse_what_is_said_twice(self) -> None:
        """A sum of a year stands on one line; months may be told on several."""
        earlier: list[str] = []
        for line in (line for line in self.lines if line.is_bound and not line.errors):
            kind = line.cleaned_data.get("kind")
            if kind in YEARLY and c2s_yearly.said_before(kind, earlier):
                line.add_error("kind", "Déjà dit sur une autre ligne.")
            earlier.append(kind)


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
            found = datetime.date.fromisoformat(str(given))
        except ValueError:
            return timezone.localdate()
        # The months before the first year of the calendar do not exist; the field refuses such a year in words.
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else timezone.localdate()

    def _count(self, name: str, shown: int, most: int) -> int:
        """How many blocks or lines: what was posted plus what a button asks to add."""
        if self.data is None:
            return max(1, shown)
        posted = self.data.get(f"{name}-count", "")
        count = int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 4 else max(1, shown)
        return max(1, min(most, count + (self.data.get("add") == name)))

    def _household(self) -> Block:
        form = HouseholdForm(*self._sent(self.data), prefix="household", initial=self.shown, **FREELY)
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
        shown_lines = [*self._still_read(initial.get("resources", [])), *c2s_yearly.lines_of(initial, self._date())]
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
                **block.yearly(household["date"]),
            }
            for block in self.persons
        ]
        return {**household, "family_benefits": self.household.items(self.months), "persons": persons}

    def asked(self, question: Question) -> tuple[str, str]:
        """Anchor and words of what is missing: the field where it is answered, else the head of its section."""
        block = next((block for block in self.persons if block.key == question.person_id), self.household)
        name = question.field.partition(".")[0]
        name = "traits" if name in TRAITS else name
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
            block.refuse_what_is_said_twice()
            for form in block.forms():
                found += [("", block.title, message) for message in form.non_field_errors()]
                for bound in form:
                    anchor = bound.id_for_label or f"{bound.auto_id}_0"
                    found += [(anchor, f"{block.title}, {bound.label.lower()}", message) for message in bound.errors]
        return found
