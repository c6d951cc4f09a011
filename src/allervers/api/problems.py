"""How the API says no: `application/problem+json` (RFC 9457), in French, with the fields that are concerned."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

_TITLES = {
    400: "La demande ne peut pas être lue.",
    401: "Un jeton valable est attendu.",
    403: "Ce compte ne peut pas faire cela.",
    404: "Rien à cette adresse pour ce compte.",
    405: "Cette adresse ne répond pas à cette méthode.",
    406: "La réponse est en JSON.",
    409: "L’état du dossier ne le permet pas.",
    413: "Ce document est trop lourd.",
    415: "Ce type de contenu n’est pas lu.",
    429: "Trop de demandes à la fois : attendez avant la suivante.",
    503: "Ce n’est pas possible en ce moment : réessayez.",
}


class ProblemError(serializers.Serializer):
    field = serializers.CharField(help_text="Chemin du champ ; vide si aucun champ n’est en cause.")
    message = serializers.CharField()


class Problem(serializers.Serializer):
    """What is wrong."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    errors = ProblemError(many=True)


class ProblemRenderer(JSONRenderer):
    media_type = "application/problem+json"


class Conflict(APIException):
    """The state of things does not allow it; the sentence says why, `field` what it is about."""

    status_code = 409

    def __init__(self, message: str, field: str = ""):
        super().__init__({field: [message]})


class TooHeavy(APIException):
    status_code = 413


class NotNow(APIException):
    status_code = 503


def told(*codes: int) -> dict[tuple[int, str], object]:
    """The refusals of an address, for its description."""
    return {
        (code, ProblemRenderer.media_type): OpenApiResponse(Problem, description=_TITLES[code])
        for code in (*codes, 401, 403, 406, 429)
    }


def handler(error: Exception, context: dict) -> Response | None:
    """The answer to a refusal; None for a failure, which is the server's to tell."""
    response = exception_handler(error, context)
    if response is None:
        return None
    status = response.status_code
    response.data = {
        "type": "about:blank",
        "title": _TITLES.get(status, "La demande est refusée."),
        "status": status,
        "errors": list(_errors(_detail(error, response.data), "")),
    }
    response.content_type = ProblemRenderer.media_type
    # A request may be refused before it was decided how to answer it.
    context["request"].accepted_renderer = ProblemRenderer()
    context["request"].accepted_media_type = ProblemRenderer.media_type
    return response


def _detail(error: Exception, data: object) -> object:
    if isinstance(error, (Http404, PermissionDenied)):
        return []
    if isinstance(data, dict) and data.keys() == {"detail"} and not isinstance(error, ValidationError):
        return [data["detail"]]
    return data


def _errors(detail: object, path: str) -> Iterator[dict[str, str]]:
    """Each sentence with the path of its field: `applicant.birth_date`, `persons[0].role`."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _errors(inner, "" if name == "non_field_errors" else _joined(path, str(name)))
    elif isinstance(detail, list):
        for place, inner in enumerate(detail):
            yield from _errors(inner, f"{path}[{place}]" if isinstance(inner, dict) else path)
    else:
        yield {"field": path, "message": str(detail)}


def _joined(path: str, name: str) -> str:
    if name.isdigit():
        return f"{path}[{name}]"
    return f"{path}.{name}" if path and name else path or name
