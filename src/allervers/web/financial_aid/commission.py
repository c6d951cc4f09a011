"""The commission: its sessions, who sits, an agenda without names, votes, decisions, minutes."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.documents import workflow as documents
from allervers.domain.documents.sealing import Spoilt
from allervers.domain.financial_aid import deciding, sessions
from allervers.domain.financial_aid.codes import Choice, LinkKind
from allervers.domain.financial_aid.models import FinancialAidAgendaLine, FinancialAidDecision, FinancialAidSession
from allervers.domain.financial_aid.permissions import (
    EXAMINE,
    SEE_COMMISSION,
    VOTE,
    may_manage,
    may_manage_line,
    may_see_session,
    may_vote,
)
from allervers.domain.financial_aid.queries import place_of
from allervers.domain.organisations.models import User
from allervers.domain.organisations.services import services_of
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.exports import pdf_response
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import AmountField, MintedIdField
from allervers.web.forms.files import NOT_STORED
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .money import cents


class ConveneForm(Careful, forms.Form):
    """When the commission meets, how many have to be there, what it delegates until the next one."""

    id = MintedIdField()
    held_on = ComingDateField(label="Date de la séance", error_messages={"required": "Indiquez le jour de la séance."})
    quorum = forms.IntegerField(
        label="Quorum (membres présents)",
        min_value=1,
        max_value=50,
        error_messages={
            "required": "Écrivez combien de membres doivent être présents.",
            "min_value": "Un quorum est d’au moins un membre.",
            "max_value": "Un quorum est de 50 membres au plus.",
        },
    )
    urgent_cap = AmountField(
        label="Plafond d’une aide urgente, jusqu’à la séance suivante (€)",
        help_text="Ce que le service peut accorder seul ; vide : rien.",
        required=False,
    )

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)


class DecisionForm(Careful, forms.Form):
    """What the session voted, how much, and why."""

    id = MintedIdField()
    granted = forms.ChoiceField(
        label="La décision",
        choices=(("yes", "Accordée"), ("no", "Refusée")),
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si l’aide est accordée."},
    )
    amount = AmountField(label="Montant accordé (€)", required=False)
    reason = forms.CharField(
        label="Motif",
        help_text="Il est écrit dans la lettre à la personne et au procès-verbal. Aucun nom.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Une décision a un motif : écrivez-le."},
    )

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)

    def clean(self):
        given = super().clean()
        if given.get("granted") == "yes" and not given.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "Écrivez le montant accordé.")
        return given


def session_or_404(request: HttpRequest, aid_session_id: UUID) -> FinancialAidSession:
    """A session of the account's service."""
    return get_object_or_404(
        FinancialAidSession.objects.select_related("service", "fund", "minutes"), pk=aid_session_id
    )


def line_or_404(request: HttpRequest, aid_line_id: UUID) -> FinancialAidAgendaLine:
    """A line of an agenda of the account's service."""
    lines = FinancialAidAgendaLine.objects.select_related("request", "session__service")
    return get_object_or_404(sessions.with_what_is_to_ratify(lines), pk=aid_line_id)


def trail(session: FinancialAidSession | None = None, here: str = "") -> list[dict]:
    """Sessions, the session, and the page below it."""
    found = [{"label": "Commission", "url": reverse("financial_aid:sessions")}]
    if session:
        name = f"Séance du {session.held_on:%d/%m/%Y}"
        found.append({"label": name} | ({"url": _page(session)} if here else {}))
    return [*found, {"label": here}] if here else found


def _page(session: FinancialAidSession) -> str:
    return reverse("financial_aid:session", args=[session.pk])


@requires(SEE_COMMISSION)
@never_cache
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """The sessions of the account's service, the latest first."""
    context = {
        "services": services_of(request.user),
        "sessions": sessions.of_services(request.user)[:50],
        "manages": request.user.may(EXAMINE),
    }
    return render(request, "financial_aid/sessions.html", context)


