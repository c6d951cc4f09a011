"""How a person says that they agree, withdraw or oppose."""

from django.db.models import TextChoices


class How(TextChoices):
    IN_PERSON = "in_person", "Sur place"
    PHONE = "phone", "Au téléphone"
    LETTER = "letter", "Par courrier ou courriel"
    OWN_PAGE = "own_page", "Depuis sa page"


# What an account may write down; from their own page the person says it themselves.
SAID_TO_SOMEBODY = [How.PHONE, How.IN_PERSON, How.LETTER]
