"""What becomes of a detection, and why it is set aside."""

from django.db.models import TextChoices


class Status(TextChoices):
    WAITING = "waiting", "À examiner"
    REFERRED = "referred", "Devenue une saisine"
    SET_ASIDE = "set_aside", "Écartée"


class SetAsideReason(TextChoices):
    ALREADY_DONE = "already_done", "Le droit est ouvert, ou la démarche est déjà faite"
    ALREADY_ACCOMPANIED = "already_accompanied", "La personne est déjà accompagnée"
    MISTAKEN = "mistaken", "La liste se trompe sur sa situation"
    UNREACHABLE = "unreachable", "La personne n’a pas pu être jointe"
    DECLINED = "declined", "La personne ne souhaite pas être accompagnée"
    LEFT_FUND = "left_fund", "La personne ne relève plus de la caisse"
    DECEASED = "deceased", "La personne est décédée"
    OTHER = "other", "Autre motif"


class CallResult(TextChoices):
    """What a call that decides nothing came to."""

    NO_ANSWER = "no_answer", "Pas de réponse"
    LATER = "later", "À rappeler plus tard"
    WRONG_NUMBER = "wrong_number", "Numéro faux"


# These hold for the person, whatever the next lists say of them; the others only for what the list said.
FOR_THE_PERSON = (SetAsideReason.DECLINED.value, SetAsideReason.LEFT_FUND.value, SetAsideReason.DECEASED.value)
