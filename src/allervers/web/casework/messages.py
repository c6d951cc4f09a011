"""Writing to the person by SMS or e-mail, and what became of it. What leaves, and how, is in domain/outbox."""

import string
import uuid
from functools import partial

from django import forms
from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.organisations.roles import Permission
from allervers.domain.outbox import workflow
from allervers.domain.outbox.codes import Channel, State
from allervers.domain.outbox.leaving import carriers
from allervers.domain.outbox.models import Message
from allervers.domain.outbox.permissions import may_write_to
from allervers.domain.outbox.pieces import shown, title_of
from allervers.domain.outbox.templates import LANGUAGES, Template, proposed, templates
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent
from allervers.web.undo import done

from .forms import Place, back_to, not_possible_now, person_or_404

WAITS_FOR_A_CARRIER = " (envoi pas encore réglé sur ce serveur : le message attendra)"


class MessageForm(Careful, forms.Form):
    """The channel, the language, and the blanks of one template."""

    id = MintedIdField()
    channel = forms.ChoiceField(
        label="Par quel moyen ?",
        widget=forms.RadioSelect({"class": "in-columns"}),
        error_messages={"required": "Choisissez un moyen."},
    )
    language = forms.ChoiceField(
        label="Dans quelle langue ?", choices=LANGUAGES.items(), widget=forms.RadioSelect({"class": "in-columns"})
    )

    def __init__(self, *args, person: Person, template: Template, intent: uuid.UUID | None = None, **options):
        reachable = [channel for channel in Channel if not workflow.not_reachable(person, channel)]
        first = {"channel": reachable[0].value} if reachable else {}
        minted = {"id": intent} if intent else {}
        language = person.language if person.language in LANGUAGES else "fr"
        super().__init__(*args, initial={"language": language, **first, **minted}, **options)
        self.fields["channel"].choices = [
            (channel.value, channel.label + ("" if channel in carriers() else WAITS_FOR_A_CARRIER))
            for channel in reachable
        ]
        for name, asked in template.blanks.items():
            self.fields[name] = forms.CharField(
                label=asked,
                max_length=100,
                error_messages={"required": "Remplissez cette réponse, le texte la contient."},
            )
        self.template = template

    def values(self, fund_name: str) -> dict[str, str]:
        """What fills the text."""
        return {"fund": fund_name, **{name: " ".join(self.cleaned_data[name].split()) for name in self.template.blanks}}


@requires(Permission.ACCOMPANY, of=person_or_404, may=may_write_to)
@require_safe
def choose(request: HttpRequest, person: Person) -> HttpResponse:
    """What may be written, and by what the person can be reached."""
    place = Place.of_person(person)
    ways = [
        {
            "channel": channel,
            "why_not": workflow.not_reachable(person, channel),
            "opposed": workflow.not_reachable(person, channel) == workflow.OPPOSED[channel],
        }
        for channel in Channel
    ]
    context = {
        "person": person,
        "title": "Écrire à la personne",
        "trail": place.trail("Écrire à la personne"),
        "back": place.url,
        "ways": ways,
        "reachable": not all(way["why_not"] for way in ways),
        "templates": [(template, _with_blanks(template, person)) for template in proposed()],
    }
    return render(request, "casework/message_choose.html", context)


def _with_blanks(template: Template, person: Person, language: str = "fr") -> str:
    """The text as it is before anything is filled in."""
    shown = {name: f"[{asked.lower()}]" for name, asked in template.blanks.items()}
    return string.Template(template.texts[language]).substitute(fund=person.fund.name, **shown)


