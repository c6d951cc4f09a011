"""`/api/v1/referrals`: a partner's program reports a person, and learns what the person agreed to have told."""

import datetime

from django.core.exceptions import ValidationError as DjangoValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from allervers.domain.organisations.queries import active_funds
from allervers.domain.organisations.roles import Permission
from allervers.domain.people import nir
from allervers.domain.people.models import Language, Sex
from allervers.domain.people.texts import telephone, written_in_latin_letters
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.referrals import queries
from allervers.domain.referrals.codes import (
    FORGONE_CARE_REASONS,
    ActionEngaged,
    ConsentMode,
    ForgoneCare,
    ForgoneCause,
    ForgoneSince,
    Reason,
)
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.permissions import may_transmit_nir, what_the_detector_may_know
from allervers.domain.referrals.workflow import send

from .deposits import Exact, Words, possible_birth
from .problems import Conflict, told

NIR_NOT_ALLOWED = "Votre organisme ne peut pas transmettre de numéro de sécurité sociale."
NO_CONTACT = "Attendu : au moins un moyen de joindre la personne (phone, email ou postal_address)."


def codes(choices) -> serializers.ListField:
    """Some codes of a closed list, each once, in the order of the list."""
    return serializers.ListField(child=serializers.ChoiceField(choices.choices), required=False, max_length=50)


class Consent(Exact):
    """How and when the person agreed, and to what else."""

    mode = serializers.ChoiceField(ConsentMode.choices)
    on = serializers.DateField()
    feedback = serializers.BooleanField(default=False)
    studies_opposed = serializers.BooleanField(default=False)

    def validate_on(self, day: datetime.date) -> datetime.date:
        if not datetime.date(2000, 1, 1) <= day <= timezone.localdate():
            raise ValidationError("Attendu : le jour de l’accord, aujourd’hui au plus tard.")
        return day


class Detector(Exact):
    """Who reports, so that the fund can ask a question."""

    name = Words(max_length=150)
    service = Words(max_length=200, required=False)
    phone = Words(max_length=30, required=False, validators=[telephone])
    email = serializers.EmailField(required=False)


class Report(Exact):
    """A referral, as it is sent. The same rules as those of the form."""

    id = serializers.UUIDField()
    fund_code = serializers.CharField(max_length=40)
    birth_name = Words(max_length=100, validators=[written_in_latin_letters])
    usage_name = Words(max_length=100, required=False, validators=[written_in_latin_letters])
    first_name = Words(max_length=100, validators=[written_in_latin_letters])
    birth_date = serializers.DateField(required=False, validators=[possible_birth])
    sex = serializers.ChoiceField(Sex.choices, required=False)
    nir = serializers.CharField(max_length=40, required=False)
    phone = Words(max_length=30, required=False, validators=[telephone])
    email = serializers.EmailField(required=False)
    postal_address = Words(max_length=300, required=False)
    language = serializers.ChoiceField(Language.choices, required=False)
    interpreter_needed = serializers.BooleanField(required=False)
    reasons = serializers.ListField(child=serializers.ChoiceField(Reason.choices), min_length=1, max_length=50)
    forgone_care = codes(ForgoneCare)
    forgone_since = serializers.ChoiceField(ForgoneSince.choices, required=False)
    forgone_causes = codes(ForgoneCause)
    urgent = serializers.BooleanField(required=False)
    urgent_reason = Words(max_length=300, required=False)
    actions_engaged = codes(ActionEngaged)
    note = Words(max_length=2000, required=False)
    consent = Consent()
    detector = Detector()

    def validate_nir(self, text: str) -> str:
        if not may_transmit_nir(self.context["request"].user):
            raise ValidationError(NIR_NOT_ALLOWED)
        try:
            return nir.clean_nir(text)
        except DjangoValidationError as error:
            raise ValidationError(error.messages) from None

    def validate(self, given):
        given["fund"] = active_funds().filter(code=given.pop("fund_code")).first()
        wrong = {name: [sentence] for name, sentence in _contradictions(given) if sentence}
        if wrong:
            raise ValidationError(wrong)
        return given


