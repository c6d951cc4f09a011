"""`/api/v1/rights-files`: a hospital's program deposits a file, completes it, follows it; an officer's decides it."""

import datetime
import hashlib

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.response import Response
from rest_framework.views import APIView

from allervers.domain.documents import intake
from allervers.domain.documents import workflow as documents
from allervers.domain.documents.models import Document
from allervers.domain.organisations.models import User
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.rights_files import deciding, examining, letters, papers, supplying, workflow
from allervers.domain.rights_files.codes import Intention, LetterKind, Outcome, PaperState, Right, Status
from allervers.domain.rights_files.dates import dates
from allervers.domain.rights_files.digests import digest_of
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.permissions import may_complete, may_deposit, may_examine
from allervers.domain.rights_files.queries import facts_of, last_decision

from .deposits import Deposit, Exact, Words, file_of
from .problems import Conflict, NotNow, TooHeavy, told

PAGE = 100


class RequiredPaper(serializers.Serializer):
    code = serializers.CharField()
    person = serializers.CharField(allow_null=True)
    intention = serializers.ChoiceField(Intention.choices)
    state = serializers.ChoiceField(PaperState.choices)
    label = serializers.CharField()


class Decision(serializers.Serializer):
    outcome = serializers.ChoiceField(Outcome.choices, allow_null=True)
    on = serializers.DateField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class File(serializers.Serializer):
    """Where a file stands. Papers are only told to be there; `dates` have the names of the law library's events."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    right = serializers.ChoiceField(Right.choices)
    status = serializers.ChoiceField(Status.choices)
    received_on = serializers.DateField()
    opposable = serializers.BooleanField()
    required = RequiredPaper(many=True)
    dates = serializers.DictField(child=serializers.DateField(allow_null=True))
    acknowledgement = serializers.URLField()
    decision = Decision()


class Files(serializers.Serializer):
    results = File(many=True)
    next = serializers.CharField(allow_null=True)


class Supplied(serializers.Serializer):
    document_id = serializers.UUIDField()
    code = serializers.CharField()
    state = serializers.ChoiceField(PaperState.choices)
    sha256 = serializers.CharField()
    pages = serializers.IntegerField()


class Transition(Exact):
    """What an officer asks of a file. `id` is the caller's: the same one is taken once."""

    id = serializers.UUIDField()
    to = serializers.ChoiceField(
        [Status.DOCUMENTS_REQUESTED, Status.UNDER_EXAMINATION, Status.DECIDED, Status.WITHDRAWN]
    )
    documents = serializers.ListField(child=serializers.CharField(max_length=50), required=False)
    outcome = serializers.ChoiceField([Outcome.ACCEPTED, Outcome.REFUSED], required=False)
    reason = Words(max_length=2000, required=False)


class HandedIn(Exact):
    """What a document answers to."""

    code = serializers.CharField(max_length=50)
    person = serializers.CharField(max_length=60, required=False, default="")
    dated_on = serializers.DateField(required=False, default=None)
    intention = serializers.ChoiceField(Intention.choices, required=False, default=Intention.FIRST)


def shown(file: RightsFile, account: User, request, listed: list[papers.Line] | None = None) -> dict:
    """A file as this account may know it: who deposited it for somebody is told the reason of the decision only where
    the person agreed to copies."""
    listed = papers.lines(file) if listed is None else listed
    decision = last_decision(file)
    own = account.organisation_id in (file.fund_id, file.handled_by_id)
    told_why = own or not file.helper_organisation or file.helper_may_receive_copies
    return {
        "id": str(file.pk),
        "reference": file.reference,
        "right": file.right,
        "status": file.status,
        "received_on": file.received_on,
        "opposable": papers.is_opposable(listed),
        "required": [_paper(line) for line in listed],
        "dates": dates(facts_of(file)),
        "acknowledgement": request.build_absolute_uri(reverse("api-rights-file-acknowledgement", args=[file.pk])),
        "decision": {
            "outcome": _outcome(file, decision),
            "on": decision.on if decision else _closed_on(file),
            "starts_on": decision and decision.starts_on,
            "ends_on": decision and decision.ends_on,
            "reason": decision.reason if decision and told_why else None,
        },
    }


def _outcome(file: RightsFile, decision) -> str | None:
    if decision:
        return decision.outcome
    return Outcome.CLOSED_WITHOUT_FOLLOW_UP if _closed_on(file) else None


def _closed_on(file: RightsFile):
    return file.status_since if file.status == Status.CLOSED_WITHOUT_FOLLOW_UP else None


