"""Rights that are open or not, and benefits opened elsewhere that count for them."""

from django.db.models import TextChoices


class Right(TextChoices):
    PUMA = "puma", "Droits de base (PUMa)"
    C2S = "c2s", "Complémentaire santé solidaire"
    AME = "ame", "Aide médicale de l’État"


class C2sClass(TextChoices):
    FREE = "free", "sans participation"
    CONTRIBUTION = "contribution", "avec participation"


class Benefit(TextChoices):
    """Opened by another body, and read by the rules of the C2S (L861-2 and L861-5 CSS)."""

    RSA = "rsa", "Revenu de solidarité active (RSA)"
    ASPA = "aspa", "Allocation de solidarité aux personnes âgées (ASPA)"
    ASI = "asi", "Allocation supplémentaire d’invalidité (ASI)"
    AAH = "aah", "Allocation aux adultes handicapés (AAH)"
    ASS = "ass", "Allocation de solidarité spécifique"
    CEJ = "cej", "Contrat d’engagement jeune"
