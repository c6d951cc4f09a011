"""`/api/v1/figures`: the indicators of a year with their definitions, for one's own fund or for the nation.

A fund reads its own figures whole: they do not leave it. The nation's are masked exactly as on its page.
"""

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView

from allervers.domain.figures.catalogue import Indicator
from allervers.domain.figures.editions import Edition, NotPrepared, edition
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.periods import FIRST_YEAR, Period, year
from allervers.domain.figures.permissions import FUND_FIGURES
from allervers.domain.figures.queries import answerable, tally
from allervers.domain.figures.shown import Shown
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Permission, may

from .problems import NotNow, told


class ReadsFigures(BasePermission):
    """The roles that see figures on a screen, a fund's or the nation's, read the same by program."""

    message = "Ce compte ne voit pas de chiffres : son rôle ne le permet pas."

    def has_permission(self, request, view):
        return any(may(request.user, asked) for asked in (FUND_FIGURES, Permission.NATIONAL_FIGURES))


class Asked(serializers.Serializer):
    """What can be asked for; anything else is refused, so that a misspelt name never passes for « everything »."""

    year = serializers.IntegerField(min_value=FIRST_YEAR, help_text="Année civile, jusqu'à l'année en cours.")
    indicator = serializers.ListField(
        child=serializers.ChoiceField(choices=[]),
        required=False,
        help_text="Un nom d'indicateur ; à répéter pour plusieurs. Sans lui, tous.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["indicator"].child.choices = list(CATALOGUE)

    def validate_year(self, number: int) -> int:
        if number > timezone.localdate().year:
            raise ValidationError("Cette année n'a pas commencé.")
        return number

    def validate(self, given):
        unknown = sorted(self.initial_data.keys() - self.fields.keys())
        if unknown:
            raise ValidationError(dict.fromkeys(unknown, "Paramètre inconnu. Connus : year, indicator."))
        return given


class Figure(serializers.Serializer):
    """One indicator; `value` is a number, or an object or list of numbers as its definition says."""

    name = serializers.CharField()
    label = serializers.CharField()
    definition = serializers.CharField()
    unit = serializers.CharField()
    counted = serializers.CharField(help_text="Population comptée.")
    left_out = serializers.CharField(help_text="Exclusions.")
    since = serializers.DateField(help_text="Compté ainsi depuis ce jour.")
    value = serializers.JSONField(allow_null=True)


class Figures(serializers.Serializer):
    scope = serializers.CharField(help_text="Code de la caisse, ou « nation ».")
    start = serializers.DateField()
    end = serializers.DateField(
        help_text="Dernier jour compté : pour l'année en cours, celui où ces chiffres ont été préparés."
    )
    figures = Figure(many=True)
    masked = serializers.ListField(
        child=serializers.CharField(),
        help_text="Chemins des valeurs masquées (de 1 à 10 personnes, ou qui permettraient de les retrouver).",
    )


EXAMPLE = OpenApiExample("Les clôtures de 2025", value={"year": 2025, "indicator": ["closures"]}, request_only=True)


class BeingPrepared(NotNow):
    """The job masks the year of all funds within minutes."""

    wait = 30  # seconds, as Retry-After
    default_detail = "Ces chiffres sont en préparation : demandez-les de nouveau dans une minute."


class FiguresView(APIView):
    """The figures of a year."""

    permission_classes = [ReadsFigures]

    @extend_schema(
        operation_id="figures",
        summary="Les chiffres d'une année, avec leurs définitions",
        parameters=[Asked],
        responses={200: Figures, **told(400, 503)},
        examples=[EXAMPLE],
    )
    def get(self, request):
        asked = Asked(data=_single_or_many(request.query_params))
        asked.is_valid(raise_exception=True)
        period = year(asked.validated_data["year"]).until(timezone.localdate())
        return Response(_answer(request.user, period, asked.validated_data.get("indicator")))


def _single_or_many(given) -> dict:
    """A parameter given twice is a mistake, except for `indicator`."""
    for name, texts in given.lists():
        if name != "indicator" and len(texts) > 1:
            raise ValidationError({name: "Donné plusieurs fois : une seule valeur est attendue."})
    return {name: texts if name == "indicator" else texts[0] for name, texts in given.lists()}


def _answer(account: User, period: Period, names: list[str] | None) -> dict:
    of_nation = account.may(Permission.NATIONAL_FIGURES)
    funds = None if of_nation else account.organisation_id
    if of_nation:
        made = _prepared(period)
        period, known, shown = made.period, made.indicators, Shown(made.counted, made.publication)
        made.counted.fund_codes = dict(Organisation.objects.values_list("pk", "code"))
    else:
        known = answerable(funds)
    asked = {name: known[name] for name in names or known if name in known}
    if not of_nation:
        shown = Shown(tally(asked.values(), period, funds))
    return {
        "scope": "nation" if of_nation else account.organisation.code,
        "start": period.start,
        "end": period.end,
        "figures": [_entry(entry, shown) for entry in asked.values()],
        "masked": shown.masked,
    }


def _prepared(period: Period) -> Edition:
    try:
        return edition(period)
    except NotPrepared:
        raise BeingPrepared from None


def _entry(entry: Indicator, shown: Shown) -> dict:
    return {
        "name": entry.name,
        "label": entry.label,
        "definition": entry.definition,
        "unit": entry.unit,
        "counted": entry.basis.counted,
        "left_out": entry.basis.left_out,
        "since": entry.since,
        "value": shown.value(entry.figure, entry.name),
    }