def _paper(line: papers.Line) -> dict:
    required = line.required
    return {
        "code": required.code,
        "person": required.of_person or None,
        "intention": required.intention,
        "state": line.state,
        "label": required.label,
    }


def seen(file_id) -> RightsFile:
    """A file that this account may see, as the database says; another one is not there (404)."""
    return get_object_or_404(RightsFile.objects.select_related("fund", "handled_by"), pk=file_id)


class FilesView(APIView):
    """Deposit a file, or follow one's files."""

    @extend_schema(
        operation_id="deposit_rights_file",
        summary="Déposer un dossier de droits",
        request=Deposit,
        responses={201: File, 200: File, **told(400, 409, 415)},
    )
    def post(self, request):
        if not may_deposit(request.user):
            raise PermissionDenied
        asked = Deposit(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        try:
            file, new = workflow.deposit(
                file_of(given, digest_of(request.data)), given["read_situation"], author=request.user
            )
        except AlreadyUsed:
            raise Conflict("Un autre dossier porte déjà cet identifiant.", "id") from None
        return Response(shown(file, request.user, request), status=201 if new else 200)

    @extend_schema(
        operation_id="rights_files",
        summary="Les dossiers que ce compte suit",
        parameters=[
            OpenApiParameter("cursor", str, description="La valeur de `next` de la page précédente."),
            OpenApiParameter("updated_since", OpenApiTypes.DATETIME, description="Modifiés depuis cet instant."),
        ],
        responses={200: Files, **told(400)},
    )
    def get(self, request):
        if not (may_deposit(request.user) or request.user.may("examine_file")):
            raise PermissionDenied
        files = RightsFile.objects.select_related("fund", "handled_by").order_by("updated_at", "id")
        files = _changed_since(files, request.query_params).prefetch_related("papersrequests", "decisions")
        page = list(files[: PAGE + 1])
        listed = papers.lines_of_all(page)
        more = len(page) > PAGE
        following = f"{page[PAGE - 1].updated_at.isoformat()}~{page[PAGE - 1].pk}" if more else None
        return Response(
            {
                "results": [shown(file, request.user, request, listed[file.pk]) for file in page[:PAGE]],
                "next": following,
            }
        )


def _changed_since(files, asked):
    if unknown := sorted(asked.keys() - {"cursor", "updated_since"}):
        raise ValidationError(dict.fromkeys(unknown, "Paramètre inconnu. Connus : cursor, updated_since."))
    if text := asked.get("updated_since"):
        files = files.filter(updated_at__gte=_moment(text, "updated_since"))
    if text := asked.get("cursor"):
        moment, _, identifier = text.partition("~")
        at = _moment(moment, "cursor")
        try:
            key = serializers.UUIDField().to_internal_value(identifier)
        except ValidationError:
            raise ValidationError({"cursor": ["Ce curseur n’est pas de nous."]}) from None
        files = files.filter(Q(updated_at__gt=at) | Q(updated_at=at, id__gt=key))
    return files


def _moment(text: str, field: str):
    """An instant, in universal time: the database reads no odd offset."""
    try:
        moment = parse_datetime(text.replace(" ", "+"))
        if moment and moment.tzinfo:
            return moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        pass
    raise ValidationError({field: ["Attendu : un instant ISO avec son fuseau, 2026-03-01T08:00:00+01:00."]})


class FileView(APIView):
    """Where one file stands."""

    @extend_schema(operation_id="rights_file", summary="Un dossier", responses={200: File, **told(404)})
    def get(self, request, file_id):
        return Response(shown(seen(file_id), request.user, request))


class AcknowledgementView(APIView):
    """The letter that acknowledges the deposit, in PDF."""

    @extend_schema(
        operation_id="rights_file_acknowledgement",
        summary="L’accusé de réception",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, **told(404)},
    )
    def get(self, request, file_id):
        letter = seen(file_id).letters.filter(kind=LetterKind.ACKNOWLEDGEMENT).first()
        if letter is None:
            raise Http404
        headers = {"Content-Disposition": 'attachment; filename="accuse-de-reception.pdf"'}
        return HttpResponse(letters.pdf(letter), content_type="application/pdf", headers=headers)


class RawParser(BaseParser):
    """The body as it came, up to a little more than what may be kept."""

    media_type = "*/*"

    def parse(self, stream, media_type=None, parser_context=None) -> bytes:
        return stream.read(intake.MOST_BYTES + 1)