@requires(Permission.ACCOMPANY, of=person_or_404, may=may_write_to)
@require_http_methods(["GET", "POST"])
@one_intent
def write(request: HttpRequest, person: Person) -> HttpResponse:
    """Fill the template that the address names; the message leaves a minute later."""
    template = templates().get(request.GET.get("modele", ""))
    if template not in proposed():
        return redirect("casework:messages", person.pk)
    if request.method == "GET" and Message.objects.filter(pk=intent_of(request)).exists():
        return not_possible_now(
            request, person, "Ce message est déjà écrit : il est dans le fil, rien ne part deux fois."
        )
    if all(workflow.not_reachable(person, channel) for channel in Channel):
        return redirect("casework:messages", person.pk)
    form = MessageForm(**posted(request), person=person, template=template, intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            message = _written(request, person, template, form)
        if not form.errors:
            _tell(request, message)
            return back_to(person)
    place = Place.of_person(person)
    context = {
        "form": form,
        "person": person,
        "title": template.label,
        "texts": [(LANGUAGES[language], _with_blanks(template, person, language)) for language in LANGUAGES],
        "trail": place.trail(template.label),
        "back": reverse("casework:messages", args=[person.pk]),
        "submit": "Envoyer",
    }
    return render(request, "casework/message_write.html", context)


def _written(request: HttpRequest, person: Person, template: Template, form: MessageForm) -> Message:
    given = form.cleaned_data
    return workflow.write(
        person,
        template,
        message_id=given["id"],
        cause=f"form:{given['id']}",
        channel=given["channel"],
        language=given["language"],
        values=form.values(person.fund.name),
        author=request.user,
    )


def _tell(request: HttpRequest, message: Message) -> None:
    sentence = f"Le {_in_a_sentence(message)} partira dans une minute."
    if message.channel not in carriers():
        sentence = f"Le {_in_a_sentence(message)} est écrit. Il attend : l’envoi n’est pas encore réglé sur ce serveur."
    undo = reverse("casework:withdraw-message", args=[message.pk])
    done(request, sentence, undo=undo, label="Retirer le message", asked="yes")


def _in_a_sentence(message: Message) -> str:
    return "SMS" if message.channel == Channel.SMS else "courriel"


def _message(request: HttpRequest, message_id: uuid.UUID) -> Message:
    return get_object_or_404(Message.objects.select_related("person", "author"), pk=message_id)


@requires(Permission.ACCOMPANY, of=_message)
@require_POST
def withdraw(request: HttpRequest, message: Message) -> HttpResponse:
    """Take back what has not left."""
    return _change(
        request,
        message.person,
        partial(workflow.withdraw, message.pk, request.user),
        "Le message est retiré, il ne partira pas.",
    )


@requires(Permission.ACCOMPANY, of=_message)
@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, written: Message) -> HttpResponse:
    """What was written and what became of it; where the carrier did not say it, somebody may."""
    person = written.person
    if request.method == "POST" and request.POST.get("arrived") in ("yes", "no"):
        arrived = request.POST["arrived"] == "yes"
        act = partial(workflow.say_what_became, written.pk, arrived=arrived, author=request.user)
        return _change(request, person, act, "C’est noté : le message est arrivé." if arrived else NOT_ARRIVED)
    place = Place.of_person(person)
    title = title_of(written)
    context = {"message": written, "text": shown(written), "state": State(written.state), "person": person}
    context |= {"title": title, "back": place.url}
    return render(request, "casework/message.html", context | {"trail": place.trail(title)})


NOT_ARRIVED = "C’est noté : le message n’est pas arrivé. Vous pouvez en écrire un autre."


@requires(Permission.ACCOMPANY, of=person_or_404, may=may_write_to)
@require_POST
def stop(request: HttpRequest, person: Person) -> HttpResponse:
    """The person wants no message by this channel, or wants them again."""
    channel = request.POST.get("channel", "")
    if channel not in Channel.values:
        told.warning(request, "Rien n’a été noté : ce moyen n’existe pas.")
        return redirect("casework:messages", person.pk)
    again = request.POST.get("again") == "yes"
    act = workflow.lift if again else workflow.stop
    label = Channel(channel).label
    sentence = f"C’est noté : {label} de nouveau possible." if again else f"C’est noté : plus aucun {label} ne partira."
    return _change(request, person, partial(act, person, channel, request.user), sentence, to="casework:messages")


def _change(request: HttpRequest, person: Person, act, sentence: str, to: str = "casework:person") -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        told.warning(request, str(refusal))
    else:
        told.success(request, sentence)
    return redirect(to, person.pk)
