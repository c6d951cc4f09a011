"""After the answer: the rules that were applied, contesting, and papers of a control."""

import datetime
import uuid
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.rights_files import appeals, papers, person_words
from allervers.domain.rights_files.applied import applied
from allervers.domain.rights_files.codes import AppealAnswer, ControlEnd
from allervers.domain.rights_files.models import Control, RightsFile
from allervers.domain.rights_files.queries import papers_after
from allervers.domain.rights_files.workflow import Refused
from allervers.web.careful import posted
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from .listed import asked_of
from .saying import Plain
from .visit import of_visit, shown, words_of
from .words import Words


def afterwards_of(file: RightsFile, listed: list[papers.Line], words: Words) -> dict:
    """What the page of the file tells of it."""
    acts = appeals.contestable(file)
    came = papers_after([act.appeal for act in acts if act.appeal])
    contested = file.is_ended and any(act.appeal and not act.appeal.answered_on for act in acts)
    return {
        "rules": [(each.pk, words("rules.of", day=words.day(each.on))) for each in file.decisions.all()],
        "contestable": [told_of(act, words, act.appeal and came.get(act.appeal.pk)) for act in acts],
        "may_contest": any(act.is_open for act in acts),
        "contest_papers": asked_of(file, listed, words) if contested else [],
        "controls": [
            _control(each, file, listed, words) for each in file.controls.all() if each.end != ControlEnd.KEPT
        ],
    }


def told_of(act: appeals.Contestable, words: Words, papers_on: datetime.date | None = None) -> list[str]:
    """How, and until when; once it is done, what follows (`papers_on`: papers came since)."""
    what = words(f"against.{act.against}", day=words.day(act.on))
    path = "board" if act.steps[0].compulsory else "fund"
    if act.appeal is not None:
        return [
            words("contest.sent", what=what, day=words.day(act.appeal.received_on)),
            *_after(act.appeal, path, words, papers_on),
        ]
    told = [words(f"contest.can.{path}", what=what)]
    if act.until is not None:
        over = act.until < timezone.localdate()
        return [*told, words("contest.late" if over else "contest.until", day=words.day(act.until))]
    return [*told, words["contest.not_yet" if act.told_on is None and act.decision else "contest.no_end"]]


def _after(appeal: appeals.Appeal, path: str, words: Words, papers_on: datetime.date | None) -> list[str]:
    if appeal.answer == AppealAnswer.UPHELD:
        return [words("contest.upheld", day=words.day(appeal.answered_on))]
    follows = appeals.what_follows(appeal, papers_on)
    told = (
        words("contest.rejected", day=words.day(appeal.answered_on))
        if appeal.answer
        else words("contest.silence", day=words.day(follows.silence_rejects_on))
    )
    return [told, words(f"contest.court.{path}", day=words.day(follows.court.due_on))]


@dataclass(frozen=True)
class Wanted:
    """A paper that a control asks for; `came`: that it was sent since."""

    id: int
    label: str
    of_whom: str
    came: str


def _control(control: Control, file: RightsFile, listed: list[papers.Line], words: Words) -> dict:
    if control.closes_on:
        return {"told": [words("control.closed", day=words.day(control.closes_on))], "papers": []}
    wanted = [line for line in listed if line.required.code in control.codes]
    told = [words[f"control.{control.condition}"], words("control.until", day=words.day(control.answer_due_on))]
    return {
        "told": told,
        "papers": [
            Wanted(each.id, each.label, each.of_whom, _came(line, control.begun_on, words))
            for line, each in zip(wanted, asked_of(file, wanted, words), strict=True)
        ],
    }


def _came(line: papers.Line, since: datetime.date, words: Words) -> str:
    if line.supplied is None or timezone.localdate(line.supplied.document.created_at) < since:
        return ""
    return words("control.came", day=words.day(line.supplied.supplied_on))


class ContestForm(Plain):
    """Why the person does not agree, and with what where there is more than one thing."""

    id = MintedIdField()
    key = forms.ChoiceField(widget=forms.RadioSelect)
    text = forms.CharField(max_length=4000, widget=forms.Textarea({"rows": 7}))

    def __init__(self, *args, words: Words, open_to: list[appeals.Contestable], intent: uuid.UUID | None, **options):
        initial = {"id": intent} if intent else {}
        super().__init__(*args, words=words, initial=initial, **options)
        key, text = self.fields["key"], self.fields["text"]
        key.label, key.error_messages["required"] = words["contest.what"], words["contest.what.missing"]
        key.choices = [(act.key, words(f"against.{act.against}", day=words.day(act.on))) for act in open_to]
        if len(open_to) == 1:
            key.initial, key.widget = open_to[0].key, forms.HiddenInput()
        text.label, text.error_messages["required"] = words["contest.text"], words["contest.missing"]


@one_intent
@of_visit
@require_http_methods(["GET", "POST"])
def contest(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Lodge an appeal: what was written reaches who answers it, and a letter acknowledges it."""
    words = words_of(request)
    intent = intent_of(request)
    open_to = [act for act in appeals.contestable(file) if act.is_open]
    if not open_to:
        messages.info(request, words["contest.taken" if file.appeals.exists() else "contest.refused"])
        return redirect("own_file:file")
    form = ContestForm(**posted(request), words=words, open_to=open_to, intent=intent)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            kept = person_words.contest(file, given["key"], given["text"], key=given["id"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            day = words.day(appeals.what_follows(kept).silence_rejects_on)
            messages.success(request, words("contest.done", day=day))
            return redirect("own_file:file")
    return shown(request, "own_file/contest.html", form=form)


@of_visit
@require_safe
def rules(request: HttpRequest, file: RightsFile, decision_id: uuid.UUID) -> HttpResponse:
    """The document of L311-3-1 CRPA, for one decision of the file."""
    decision = get_object_or_404(file.decisions.select_related("file"), pk=decision_id)
    return shown(request, "own_file/rules.html", file=file, decision=decision, applied=applied(decision))