class DocumentView(APIView):
    """A paper of a file: sent once, kept encrypted, never read back by program."""

    parser_classes = [RawParser]

    @extend_schema(
        operation_id="supply_document",
        summary="Joindre un document (PDF ou photo) à une ligne du dossier",
        parameters=[HandedIn],
        request={"application/pdf": OpenApiTypes.BINARY, "image/jpeg": OpenApiTypes.BINARY},
        responses={201: Supplied, 200: Supplied, **told(400, 404, 409, 413, 503)},
    )
    def put(self, request, file_id, document_id):
        file = seen(file_id)
        asked = HandedIn(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        received = request.data if isinstance(request.data, bytes) else b""
        digest = documents.digest_of([received], file.fund_id)
        if known := Document.objects.filter(pk=document_id).first():
            return self._again(known, file, digest, received)
        if not may_complete(request.user, file):
            raise Conflict("Ce dossier est terminé, ou ne se complète pas avec ce compte.")
        line, document = _supplied(file, document_id, received, digest, asked.validated_data, request.user)
        return Response(_told(document, line, received), status=201)

    def _again(self, known: Document, file: RightsFile, digest: bytes, received: bytes):
        """The same document under the same identifier is told again; anything else is a conflict."""
        supplied = getattr(known, "supplied", None)
        if supplied is None or supplied.file_id != file.pk or bytes(known.received_digest) != digest:
            raise Conflict("Un autre document porte déjà cet identifiant.", "document_id")
        line = next(each for each in papers.lines(file) if each.required.pk == supplied.required_id)
        return Response(_told(known, line, received), status=200)


def _supplied(file, document_id, received, digest, given, author):
    """Check, keep, join: in the transaction of the request, with the blob stored first."""
    handed = supplying.Handed(given["code"], given["person"], given["dated_on"], given["intention"])
    if len(received) > intake.MOST_BYTES:
        raise TooHeavy(f"{intake.MOST_BYTES // 1024**2} Mo au plus : envoyez ce document en plusieurs fois.")
    try:
        supplying.line_for(file, handed)
        paper = intake.read([received])
        document = documents.keep(paper, document_id=document_id, fund_id=file.fund_id, author=author, digest=digest)
        return supplying.supply(file, document, handed, author=author), document
    except intake.Refused as refusal:
        raise ValidationError({"": [str(refusal)]}) from None
    except AlreadyUsed:
        raise Conflict("Un autre document porte déjà cet identifiant.", "document_id") from None
    except workflow.Refused as refusal:
        raise ValidationError({refusal.field: [str(refusal)]}) from None
    except OSError:
        raise NotNow("Le document n’a pas pu être enregistré, rien n’a été gardé : envoyez-le de nouveau.") from None


def _told(document: Document, line: papers.Line, received: bytes) -> dict:
    return {
        "document_id": str(document.pk),
        "code": line.required.code,
        "state": line.state,
        "sha256": hashlib.sha256(received).hexdigest(),
        "pages": document.pages,
    }


class TransitionsView(APIView):
    """What an officer's program asks of a file."""

    @extend_schema(
        operation_id="rights_file_transition",
        summary="Demander des documents, reprendre l’examen, décider, retirer",
        request=Transition,
        responses={201: File, 200: File, **told(400, 404, 409, 415)},
    )
    def post(self, request, file_id):
        file = seen(file_id)
        if not may_examine(request.user, file):
            raise PermissionDenied
        form = Transition(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        asked = workflow.Asked(request.user, given["id"], digest_of(request.data), given.get("reason", ""))
        try:
            done = workflow.done_already(file, asked)
            if not done:
                _ask(file, given, asked)
        except AlreadyUsed:
            raise Conflict("Cet identifiant a servi à autre chose.", "id") from None
        except workflow.Refused as refusal:
            raise Conflict(str(refusal), refusal.field) from None
        return Response(shown(seen(file_id), request.user, request), status=200 if done else 201)


def _ask(file: RightsFile, given: dict, asked: workflow.Asked) -> None:
    match given["to"]:
        case Status.DOCUMENTS_REQUESTED:
            examining.ask_papers(file, given.get("documents", []), asked)
        case Status.UNDER_EXAMINATION:
            examining.examine(file, asked)
        case Status.DECIDED:
            if "outcome" not in given:
                raise ValidationError({"outcome": ["Une décision est un accord ou un refus."]})
            if not given.get("reason", "").strip():
                raise ValidationError({"reason": ["Écrivez le motif de la décision : la personne le lira."]})
            deciding.decide(file, given["outcome"], asked)
        case Status.WITHDRAWN:
            workflow.withdraw(file, asked)
