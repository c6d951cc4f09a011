"""The fields of each page, and what its answers must agree on. A page is a `pages.Page`: its field, words and day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django import forms

from allervers.law.agreement import DECLARED_FROM_MONTH
from allervers.law.codes import (
    ACTIVITIES,
    BENEFITS,
    FAMILY_KINDS,
    LEFT_OUT_KINDS,
    RESOURCE_KINDS,
    STATUSES,
    TAX_NOTICE_KINDS,
)
from allervers.law.situation import OLDEST
from allervers.web.forms.fields import AmountField
from allervers.web.forms.widgets import DateInput, FoldedCheckboxes, RevealingRadioSelect

from .answers import NOT_KNOWN
from .departments import DEPARTMENTS
from .household import MOST_CHILDREN, MOST_OTHERS, months_of

if TYPE_CHECKING:
    from .pages import Page, PageForm

CHOICES = {
    # Of the health insurance: up to date, not up to date, none.
    "card": ("valid", "old", "no"),
    "housing": ("tenant", "owner", "owner_with_loan", "lodged_free", "no_fixed_home"),
    "activity": ACTIVITIES,
    # A country stands for the group whose rules are its own: the group is all that is asked.
    "nationality": ("FR", "IT", "GB", "MA"),
    "stay": ("regular", "asylum_seeker", "short_stay_visa", "irregular"),
}
SEVERAL = {
    "statuses": STATUSES,
    "benefits": BENEFITS,
    # What the law leaves out of the resources is not asked for.
    "resources": tuple(kind for kind in RESOURCE_KINDS if kind not in LEFT_OUT_KINDS),
    "family_benefits": FAMILY_KINDS,
}
# Those that most people look for come first; the rarer ones are folded under them.
COMMON = {
    "statuses": ("student", "pensioner", "protected_adult", "expecting_child", "refugee", "in_paid_training"),
    "resources": (
        *("wage", "unemployment_benefit", "retirement_pension", "disability_pension", "sick_pay", "self_employed"),
        *("aah", "ass", "maintenance_received", "capital_income"),
    ),
}
TRUTHS = (
    "lives_with_parents",
    "alternating_residence",
    "alsace_moselle",
    "joint_taxation",
    "attached",
    "own_tax_return",
    "maintenance_from_parents",
    "non_taxable_household",
    "works_outside_prison",
)
DATES = ("birth_date", "residence_since", "stay_irregular_since", "puma_open_since")
FRENCH_DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y"]


def fields_of(page: Page) -> dict[str, forms.Field]:
    """The fields of a page, in order; KeyError if nothing is known of its question."""
    if page.kind:
        return _amounts(page)
    if page.field in CHOICES:
        return {"value": _choice(page, page.field, CHOICES[page.field], page.title)}
    if page.field in SEVERAL:
        return {"value": _several(page, page.field, SEVERAL[page.field], page.title)}
    if page.field in TRUTHS:
        return {"value": _yes_no(page)}
    if page.field in DATES:
        return {"value": _date(page.title)}
    return _GROUPS[page.field](page)


def add_not_known(page: Page, of_page: dict[str, forms.Field]) -> None:
    """« Je ne sais pas » for a question that shares its page: a choice among the others, or a box under the field."""
    field = of_page["value"]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
        # In a long list, at the head; else last.
        first = [each for each in field.choices if not each[0]]
        rest, not_known = field.choices[len(first) :], (NOT_KNOWN, page.words["unknown"])
        field.choices = [*first, not_known, *rest] if first else [*rest, not_known]
    else:
        of_page[NOT_KNOWN] = forms.BooleanField(label=page.words["unknown"], required=False)


def check(page: Page, form: PageForm, given: dict) -> None:
    """What no field can see alone."""
    if page.kind:
        _check_amounts(page, form, given)
    elif page.field in DATES:
        _check_past(page, form, given, "value")
    if given.get(NOT_KNOWN):
        # An answer and « je ne sais pas » together.
        _refuse(form, "value", page.words["e.both"])
    if page.field == "residence_title" and given.get("value") and not given.get("expires_on"):
        _refuse(form, "expires_on", page.words["e.date"])
    elif page.field == "joins_insured" and given.get("link", "nobody") != "nobody" and not given.get("insured"):
        _refuse(form, "insured", page.words["e.insured"])
    elif page.field == "previous_scheme":
        _check_past(page, form, given, "portability_requested_on")


def name_errors(page: Page, field: forms.Field) -> None:
    """The refusals of a field in the words of the page."""
    words, said = page.words, dict(_ERRORS)
    if isinstance(field, forms.DateField):
        said["invalid"] = "e.date"
    elif isinstance(field, AmountField):
        said["invalid"] = "e.amount"
    elif isinstance(field, forms.IntegerField):
        said |= {"invalid": "e.number", "min_value": "e.number", "max_value": "e.too_many"}
    most = MOST_CHILDREN + MOST_OTHERS + 2
    field.error_messages |= {code: words(key, most=most) for code, key in said.items()}


_ERRORS = {
    "required": "e.required",
    "invalid_choice": "e.choice",
    "invalid_list": "e.choice",
    "min_value": "e.negative",
    "max_value": "e.too_big",
    "max_digits": "e.too_big",
    "max_whole_digits": "e.too_big",
    "max_decimal_places": "e.amount",
}


def _refuse(form: PageForm, name: str, message: str) -> None:
    if name not in form.errors:
        form.add_error(name, message)


def _check_past(page: Page, form: PageForm, given: dict, name: str) -> None:
    day: datetime.date | None = given.get(name)
    if day and day > page.day:
        _refuse(form, name, page.words["e.future"])
    elif day and day.year < page.day.year - OLDEST:
        _refuse(form, name, page.words["e.too_old"])


def _check_amounts(page: Page, form: PageForm, given: dict) -> None:
    months = {month: given.get(f"m{month}") for month in months_of(page.day)}
    given["months"] = {month: amount for month, amount in months.items() if amount is not None}
    if given.get("mode") == "same" and given.get("amount") is None:
        _refuse(form, "amount", page.words["e.amount"])
    if given.get("mode") == "varies" and not given["months"] and not form.errors:
        _refuse(form, f"m{months_of(page.day)[0]}", page.words["e.months"])


def _choice(page: Page, group: str, codes, label: str, **options) -> forms.ChoiceField:
    choices = [(code, page.words[f"c.{group}.{code}"]) for code in codes]
    return forms.ChoiceField(choices=choices, label=label, widget=forms.RadioSelect, **options)


def _several(page: Page, group: str, codes, label: str) -> forms.MultipleChoiceField:
    common = COMMON.get(group, ())
    in_order = [*common, *(code for code in codes if code not in common)]
    choices = [(code, page.words[f"c.{group}.{code}"]) for code in in_order]
    widget = forms.CheckboxSelectMultiple()
    if common:
        more = page.words(f"f.more.{group}", count=len(codes) - len(common))
        widget = FoldedCheckboxes(first=len(common), more=more)
    return forms.MultipleChoiceField(choices=choices, label=label, required=False, widget=widget)


def _yes_no(page: Page) -> forms.TypedChoiceField:
    choices = [("yes", page.words["yes"]), ("no", page.words["no"])]
    return forms.TypedChoiceField(
        choices=choices, coerce=lambda text: text == "yes", widget=forms.RadioSelect, label=page.title
    )


def _date(label: str, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput, input_formats=FRENCH_DATES, **options)


def _amounts(page: Page) -> dict[str, forms.Field]:
    words = page.words
    choices = [("same", words("c.mode.same", first=page.first_month)), ("varies", words["c.mode.varies"])]
    widget = RevealingRadioSelect(reveals={"same": "yes", "varies": "no"})
    months = {
        f"m{month}": AmountField(label=words.month_of(month).capitalize(), required=False)
        for month in months_of(page.day)
    }
    return {
        "mode": forms.ChoiceField(label=words["f.mode"], choices=choices, widget=widget),
        "amount": AmountField(label=words["f.amount"], required=False),
        **months,
    }


def _household(page: Page) -> dict[str, forms.Field]:
    words = page.words

    def number(name: str, most: int) -> forms.IntegerField:
        label, told = words[f"f.{name}"], words[f"f.{name}.help"]
        return forms.IntegerField(label=label, help_text=told, min_value=0, max_value=most, initial=0)

    return {
        "couple": _choice(page, "couple", ("alone", "spouse", "partner"), words["f.couple"]),
        "children": number("children", MOST_CHILDREN),
        "others": number("others", MOST_OTHERS),
    }


def _residence_title(page: Page) -> dict[str, forms.Field]:
    return {"value": _yes_no(page), "expires_on": _date(page.words["f.expires_on"], required=False)}


def _joins_insured(page: Page) -> dict[str, forms.Field]:
    words = page.words
    insured = ("worker", "resident", "eu_citizen")
    return {
        "link": _choice(page, "link", ("nobody", "spouse", "partner", "child", "parent", "relative"), words["f.link"]),
        "insured": _choice(page, "insured", insured, words["f.insured"], required=False),
        "dependent": forms.BooleanField(label=words["f.dependent"], required=False),
    }


def _previous_scheme(page: Page) -> dict[str, forms.Field]:
    words = page.words
    return {
        "papers": _several(page, "papers", ("ceam", "s1", "end_of_rights_certificate"), words["f.papers"]),
        "portability_requested_on": _date(words["f.portability_requested_on"], required=False),
        "portability_answer": _choice(
            page, "portability_answer", ("none", "no_rights", "rights"), words["f.portability_answer"]
        ),
    }


def _last_tax_notice(page: Page) -> dict[str, forms.Field]:
    words, year = page.words, page.day.year
    years = (year - 1, year - 2) if page.day.month >= DECLARED_FROM_MONTH else (year - 2,)
    choices = [(str(each), str(each)) for each in years]
    widget = forms.RadioSelect
    amounts = {
        kind: AmountField(label=words[f"c.resources.{kind}"], required=False, initial=0) for kind in TAX_NOTICE_KINDS
    }
    return {"year": forms.ChoiceField(choices=choices, label=words["f.notice_year"], widget=widget), **amounts}


def _department(page: Page) -> dict[str, forms.Field]:
    in_list = sorted(DEPARTMENTS.items(), key=lambda each: each[0].replace("2A", "20A").replace("2B", "20B").ljust(4))
    choices = [("", page.words["f.department"]), *((code, f"{code} – {name}") for code, name in in_list)]
    return {"value": forms.ChoiceField(choices=choices, label=page.title)}


def _housing_benefit(page: Page) -> dict[str, forms.Field]:
    return {"value": AmountField(label=page.title)}


_GROUPS = {
    "household": _household,
    "residence_title": _residence_title,
    "joins_insured": _joins_insured,
    "previous_scheme": _previous_scheme,
    "last_tax_notice": _last_tax_notice,
    "department": _department,
    "housing_benefit": _housing_benefit,
}
