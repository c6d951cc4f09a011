"""`/api/v1/messages/reports`: a gateway says what became of messages, and who answered STOP."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from allervers.domain.campaigns import coming_back
from allervers.domain.campaigns.permissions import LAUNCH_CAMPAIGNS
from allervers.domain.outbox.codes import Channel

from .deposits import Exact
from .problems import told

AT_ONCE = 1_000


class ReportOfMessage(Exact):
    """What became of one message, by the identifier that we gave with it."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(coming_back.Became.choices)
    at = serializers.DateTimeField(required=False, help_text="Maintenant si rien n’est dit.")


class AnswerOfPerson(Exact):
    """What somebody answered. Only « STOP » and « ARRÊT » are acted upon; no text is kept."""

    channel = serializers.ChoiceField(Channel.choices)
    sender = serializers.CharField(max_length=254, help_text="Le numéro ou l’adresse qui répond.")
    text = serializers.CharField(max_length=2000, allow_blank=True, trim_whitespace=True)


class Reports(Exact):
    reports = serializers.ListField(child=ReportOfMessage(), required=False, max_length=AT_ONCE)
    answers = serializers.ListField(child=AnswerOfPerson(), required=False, max_length=AT_ONCE)


class Received(serializers.Serializer):
    """How many reports were noted, known already, or of no message of this fund; how many answers were a STOP."""

    noted = serializers.IntegerField()
    known = serializers.IntegerField()
    unknown = serializers.IntegerField()
    stopped = serializers.IntegerField()


class ReportsView(APIView):
    """What became of messages. The same report twice, or in another order, changes nothing."""

    @extend_schema(
        operation_id="report_messages",
        summary="Dire ce que des messages sont devenus, et qui a répondu STOP",
        request=Reports,
        responses={200: Received, **told(400, 415)},
    )
    def post(self, request):
        if not request.user.may(LAUNCH_CAMPAIGNS):
            raise PermissionDenied
        asked = Reports(data=request.data)
        asked.is_valid(raise_exception=True)
        fund, now = request.user.organisation, timezone.now()
        given = asked.validated_data
        reports = [
            coming_back.Report(one["id"], coming_back.Became(one["status"]), min(one.get("at", now), now))
            for one in given.get("reports", [])
        ]
        noted = coming_back.note(fund, reports)
        answers = given.get("answers", [])
        stopped = [coming_back.answered(fund, one["channel"], one["sender"], one["text"]) for one in answers]
        return Response({**noted.to_json(), "stopped": sum(stopped)})
