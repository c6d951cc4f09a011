"""Which care was at stake, and what helped to obtain it."""

from django.db.models import Q, TextChoices

from ...accompaniment.codes import CareType, ClosureReason, Outcome, Specialty, Theme
from ...referrals.codes import DetectorFamily, InternalCategory
from ..catalogue import WON_CARE_FILES, Basis, indicator
from ..populations import CLOSED, NOT_SUCCESSFUL, SUCCESSFUL_CARE, closed_for, with_outcome, with_theme
from ..shapes import Breakdown, Count, PerFile, Population, Share

TITLE = "Soins"


def _of_type(code: str) -> Population:
    return SUCCESSFUL_CARE.where(care_types__contains=[code])


@indicator("Types de soins", WON_CARE_FILES)
def care_types():
    """Nombre de succès « soins », selon les types de soins dont il s'agissait. Un accompagnement peut en avoir
    plusieurs, ou aucun qui soit renseigné : le total n'est pas le nombre de succès « soins »."""
    return Breakdown(CareType, {code: Count(_of_type(code)) for code in CareType.values})


@indicator("Types de soins par succès « soins »", WON_CARE_FILES)
def care_types_per_success():
    """Nombre moyen de types de soins par succès « soins » : combien de soins différents une même personne attendait."""
    return PerFile(tuple(_of_type(code) for code in CareType.values), among=SUCCESSFUL_CARE)


@indicator(
    "Spécialités",
    Basis(WON_CARE_FILES.counted, "Les accompagnements dont la spécialité n'est pas connue : seul un historique "
          "repris d'un ancien outil la donne."),
)  # fmt: skip
def specialties():
    """Nombre de succès « soins », selon la spécialité du professionnel qui devait donner les soins. Un accompagnement
    peut en avoir plusieurs, ou aucune qui soit renseignée : le total n'est pas le nombre de succès « soins »."""
    return Breakdown(
        Specialty, {code: Count(SUCCESSFUL_CARE.where(specialties__contains=[code])) for code in Specialty.values}
    )


class Help(TextChoices):
    RIGHTS = "rights", "Aide sur les droits"
    FINANCIAL_AID = "financial_aid", "Aide financière obtenue"
    CARE_GUIDANCE = "care_guidance", "Guidance dans le système de soins"


@indicator(
    "Aides apportées quand les soins ont été réalisés",
    Basis("Dossiers clos « soins réalisés » pendant la période.", "Les dossiers clos pour un autre motif."),
)
def help_when_care_obtained():
    """Pour chaque aide, part des dossiers clos « soins réalisés » dans lesquels elle a été apportée : thématique
    « droits », aide financière obtenue, guidance réussie. Un dossier peut en avoir plusieurs."""
    obtained = closed_for(ClosureReason.CARE_OBTAINED.value)
    helped = {
        Help.RIGHTS.value: with_theme(obtained, Theme.RIGHTS.value),
        Help.FINANCIAL_AID.value: with_outcome(obtained, Outcome.FINANCIAL_AID.value),
        Help.CARE_GUIDANCE.value: with_outcome(obtained, Outcome.CARE_GUIDANCE.value),
    }
    return Breakdown(Help, {code: Share(those, among=obtained) for code, those in helped.items()})


@indicator(
    "Part des dossiers sans succès aidés sur leurs droits",
    Basis(
        "Dossiers clos pendant la période sans succès : abandon, refus, saisine non pertinente, personne injoignable.",
        "Les dossiers clos avec un succès.",
    ),
)
def rights_share_without_success():
    """Part des dossiers clos sans succès (abandon, refus, saisine non pertinente, personne injoignable) dont
    l'accompagnement comprenait la thématique « droits »."""
    return Share(with_theme(NOT_SUCCESSFUL, Theme.RIGHTS.value), among=NOT_SUCCESSFUL)


@indicator(
    "Part des personnes en ALD sans médecin traitant",
    Basis(
        "Dossiers clos pendant la période, dont la personne a une exonération au titre d'une ALD.",
        "Les dossiers où l'exonération ou le médecin traitant ne sont pas connus.",
    ),
)
def ald_without_gp_share():
    """Part des personnes qui n'ont pas de médecin traitant déclaré à la fin de l'accompagnement, parmi celles qui ont
    une exonération au titre d'une affection de longue durée (ALD) et pour qui la réponse est connue."""
    exempt = CLOSED.where(ald_exemption_at_end__isnull=False).where(ald_exemption_at_end=True)
    known = exempt.where(gp_declared_at_end__isnull=False)
    return Share(known.where(gp_declared_at_end=False), among=known)


class Detector(TextChoices):
    """The services of the health insurance one by one, the others by family."""

    RECEPTION = "reception", InternalCategory.RECEPTION.label
    TELEPHONE = "telephone", InternalCategory.TELEPHONE.label
    OTHER_SERVICES = "other_services", InternalCategory.OTHER_SERVICES.label
    QUERIES_AND_OUTBOUND = "queries_and_outbound", InternalCategory.QUERIES_AND_OUTBOUND.label
    MEDICAL_SERVICE = "medical_service", InternalCategory.MEDICAL_SERVICE.label
    SOCIAL_SERVICE = "social_service", InternalCategory.SOCIAL_SERVICE.label
    HEALTH_CENTRE = "health_centre", InternalCategory.HEALTH_CENTRE.label
    PREVENTION = "prevention", InternalCategory.PREVENTION.label
    ONESELF = "oneself", InternalCategory.ONESELF.label
    HEALTH_PROFESSIONAL = "health_professional", DetectorFamily.HEALTH_PROFESSIONAL.label
    PARTNER = "partner", DetectorFamily.PARTNER.label


@indicator("Qui détecte les besoins de médecine générale", WON_CARE_FILES)
def general_practice_by_detector():
    """Nombre de succès « soins » dont les soins, ou la spécialité, comprennent la médecine générale, selon qui avait
    signalé la personne : chaque service de l'Assurance Maladie, les professionnels de santé, les partenaires."""
    concerned = SUCCESSFUL_CARE.where(
        Q(care_types__contains=[CareType.GENERAL_PRACTICE.value])
        | Q(specialties__contains=[Specialty.GENERAL_PRACTICE.value])
    )
    internal = concerned.where(detector_family=DetectorFamily.INTERNAL.value)
    return Breakdown(
        Detector,
        {
            code: Count(
                internal.where(detector_category=code)
                if code in InternalCategory.values
                else concerned.where(detector_family=code)
            )
            for code in Detector.values
        },
        whole=concerned,
    )
