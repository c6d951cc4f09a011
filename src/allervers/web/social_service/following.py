"""A social worker follows a person: interviews to come, steps of the plan, notes, the end."""

import datetime
from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Role
from allervers.domain.organisations.services import members_of
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.social_service import notes, plans, sharing, workflow
from allervers.domain.social_service.codes import EndReason, Way
from allervers.domain.social_service.models import SocialServiceFile, SocialServiceStep
from allervers.domain.social_service.permissions import WORK, may_do, may_follow
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent


class InterviewForm(Careful, forms.Form):
    """With whom, when, how long, how."""

    id = MintedIdField()
    worker = forms.ModelChoiceField(
        User.objects.none(),
        label="Avec qui ?",
        empty_label="Choisissez",
        error_messages={"required": "Dites qui reçoit la personne."},
    )
    starts_on = ComingDateField(label="Quel jour ?", error_messages={"required": "Dites quel jour."})
    starts_at = forms.TimeField(
        label="À quelle heure ?",
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": "Dites à quelle heure.", "invalid": "Écrivez une heure : 09:00."},
    )
    minutes = forms.IntegerField(
        label="Durée, en minutes",
        min_value=5,
        max_value=720,
        initial=45,
        error_messages={"required": "Écrivez la durée en minutes."},
    )
    way = forms.ChoiceField(
        label="Comment ?", choices=Way.choices, initial=Way.ON_SITE, widget=forms.RadioSelect({"class": "in-columns"})
    )

    def __init__(self, *args, file: SocialServiceFile, user: User, initial: dict, **options):
        super().__init__(*args, initial={"worker": user.pk, **initial}, **options)
        self.fields["worker"].queryset = members_of(file.service).filter(role=Role.SOCIAL_WORKER)

    def said(self) -> dict:
        """What the workflow is told."""
        given = self.cleaned_data
        moment = timezone.make_aware(datetime.datetime.combine(given["starts_on"], given["starts_at"]))
        return {name: given[name] for name in ("worker", "minutes", "way")} | {"key": given["id"], "starts_at": moment}


class StepForm(Careful, forms.Form):
    """One thing of the plan."""

    id = MintedIdField()
    what = forms.CharField(
        label="Quelle étape ?",
        max_length=300,
        error_messages={"required": "Écrivez l’étape : par exemple « demander la RQTH à la MDPH »."},
    )
    due_on = ComingDateField(label="Pour quand ?", required=False)


class NoteForm(Careful, forms.Form):
    """A note, and who else of the service reads it."""

    id = MintedIdField()
    text = forms.CharField(
        label="Votre note",
        help_text="Chiffrée. Vous seul la lirez, avec les collègues que vous cochez ; elle ne se modifie plus.",
        max_length=10_000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Écrivez la note."},
    )
    readers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Qui d’autre peut la lire ?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez des membres de votre service."},
    )

    def __init__(self, *args, file: SocialServiceFile, user: User, initial: dict, **options):
        super().__init__(*args, initial=initial, **options)
        self.fields["readers"].queryset = members_of(file.service).exclude(pk=user.pk)
        if not self.fields["readers"].queryset.exists():
            del self.fields["readers"]


class AccessForm(Careful, forms.Form):
    """Why somebody who is not named on the notes must read them."""

    id = MintedIdField()
    why = forms.CharField(
        label="Pourquoi devez-vous lire ces notes ?",
        help_text="Leurs auteurs le liront, avec votre nom. Par exemple : remplacement, danger immédiat.",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Dites pourquoi vous devez lire ces notes."},
    )


class ShareForm(Careful, forms.Form):
    """What the person agreed to, word for word."""

    id = MintedIdField()
    text = forms.CharField(
        label="Ce qui est transmis",
        help_text="Relisez-le avec la personne : c’est ce texte que lira qui l’avait adressée.",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Écrivez ce qui est transmis."},
    )
    agreed = forms.BooleanField(
        label="La personne est d’accord pour que ce texte soit transmis",
        error_messages={"required": "Sans l’accord de la personne, rien n’est transmis."},
    )
    agreed_on = TypedDateField(
        label="Date de son accord",
        initial=timezone.localdate,
        error_messages={"required": "Indiquez le jour où la personne a donné son accord."},
    )


class EndForm(Careful, forms.Form):
    """Why it ends."""

    reason = forms.ChoiceField(
        label="Pourquoi terminer ce dossier ?",
        choices=EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites pourquoi le dossier se termine."},
    )


def file_or_404(request: HttpRequest, social_referral_id: UUID) -> SocialServiceFile:
    """The file of a request that was answered, which the database shows to the account."""
    found = SocialServiceFile.objects.select_related("referral", "service")
    return get_object_or_404(found, referral_id=social_referral_id)


def step_or_404(request: HttpRequest, step_id: UUID) -> SocialServiceStep:
    """A step of a plan of the account's service."""
    return get_object_or_404(SocialServiceStep.objects.select_related("file"), pk=step_id)