def _contradictions(given: dict):
    """What the fields say against one another: (field, sentence or nothing)."""
    if given["fund"] is None:
        yield "fund_code", "Aucune caisse en activité n’a ce code."
    if not any(given.get(way) for way in ("phone", "email", "postal_address")):
        yield "phone", NO_CONTACT
    if number := given.get("nir"):
        yield "nir", nir.contradiction(number, birth_date=given.get("birth_date"), sex=given.get("sex", ""))
    forgone = set(given["reasons"]) & set(FORGONE_CARE_REASONS)
    if forgone and not given.get("forgone_care"):
        yield "forgone_care", "Attendu : au moins un soin qui n’est pas réalisé, puisque le motif est un renoncement."
    if not forgone and any(given.get(name) for name in ("forgone_care", "forgone_since", "forgone_causes")):
        yield "reasons", "Attendu : forgone_care, puisqu’un renoncement à des soins est décrit."
    if bool(given.get("urgent")) != bool(given.get("urgent_reason")):
        yield "urgent_reason", "Attendu : urgent à vrai et urgent_reason ensemble, ou ni l’un ni l’autre."
    if given.get("birth_date") and given["birth_date"] > given["consent"]["on"]:
        yield "consent.on", "Cette personne naîtrait après son accord."


def referral_of(given: dict) -> Referral:
    """The referral that this report makes, not yet written."""
    fields = {name: value for name, value in given.items() if name not in ("nir", "consent", "detector")}
    consent, detector = given["consent"], given["detector"]
    for name, choices in _LISTS.items():
        fields[name] = [code for code in choices.values if code in fields.get(name, [])]
    made = Referral(
        **fields,
        consent_mode=consent["mode"],
        consent_on=consent["on"],
        feedback_consent=consent["feedback"],
        studies_opposed=consent["studies_opposed"],
        **{f"detector_{name}": value for name, value in detector.items()},
    )
    made.set_nir(given.get("nir", ""))
    return made


_LISTS = {
    "reasons": Reason,
    "forgone_care": ForgoneCare,
    "forgone_causes": ForgoneCause,
    "actions_engaged": ActionEngaged,
}


class Reported(serializers.Serializer):
    """Received; the rest is told only where the person agreed that the detector be informed."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(["received"])
    contacted = serializers.BooleanField(allow_null=True)
    closed = serializers.BooleanField(allow_null=True)
    relevant = serializers.BooleanField(allow_null=True)


def shown(referral: Referral) -> dict:
    known = what_the_detector_may_know(referral, queries.follow_up([referral]))
    told_now = {name: getattr(known, name) if known.told else None for name in ("contacted", "closed", "relevant")}
    return {"id": str(referral.pk), "status": "received", **told_now}


class ReferralsView(APIView):
    """Report a person."""

    @extend_schema(
        operation_id="report_person",
        summary="Signaler une personne à la Mission accompagnement santé de sa caisse",
        request=Report,
        responses={201: Reported, 200: Reported, **told(400, 409, 415)},
    )
    def post(self, request):
        if not request.user.may(Permission.REFER):
            raise PermissionDenied
        asked = Report(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        try:
            referral, new = send(referral_of(asked.validated_data), sender=request.user)
        except AlreadyUsed:
            raise Conflict("Un autre signalement porte déjà cet identifiant.", "id") from None
        return Response(shown(referral), status=201 if new else 200)


class ReferralView(APIView):
    """What became of one's own referral."""

    @extend_schema(operation_id="referral", summary="Un signalement", responses={200: Reported, **told(404)})
    def get(self, request, referral_id):
        if not request.user.may(Permission.REFER):
            raise PermissionDenied
        return Response(shown(get_object_or_404(queries.reported_by(request.user), pk=referral_id)))
