"""The words of the simulator in its templates, whose keys hold points."""

from django import template
from django.utils.html import format_html_join

register = template.Library()


@register.filter
def word(words, key: str) -> str:
    return words[key]


@register.filter
def count(words, found) -> str:
    """How many answers are to be corrected."""
    return words("errors.many", count=len(found))


@register.simple_tag
def said(words, key: str) -> str:
    """A text of several sentences, each a paragraph where the language puts one a line."""
    return format_html_join("", "<p>{}</p>", ((line,) for line in words.lines(key)))