def _form(
    request: HttpRequest, file: SocialServiceFile, form, *, title: str, submit: str, save: Callable, ended: bool = False
) -> HttpResponse:
    """Show the form; once right, `save` what was said, tell its sentence and go back to the request. `ended`: it is
    possible in an ended file too."""
    back = reverse("social_service:request", args=[file.referral_id])
    if request.method != "POST" and file.ended_on and not ended:
        messages.warning(request, plans.ENDED)
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            done = save(form.cleaned_data)
        except AlreadyUsed as refusal:
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(back)
    trail = [{"label": "Service social", "url": reverse("social_service:desk")}]
    trail += [{"label": file.referral.full_name, "url": back}, {"label": title}]
    context = {"form": form, "title": title, "submit": submit, "back": back, "trail": trail, "asked": file.referral}
    return render(request, "social_service/form.html", context)


def _minted(request: HttpRequest) -> dict:
    intent = intent_of(request)
    return {"id": intent} if intent else {}


@requires(WORK, of=file_or_404, may=may_follow, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def plan(request: HttpRequest, file: SocialServiceFile) -> HttpResponse:
    """An interview to come: on site, by telephone, at home, by video."""
    form = InterviewForm(**posted(request), file=file, user=request.user, initial=_minted(request))

    def save(given: dict) -> str:
        plans.held_open(file)
        workflow.plan(file, **form.said())
        return "L’entretien est prévu."

    return _form(request, file, form, title="Prévoir un entretien", submit="Prévoir l’entretien", save=save)


@requires(WORK, of=file_or_404, may=may_follow, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def add_step(request: HttpRequest, file: SocialServiceFile) -> HttpResponse:
    """One thing more in the plan."""
    form = StepForm(**posted(request), initial=_minted(request))

    def save(given: dict) -> str:
        plans.add_step(file, given["what"], key=given["id"], author=request.user, due_on=given["due_on"])
        return "L’étape est ajoutée au plan."

    return _form(request, file, form, title="Ajouter une étape au plan", submit="Ajouter l’étape", save=save)


@requires(WORK, of=step_or_404, may=may_do, refused=Http404)
@require_POST
def do_step(request: HttpRequest, step: SocialServiceStep) -> HttpResponse:
    """It is done, today."""
    try:
        plans.do_step(step)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "L’étape est faite.")
    return redirect("social_service:request", step.file.referral_id)


@requires(WORK, of=file_or_404, may=may_follow, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def write_note(request: HttpRequest, file: SocialServiceFile) -> HttpResponse:
    """A note that its author and the colleagues named on it read, and nobody else."""
    form = NoteForm(**posted(request), file=file, user=request.user, initial=_minted(request))

    def save(given: dict) -> str:
        plans.held_open(file)
        notes.write(file, given["text"], key=given["id"], author=request.user, readers=given.get("readers") or ())
        return "La note est enregistrée, chiffrée."

    return _form(request, file, form, title="Écrire une note", submit="Enregistrer la note", save=save)


@requires(WORK, of=file_or_404, may=may_follow, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def open_exceptionally(request: HttpRequest, file: SocialServiceFile) -> HttpResponse:
    """The notes of others, for a day, with a reason that their authors read."""
    form = AccessForm(**posted(request), initial=_minted(request))

    def save(given: dict) -> str:
        notes.open_exceptionally(file, key=given["id"], account=request.user, why=given["why"])
        return "Les notes de ce dossier vous sont ouvertes pendant 24 heures. Leurs auteurs sont prévenus."

    title = "Lire des notes par exception"
    return _form(request, file, form, title=title, submit="Ouvrir les notes", save=save, ended=True)


@requires(WORK, of=file_or_404, may=may_follow, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def share(request: HttpRequest, file: SocialServiceFile) -> HttpResponse:
    """What goes back to whoever had referred the person."""
    form = ShareForm(**posted(request), initial=_minted(request))

    def save(given: dict) -> str:
        sharing.share(file, given["text"], key=given["id"], author=request.user, agreed_on=given["agreed_on"])
        return "C’est transmis à qui avait adressé la personne."

    title = "Transmettre un retour"
    return _form(request, file, form, title=title, submit="Transmettre", save=save, ended=True)


@requires(WORK, of=file_or_404, may=may_follow, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, file: SocialServiceFile) -> HttpResponse:
    """The file ends here; what was to come is cancelled."""
    form = EndForm(**posted(request))

    def save(given: dict) -> str:
        plans.end(file, given["reason"])
        return "Le dossier est terminé. Il sera effacé dans dix-huit mois."

    return _form(request, file, form, title="Terminer le dossier", submit="Terminer le dossier", save=save)


@requires(WORK, of=file_or_404, may=may_follow, refused=Http404)
@require_POST
def reopen(request: HttpRequest, file: SocialServiceFile) -> HttpResponse:
    """An end that was said too soon."""
    try:
        plans.reopen(file)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Le dossier est rouvert.")
    return redirect("social_service:request", file.referral_id)
