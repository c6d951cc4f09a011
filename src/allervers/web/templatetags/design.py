"""What Django's templates lack to write French numbers and dates, and to draw and page without arithmetic."""

import datetime
from decimal import Decimal
from uuid import uuid4

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from allervers.domain.accompaniment.codes import Theme
from allervers.publishing.numbers import NO_BREAK, grouped
from allervers.web import undo

register = template.Library()
register.simple_tag(undo.undo_of)

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


WEEKDAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")


@register.filter
def number(value, decimals=0) -> str:
    """`12345` → « 12 345 »; nothing for nothing."""
    return "" if value is None or value == "" else grouped(Decimal(str(value)), int(decimals))


@register.filter
def euros(cents) -> str:
    """Whole cents → « 1 016,05 € »; amounts are integer cents everywhere in the code."""
    return "" if cents is None or cents == "" else grouped(Decimal(cents) / 100, 2) + NO_BREAK + "€"


@register.filter
def percent(share, decimals=0) -> str:
    """`0.125` → « 12,5 % » with `percent:1`."""
    if share is None or share == "":
        return ""
    return grouped(Decimal(str(share)) * 100, int(decimals)) + NO_BREAK + "%"


def _local(value):
    """Aware moments are read at the fund's clock; plain dates stay as they are."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def day(value) -> str:
    """A date → « 12 mars 2024 », « 1er mars 2024 »."""
    if not value:
        return ""
    value = _local(value)
    ordinal = "1er" if value.day == 1 else str(value.day)
    return f"{ordinal}{NO_BREAK}{MONTHS[value.month - 1]} {value.year}"


@register.filter
def weekday(value) -> str:
    """A date → « Lundi »."""
    return WEEKDAYS[value.weekday()]


@register.simple_tag
def mint() -> str:
    """The identifier of what a button of a list will write: pressed twice, it writes once."""
    return str(uuid4())


@register.filter
def moment(value) -> str:
    """A moment → « 12 mars 2024 à 14 h 05 »; a date without an hour stays a date."""
    if not isinstance(value, datetime.datetime):
        return day(value)
    hour = _local(value)
    return f"{day(value)} à {hour.hour}{NO_BREAK}h{NO_BREAK}{hour.minute:02d}"


@register.filter
def iso(value) -> str:
    """For the `datetime` attribute of `<time>`."""
    return _local(value).isoformat() if value else ""


@register.filter
def phone(value) -> str:
    """French numbers by pairs, « 01 23 45 67 89 »; any other is shown as it was given."""
    compact = "".join(c for c in str(value or "") if c.isdigit() or c == "+")
    for prefix in ("+33", "0033"):
        if compact.startswith(prefix) and len(compact) == len(prefix) + 9:
            compact = "0" + compact.removeprefix(prefix)
    if len(compact) == 10 and compact.startswith("0") and compact.isdigit():
        return NO_BREAK.join(compact[i : i + 2] for i in range(0, 10, 2))
    return str(value or "")


@register.filter
def bars(rows) -> list[dict]:
    """Add to each row the `width` of its bar, in thousandths of the longest, and what it displays.

    The width is text, so that no localisation puts a space in an attribute. A masked value (None) has no bar:
    its length would tell what the mask hides.
    """
    longest = max((row.get("value") or 0 for row in rows), default=0)

    def width(value):
        return str(max(4, round(value * 1000 / longest))) if value and value > 0 else ""

    def display(row):
        return row.get("display") or (number(row["value"]) if row.get("value") is not None else "non communiqué")

    return [{**row, "width": width(row.get("value")), "display": display(row)} for row in rows]


@register.filter
def page_numbers(page) -> list[int | None]:
    """The numbers worth a link: both ends and the neighbours; None where some are left out."""
    return [
        n if isinstance(n, int) else None
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@register.simple_tag(takes_context=True)
def page_url(context, page_number, name="") -> str:
    """The same list with the same filters, at another page."""
    params = context["request"].GET.copy()
    params[name or "page"] = page_number
    return "?" + params.urlencode()


@register.simple_tag
def problems(form=None, forms=None) -> list[dict]:
    """What was refused in the forms of a page, in reading order: `text`, and the `target` to correct it at.

    `forms` are the forms of a page that has several, formsets included.
    """
    found = []
    for each in [*([form] if form else []), *(forms or [])]:
        # A formset holds forms, and errors of its own.
        found += [{"text": error} for error in each.non_form_errors()] if hasattr(each, "non_form_errors") else []
        for one in each.forms if hasattr(each, "forms") else [each]:
            found += [{"text": error} for error in one.non_field_errors()]
            found += [
                {"text": f"{field.label} – {error}", "target": _first_control(field)}
                for field in one
                for error in field.errors
            ]
    return found


def _first_control(field) -> str:
    """The id that a link to this field leads to; choices are named one by one. Nobody can go to a hidden field."""
    return "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def icon(name: str) -> str:
    """One drawing of `static/design/icons.svg`. It says nothing alone: the word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("design/icons.svg"),
        name,
    )


@register.inclusion_tag("design/themes.html")
def themes(codes) -> dict:
    """The themes of a file, in the order of their list, each with its icon and colour."""
    return {"themes": [{"code": theme.value, "label": theme.label} for theme in Theme if theme in (codes or [])]}


@register.filter
def initials(name) -> str:
    """« Anne-Sophie Exemple » → « AE »: the first and last words, beside the name, never instead."""
    words = [word for word in str(name or "").split() if word[0].isalpha()]
    return "".join(word[0] for word in dict.fromkeys([*words[:1], *words[-1:]])).upper()
