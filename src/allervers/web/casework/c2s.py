"""The C2S check: the household and its resources in, class, contribution, ceilings and why out."""

import datetime
import uuid
from typing import NamedTuple

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.accompaniment.checks import NotDecided, first_situation, record_check
from allervers.domain.accompaniment.models import Accompaniment, RightsCheck
from allervers.domain.accompaniment.permissions import may_accompany
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import AlreadyUsed, Refused, sentence
from allervers.domain.privacy import journal
from allervers.law import Situation, SituationError, evaluate
from allervers.law.administration import silence
from allervers.law.codes import WORDS
from allervers.law.questions import open_questions
from allervers.law.wording import UNKNOWN
from allervers.web.access import requires
from allervers.web.intent import intent_of, one_intent
from allervers.web.simulator import results
from allervers.web.simulator.words import Words
from allervers.web.templatetags.design import day, euros

from .c2s_forms import SituationForm
from .forms import trail


def checked_file(request: HttpRequest, accompaniment_id: uuid.UUID) -> Accompaniment:
    return get_object_or_404(Accompaniment.objects.select_related("person", "fund"), pk=accompaniment_id)


@requires(Permission.ACCOMPANY, of=checked_file, may=may_accompany)
@require_http_methods(["GET", "POST"])
@one_intent
def check(request: HttpRequest, accompaniment: Accompaniment) -> HttpResponse:
    """Describe the household; « Vérifier » writes the answer into the file and shows it."""
    if request.method == "POST":
        form = SituationForm(request.POST, request.FILES)
        check_id = _identifier(request.POST.get("id"))
        made = asks = None
        try:
            made = None if form.is_adding else _recorded(request, accompaniment, form, check_id)
        except NotDecided as nothing:
            asks = [form.asked(question) for question in open_questions(nothing.answer.situation, ["c2s"])]
        if made:
            return redirect("casework:c2s-result", made.pk)
        if form.was_already_used:
            check_id = uuid.uuid4()
    elif written := accompaniment.checks.filter(pk=intent_of(request)).first():
        messages.info(request, "Cette vérification est déjà enregistrée.")
        return redirect("casework:c2s-result", written.pk)
    else:
        asks = None
        journal.note_reading(accompaniment.person, request.user, journal.CHECK)
        form = SituationForm(situation=first_situation(accompaniment.person, accompaniment.fund.department))
        check_id = intent_of(request)
    context = {
        "situation": form,
        "asks": asks,
        "accompaniment": accompaniment,
        "forms": form.refused,
        "check_id": check_id,
        "person": accompaniment.person,
        "trail": trail(accompaniment.person, "Vérifier la C2S"),
    }
    return render(request, "casework/c2s_check.html", context)


def _recorded(request, accompaniment, form: SituationForm, check_id: uuid.UUID) -> RightsCheck | None:
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            made = record_check(
                accompaniment, check_id=check_id, right="c2s", situation=form.situation(), author=request.user
            )
    except SituationError as error:
        form.add_law_error(error.field, str(error))
        return None
    except NotDecided:
        raise
    except Refused as refusal:
        form.add_refusal(str(refusal), already_used=isinstance(refusal, AlreadyUsed))
        return None
    except IntegrityError as error:
        form.add_refusal(sentence(error), already_used=False)
        return None
    messages.success(request, "La vérification est enregistrée dans le dossier.")
    return made


def _identifier(text: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


def _check(request: HttpRequest, check_id: uuid.UUID) -> RightsCheck:
    return get_object_or_404(RightsCheck.objects.select_related("accompaniment__person", "author"), pk=check_id)


@requires(Permission.SEE_PERSON, of=_check)
@require_safe
def result(request: HttpRequest, made: RightsCheck) -> HttpResponse:
    """One check as it was answered that day, with the source of every step."""
    journal.note_reading(made.accompaniment.person, request.user, journal.CHECK)
    context = {
        "check": made,
        "answer": made.answer,
        "amounts": _amounts(made.answer),
        **_request(made),
        "contribution": _euros(made.answer["monthly_contribution"]),
        "explanation": _node(made.answer["explanation"], _persons(made.situation), unfolded=True),
        "trail": trail(made.accompaniment.person, "Vérification de la C2S"),
        "accompaniment": made.accompaniment,
        "person": made.accompaniment.person,
        "may_check_again": may_accompany(request.user, made.accompaniment),
    }
    return render(request, "casework/c2s_result.html", context)


class _Somebody(NamedTuple):
    """A person of the household, as the papers name them."""

    id: str
    name: str

    def called(self, words: Words) -> str:
        return self.name


class _Household(NamedTuple):
    """For whom the request is told (`simulator.results.Told`)."""

    words: Words
    people: list[_Somebody]
    day: datetime.date


def _request(made: RightsCheck) -> dict:
    """How the right is asked for, read again in today's law from the household of the check; the status kept is that of
    its day, and where today's law says another, only that is told."""
    words = Words("fr")
    try:
        answer = evaluate(Situation.from_dict(made.situation), [made.right])[made.right]
    except SituationError:
        return {}
    if answer.status != made.status:
        return {"law_now": answer.status_text}
    people = [_Somebody(key, name) for key, name in _persons(made.situation).items()]
    told = results.request(answer, _Household(words, people, made.on))
    if told.dates_if:
        told.dates_if = f"Si la caisse acceptait la demande le {day(made.on)} :"
    open_to_request = made.status in ("free", "contribution")
    return {
        "told": told,
        "words": words,
        "is_open": "yes" if open_to_request else "",
        "silence": silence(made.right, made.on) if open_to_request else None,
    }


def _amounts(answer: dict) -> list[dict]:
    """The household's resources beside the two ceilings, as bars."""
    rows = [
        ("Ressources du foyer", answer["resources"]),
        ("Plafond de la C2S gratuite", answer["ceiling_free"]),
        ("Plafond de la C2S avec participation", answer["ceiling_contribution"]),
    ]
    return [{"label": label, "value": amount, "display": _euros(amount)} for label, amount in rows]


def _euros(amount: float | None) -> str:
    return "inconnu" if amount is None else euros(round(amount * 100))


def _persons(situation: dict) -> dict[str, str]:
    """Identifier → words, for the steps that concern one person: « demandeur », « enfant (personne 3) »."""
    persons = enumerate(situation["persons"], 1)
    return {
        person["id"]: WORDS[person["role"]] + (f" (personne {number})" if number > 1 else "")
        for number, person in persons
    }


def _node(step: dict, persons: dict[str, str], unfolded: bool = False) -> dict:
    """A step of the stored explanation, as the tree of the page shows it."""
    notes = [persons.get(step.get("person"), "")]
    if step.get("valid_from"):
        notes.append(f"valeur depuis le {day(datetime.date.fromisoformat(step['valid_from']))}")
    if step["confidence"] == "low" and step["kind"] == "parameter":
        notes.append("source à confirmer")
    if step.get("repeated"):
        notes.append("expliqué plus haut")
    return {
        "label": step["label"],
        "value": "" if step["text"] == UNKNOWN else step["text"],
        "source": ", ".join(step.get("sources", [])),
        "note": " · ".join(note for note in notes if note),
        "children": [_node(inner, persons) for inner in step.get("steps", [])],
        "open": unfolded,
    }
