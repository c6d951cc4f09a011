"""How somebody asks for their data, how they were recognised, and how they got their copy."""

from django.db.models import TextChoices


class Way(TextChoices):
    OWN_PAGE = "own_page", "Depuis sa page"
    IN_PERSON = "in_person", "Sur place"
    LETTER = "letter", "Par courrier ou courriel"


class Identity(TextChoices):
    OWN_PAGE = "own_page", "Code de sa page et date de naissance"
    SHOWN = "shown", "Pièce d’identité présentée"
    COPY = "copy", "Copie d’une pièce d’identité jointe à la demande"


class Delivery(TextChoices):
    OWN_PAGE = "own_page", "Téléchargée depuis sa page"
    BY_HAND = "by_hand", "Remise en main propre"
    POST = "post", "Envoyée en recommandé"
