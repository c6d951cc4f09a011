"""The state of the service, in words: what watchers read on ``/readyz``."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from allervers.config.health import left_behind, readiness
from allervers.domain.organisations.roles import Permission
from allervers.web.access import requires

PARTS = {"database": "Base de données", "disk": "Place sur le disque", "migrations": "Tables", "jobs": "Tâches de fond"}
SAID = {
    "ok": "En ordre.",
    "unreachable": "La base ne répond pas. Vérifiez que PostgreSQL tourne et que son adresse est la bonne.",
    "full": "Le disque est plein : rien ne peut être enregistré. Faites de la place ; le service reprend de lui-même.",
    "read-only": "Les données sont en lecture seule : rien ne peut être enregistré.",
    "pending": "Les tables ne sont pas à jour. Lancez « allervers migrate ».",
    "no worker": "L’exécuteur de tâches ne donne plus signe de vie. Redémarrez le service.",
    "stuck": "Une tâche attend depuis plus de dix minutes.",
    "unknown": "On ne sait pas, tant que la base ne répond pas.",
}


@requires(Permission.MANAGE_ACCOUNTS)
@require_safe
def show(request):
    """Each part that the service needs, and what to do about it."""
    parts = readiness()
    lines = [(PARTS[part], SAID[answer], answer == "ok") for part, answer in parts.items()]
    if parts["database"] == "ok":
        lines.append(_messages())
    return render(request, "administrator/status.html", {"lines": lines, "all_well": all(well for *_, well in lines)})


def _messages() -> tuple[str, str, bool]:
    """A line on what was written to persons and has not left."""
    behind = left_behind()
    if behind == "ok":
        return "Messages aux personnes", "En ordre.", True
    waiting, uncertain = (int(part.split()[0]) for part in behind.split(", "))
    said = f"{waiting} en attente depuis plus d’un quart d’heure, {uncertain} d’envoi incertain. "
    return "Messages aux personnes", said + CARRIERS, False


CARRIERS = "Vérifiez ALLERVERS_EMAIL_URL et ALLERVERS_SMS_URL ; un envoi incertain se règle sur la page de la personne."
