"""Widgets that Django does not have: the browser's own date field, and choices that reveal a block of fields.

How a block is revealed is written in `static/design/reveal.css`.
"""

from collections.abc import Mapping

from django import forms


class DateInput(forms.DateInput):
    """The browser's date field, which takes and gives ISO dates whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class PhoneInput(forms.TelInput):
    """A telephone number of the person: the browser must not propose the agent's own."""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "inputmode": "tel", **(attrs or {})})


class _Revealing:
    """Options that reveal a block: `reveals={"phone": "remote"}` shows `.reveal-remote` for "phone"."""

    def __init__(self, *args, reveals: Mapping[str, str], **kwargs):
        self.reveals = dict(reveals)
        super().__init__(*args, **kwargs)

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if revealed := self.reveals.get(str(value)):
            option["attrs"] = {**option["attrs"], "data-reveals": revealed}
        return option


class RevealingRadioSelect(_Revealing, forms.RadioSelect):
    pass


class RevealingCheckboxes(_Revealing, forms.CheckboxSelectMultiple):
    pass


class RevealingSelect(_Revealing, forms.Select):
    pass


class FoldedCheckboxes(forms.CheckboxSelectMultiple):
    """The first choices, and the rarer ones folded under ``more``: unfolded where one of them is ticked."""

    template_name = "design/folded_choices.html"

    def __init__(self, *args, first: int, more: str, **kwargs):
        self.first, self.more = first, more
        super().__init__(*args, **kwargs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        shown, folded = groups[: self.first], groups[self.first :]
        is_open = any(option["selected"] for _, options, _ in folded for option in options)
        context["widget"] |= {"shown": shown, "folded": folded, "is_open": is_open, "more": self.more}
        return context
