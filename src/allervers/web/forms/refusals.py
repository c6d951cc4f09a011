"""What is refused becomes a sentence of the form, where it says what to do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from uuid import uuid4

from django import forms
from django.db import IntegrityError, transaction

from allervers.domain.pieces.refusals import AlreadyUsed, Refused, sentence


@contextmanager
def refusals_in(form: forms.BaseForm, names: Mapping[str, str] = MappingProxyType({})) -> Iterator[None]:
    """What the workflow or the database refuses becomes a sentence of the form; then nothing is written.

    It stands by the field that it is about, where the form has it; `names`: what the form calls it otherwise. A form
    whose identifier was used for something else is given another: saved again, it is written.
    """
    try:
        with transaction.atomic():
            yield
    except AlreadyUsed as refusal:
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data[form.add_prefix("id")] = str(uuid4())
    except Refused as refusal:
        field = names.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, str(refusal))
    except IntegrityError as error:
        form.add_error(None, sentence(error))
