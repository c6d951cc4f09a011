"""The state of the service, in words: what watchers read on ``/readyz``."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from allervers.config.health import readiness
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
    return render(request, "administrator/status.html", {"lines": lines, "all_well": all(well for *_, well in lines)})