@requires(EXAMINE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def convene(request: HttpRequest) -> HttpResponse:
    """A session to come, of the service that the account belongs to."""
    form = ConveneForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            made = sessions.convene(
                *place_of(request.user),
                key=given["id"],
                held_on=given["held_on"],
                quorum=given["quorum"],
                urgent_cap_cents=cents(given["urgent_cap"]),
            )
        if not form.errors:
            messages.success(request, "La séance est convoquée.")
            return redirect(_page(made))
    context = {"form": form, "title": "Convoquer la commission", "back": reverse("financial_aid:sessions")}
    return render(request, "financial_aid/plain_form.html", context | {"trail": trail(here="Convoquer")})


@requires(SEE_COMMISSION, of=session_or_404, may=may_see_session, refused=Http404)
@never_cache
@require_safe
def show(request: HttpRequest, session: FinancialAidSession) -> HttpResponse:
    """Who sits, and the agenda: references, amounts and reasons, never a name."""
    seats = list(session.financialaidseats.select_related("account"))
    here = {seat.account_id for seat in seats}
    told = ("votes", "request__financialaidfunders", "request__financialaiddecisions")
    lines = list(sessions.lines_of(session).prefetch_related(*told))
    decided = {each.request_id: each for each in session.decisions.all()}
    ratified = {each.request_id: each for each in sessions.ratified_in(session)}
    own = sessions.linked(request.user, [line.request.person_id for line in lines])
    for line in lines:
        votes = {vote.account_id: vote.choice for vote in line.votes.all()}
        line.counted = [(choice.label, list(votes.values()).count(choice)) for choice in Choice]
        line.mine = votes.get(request.user.pk)
        line.decision, line.ratification = decided.get(line.request_id), ratified.get(line.request_id)
        line.before = _before(line)
        line.is_own = line.request.person_id in own
    context = {
        "session": session,
        "seats": seats,
        "absent": [member for member in sessions.voters(session) if member.pk not in here],
        "lines": lines,
        "choices": Choice.choices,
        "links": LinkKind.choices,
        "manages": may_manage(request.user, session) and not session.is_closed,
        "is_to_come": session.held_on > timezone.localdate(),
        "votes": may_vote_here(request.user, session, here),
        "awaits_seat": request.user.may(VOTE) and request.user.pk not in here and not session.is_closed,
        "trail": trail(session),
    }
    return render(request, "financial_aid/session.html", context)


def _before(line: FinancialAidAgendaLine) -> FinancialAidDecision | None:
    """What was decided before of a line that is looked at again: what its decision corrects, or would correct."""
    if not line.review_reason:
        return None
    others = [each for each in line.request.financialaiddecisions.all() if each.session_id != line.session_id]
    if line.decision:
        others = [each for each in others if each.pk == line.decision.corrects_id]
    return others[-1] if others else None


def may_vote_here(user: User, session: FinancialAidSession, here: set[int]) -> bool:
    return user.may(VOTE) and user.pk in here and not session.is_closed


@requires(EXAMINE, of=session_or_404, may=may_manage, refused=Http404)
@require_POST
def seat(request: HttpRequest, session: FinancialAidSession) -> HttpResponse:
    """A member is there."""
    asked = request.POST.get("member", "")
    member = sessions.voters(session).filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None

    def do():
        if member is None:
            raise Refused("Choisissez un membre de la commission.")
        sessions.seat(session, member)

    return _done(request, session, "Le membre est noté présent.", do)


@requires(EXAMINE, of=session_or_404, may=may_manage, refused=Http404)
@require_POST
def lay_agenda(request: HttpRequest, session: FinancialAidSession) -> HttpResponse:
    """Everything that may be decided comes on the agenda."""
    return _done(request, session, "L’ordre du jour est à jour.", lambda: sessions.lay_agenda(session))


@requires(EXAMINE, of=session_or_404, may=may_manage, refused=Http404)
@require_POST
def close(request: HttpRequest, session: FinancialAidSession) -> HttpResponse:
    """Minutes, and nothing changes any more."""
    return _done(
        request, session, "La séance est close, le procès-verbal est gardé.",
        lambda: sessions.close(session, by=request.user),
    )  # fmt: skip


def _done(request: HttpRequest, session: FinancialAidSession, said: str, do) -> HttpResponse:
    try:
        do()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    except OSError:
        messages.error(request, NOT_STORED)
    else:
        messages.success(request, said)
    return redirect(_page(session))


@requires(VOTE, of=line_or_404, may=may_vote, refused=Http404)
@require_POST
def vote(request: HttpRequest, line: FinancialAidAgendaLine) -> HttpResponse:
    """For, against, abstention; or: this is me, or a relative."""
    said = request.POST.get("vote", "")

    def do():
        if said in LinkKind.values:
            sessions.declare_link(line.request, request.user, said, by=request.user)
        elif said in Choice.values:
            sessions.vote(line, said, by=request.user)
        else:
            raise Refused("Rien n’a été noté : choisissez pour, contre ou abstention.")

    return _done(request, line.session, f"C’est noté pour {line.request.reference}.", do)


@requires(EXAMINE, of=line_or_404, may=may_manage_line, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def decide(request: HttpRequest, line: FinancialAidAgendaLine) -> HttpResponse:
    """Write what the session voted; of an urgent aid, ratify."""
    # Sent twice, the vote of ratification is already noted at the second time.
    if line.to_ratify or "ratify" in request.POST:
        if request.method != "POST":
            return redirect(_page(line.session))
        return _done(request, line.session, "C’est noté.", lambda: deciding.ratify(line, by=request.user))
    form = DecisionForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            deciding.decide(
                line, key=given["id"], by=request.user, granted=given["granted"] == "yes", reason=given["reason"],
                amount_cents=cents(given["amount"]),
            )  # fmt: skip
        if not form.errors:
            messages.success(request, f"La décision sur {line.request.reference} est écrite, et sa lettre.")
            return redirect(_page(line.session))
    title = f"Décision sur {line.request.reference}"
    context = {"form": form, "title": title, "back": _page(line.session), "trail": trail(line.session, "Décision")}
    return render(request, "financial_aid/plain_form.html", context)


@requires(SEE_COMMISSION, of=session_or_404, may=may_see_session, refused=Http404)
@require_safe
def minutes(request: HttpRequest, session: FinancialAidSession) -> HttpResponse:
    """The minutes as they were kept."""
    if not session.is_closed:
        raise Http404
    try:
        content = documents.content_of(session.minutes)
    except (OSError, Spoilt):
        messages.error(request, "Le procès-verbal ne peut pas être lu ; un contrôle le signale.")
        return redirect(_page(session))
    return pdf_response(content, f"proces-verbal-{session.held_on:%Y-%m-%d}.pdf", ours=True)
