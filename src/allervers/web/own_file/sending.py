"""Sending a paper as photographs, saying that it cannot be had, or that it does not concern the person."""

import uuid

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.documents import intake
from allervers.domain.documents import workflow as documents
from allervers.domain.organisations.context import acting_for
from allervers.domain.people import nir
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.rights_files import person_words, supplying
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.workflow import Refused
from allervers.web.careful import posted, tidy_texts
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.files import FilesField
from allervers.web.intent import intent_of, one_intent

from .listed import Asked, asked_in
from .visit import of_visit, shown, words_of
from .words import Words


class PhotoForm(forms.Form):
    """One paper; several photographs are its pages."""

    mark_optional = False

    id = MintedIdField()
    content = FilesField()
    dated_on = TypedDateField(required=False)

    def __init__(self, *args, words: Words, intent: uuid.UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        content, dated_on = self.fields["content"], self.fields["dated_on"]
        content.label = words["photo"]
        content.help_text = words("photo.help", size=intake.MOST_BYTES // 1024**2)
        content.missing = words["photo.missing"]
        dated_on.label, dated_on.HOW = words["dated_on"], words["dated_on.wrong"]


@one_intent
@of_visit
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, file: RightsFile, line_id: int) -> HttpResponse:
    """The photographs of one paper of the list."""
    words = words_of(request)
    asked = _asked_or_404(file, line_id, words)
    form = PhotoForm(**posted(request), words=words, intent=intent_of(request))
    if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.add_error("content", words("photo.help", size=intake.MOST_BYTES // 1024**2))
    elif request.method == "POST" and form.is_valid() and _kept(request, file, asked, form, words):
        return redirect("own_file:file")
    return shown(request, "own_file/send.html", form=form, asked=asked)


def _kept(request: HttpRequest, file: RightsFile, asked: Asked, form: PhotoForm, words: Words) -> bool:
    """Whether the paper is in the file; else the form says why not."""
    line = file.requiredpapers.get(pk=asked.id)
    received = [each.read() for each in form.cleaned_data["content"]]
    try:
        with transaction.atomic(), acting_for(file.fund, person_words.BY_THE_PERSON):
            document = documents.keep(
                intake.read(received),
                document_id=form.cleaned_data["id"],
                fund_id=file.fund_id,
                author=None,
                digest=documents.digest_of(received, file.fund_id),
            )
            handed = supplying.Handed(line.code, line.of_person, form.cleaned_data["dated_on"])
            supplying.supply(file, document, handed, author=None)
    except AlreadyUsed:
        messages.info(request, words["sent.again"])
        return True
    except intake.Refused as refusal:
        form.add_error("content", str(refusal))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    except OSError:
        form.add_error(None, words["sent.not"])
    if form.errors:
        return False
    messages.success(request, words("sent", label=asked.label))
    return True


def _asked_or_404(file: RightsFile, line_id: int, words: Words) -> Asked:
    row = get_object_or_404(file.requiredpapers.filter(not_concerned=False), pk=line_id)
    return asked_in(file, row, words)


class WhyForm(forms.Form):
    """Why a paper cannot be had."""

    why = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, words: Words, **options):
        super().__init__(*args, **options)
        why = self.fields["why"]
        why.label, why.help_text = words["impossible.why"], words["impossible.help"]
        why.error_messages["required"] = words["impossible.missing"]
        self.words = words
        tidy_texts(self)

    def clean_why(self) -> str:
        if nir.is_in(self.cleaned_data["why"]):
            raise forms.ValidationError(self.words["write.nir"])
        return self.cleaned_data["why"]


@of_visit
@require_http_methods(["GET", "POST"])
def impossible(request: HttpRequest, file: RightsFile, line_id: int) -> HttpResponse:
    """« Je ne peux pas avoir ce papier », with why."""
    words = words_of(request)
    asked = _asked_or_404(file, line_id, words)
    form = WhyForm(request.POST or None, words=words)
    if request.method == "POST" and form.is_valid():
        try:
            person_words.declare_impossible(file, file.requiredpapers.get(pk=asked.id), form.cleaned_data["why"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words["impossible.done"])
            return redirect("own_file:file")
    return shown(request, "own_file/impossible.html", form=form, asked=asked)


@of_visit
@require_POST
def not_concerned(request: HttpRequest, file: RightsFile, line_id: int) -> HttpResponse:
    """« Ce n’est pas pour moi », for a paper whose condition nobody has settled."""
    row = get_object_or_404(file.requiredpapers, pk=line_id)
    try:
        with acting_for(file.fund, person_words.BY_THE_PERSON):
            supplying.not_concerned(row, author=None)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, words_of(request)["not_mine.done"])
    return redirect("own_file:file")
