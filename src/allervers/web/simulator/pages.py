"""A page of the simulator: one question, its form, and its answer in words."""

from __future__ import annotations

import datetime

from django import forms

from . import fields
from .answers import NOT_KNOWN, UNKNOWN, Raw
from .household import Member, months_of
from .steps import WITH_AMOUNTS
from .words import Words

OF_HOUSEHOLD = ("card", "household", "department", "housing", "housing_benefit", "family_benefits")
# Before the fields of a question in the form of its page: `q-me.birth_date-value`.
PREFIX = "q"


class NoSuchPage(KeyError):
    """A name that is no question here, or of somebody who is not in the household."""


class Page:
    """One question. `name` is « territory », « me.birth_date », « child1.resources.wage »: whose, what, which kind."""

    def __init__(self, name: str, people: list[Member], day: datetime.date, words: Words):
        self.name, self.day, self.words = name, day, words
        owner, _, rest = name.partition(".")
        if owner in OF_HOUSEHOLD:
            self.member, self.field, self.kind = None, owner, rest
        else:
            self.member = next((member for member in people if member.id == owner), None)
            self.field, _, self.kind = rest.partition(".")
            if self.member is None or self.field in OF_HOUSEHOLD:
                raise NoSuchPage(name)
        if self.kind and (self.field not in WITH_AMOUNTS or self.kind not in fields.SEVERAL[self.field]):
            raise NoSuchPage(name)
        try:
            self._fields = fields.fields_of(self)
        except KeyError:
            raise NoSuchPage(name) from None

    @property
    def first_month(self) -> str:
        return self.words.month_of(months_of(self.day)[0])

    @property
    def title(self) -> str:
        """The question itself."""
        whose = "me" if self.member is None or self.member.id == "me" else "other"
        put_in = {"person": self.member.called(self.words) if self.member else "", "first": self.first_month}
        if self.kind:
            kind = self.words[f"c.{self.field}.{self.kind}"]
            return self.words("q.amounts" if whose == "me" else "q.amounts.other", kind=kind, **put_in)
        return self.words(f"q.{self.field}.{whose}" if self.member else f"q.{self.field}", **put_in)

    @property
    def help(self) -> str:
        return self.words("h.amounts" if self.kind else f"h.{self.field}", first=self.first_month)

    @property
    def is_one_field(self) -> bool:
        """The question is the label of its only field."""
        return list(self._fields) == ["value"]

    def form(self, raw: Raw | None = None, shown: Raw | None = None, in_group: bool = False) -> PageForm:
        """Bound to ``raw`` if it is there; else showing what was once answered. ``in_group``: with other questions, so
        that « je ne sais pas » is one of its answers."""
        return PageForm(self, fields.fields_of(self), raw, shown, in_group)

    def values(self, raw: Raw) -> dict | None:
        """The cleaned answer, or None if it cannot be one."""
        form = self.form(raw)
        return form.cleaned_data if form.is_valid() else None

    def told(self, values: dict) -> str:
        """The answer in a line."""
        if self.kind:
            return self._amounts_told(values)
        form = self.form()
        parts = [_told(form.fields[name], values.get(name), self.words) for name in form.fields]
        return " · ".join(part for part in parts if part) or self.words["no"]

    def _amounts_told(self, values: dict) -> str:
        if values["mode"] == "same":
            return self.words("amounts.same", amount=self.words.euros(_cents(values["amount"])))
        paid = values["months"].values()
        return self.words("amounts.varies", total=self.words.euros(_cents(sum(paid))), count=len(paid))


class PageForm(forms.Form):
    """The fields of one question. `cleaned_data` is what the situation is made from."""

    mark_optional = False

    def __init__(
        self, page: Page, of_page: dict[str, forms.Field], raw: Raw | None, shown: Raw | None, in_group: bool = False
    ):
        self.page = page
        prefix = f"{PREFIX}-{page.name}"
        for field in of_page.values():
            fields.name_errors(page, field)
        if in_group:
            fields.add_not_known(page, of_page)
        bound = None if raw is None else _Posted({f"{prefix}-{name}": values for name, values in raw.items()})
        initial = _initial(of_page, shown or {})
        super().__init__(bound, initial=initial, prefix=prefix, use_required_attribute=False)
        self.fields.update(of_page)

    def clean(self):
        given = super().clean()
        fields.check(self.page, self, given)
        return given


class _Posted(dict):
    """Posted fields with the two ways in which Django's widgets read them."""

    def get(self, name, default=None):
        values = super().get(name)
        return values[-1] if values else default

    def getlist(self, name):
        return super().get(name, [])


def says_not_known(raw: Raw) -> bool:
    """« Je ne sais pas » was chosen for a question that shares its page, and nothing else."""
    chosen = raw.get("value") == [NOT_KNOWN] or bool(raw.get(NOT_KNOWN))
    return chosen and not any(text.strip() for text in raw.get("value", []) if text != NOT_KNOWN)


def _initial(of_page: dict[str, forms.Field], shown: Raw) -> dict:
    several = (forms.MultipleChoiceField,)
    if shown == UNKNOWN and NOT_KNOWN not in of_page:
        return {"value": NOT_KNOWN}
    return {
        name: values if isinstance(of_page[name], several) else values[-1]
        for name, values in shown.items()
        if name in of_page and values
    }


def _told(field: forms.Field, value, words: Words) -> str:
    if value is None or value == "" or value == []:
        return ""
    if type(field) is forms.BooleanField:
        return str(field.label) if value else ""
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if isinstance(field, (forms.ChoiceField, forms.MultipleChoiceField)):
        labels = dict(field.choices)
        return ", ".join(labels[code] for code in (value if isinstance(value, list) else [value]))
    if isinstance(value, datetime.date):
        return words.day(value)
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
        return f"{field.label} {value}" if value else ""
    return words.euros(_cents(value))


def _cents(amount) -> int:
    return round(amount * 100)
