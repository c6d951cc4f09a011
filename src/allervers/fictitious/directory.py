"""Structures around the fund of the demonstration, as a file that anybody could import: none of them exists."""

import json
import tempfile
from pathlib import Path

from django.utils import timezone

from allervers.domain.directory import workflow
from allervers.domain.directory.models import Structure
from allervers.domain.directory.structures_file import bring_in
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User

WHY = "démonstration"
MORNINGS, DAYS = "Mo-Fr 08:30-12:30; PH off", "Mo-Th 09:00-12:30,13:30-17:00; Fr 09:00-12:30; PH off"

# name, network, commune, address, longitude, latitude, hours
AROUND = (
    ("CCAS de Valfleury", "ccas-cias", "Valfleury", "2 place des Exemples", 0.02, 0.01, DAYS),
    ("CCAS de Rivebelle", "ccas-cias", "Rivebelle", "1 rue du Modèle", 0.21, 0.12, MORNINGS),
    ("France Services de Rivebelle", "france-service", "Rivebelle", "1 rue du Modèle", 0.21, 0.12, DAYS),
    ("France Services de Montfictif", "france-service", "Montfictif", "9 avenue de l’Essai", -0.18, 0.16, DAYS),
    ("France Travail Valfleury", "france-travail", "Valfleury", "30 rue de la Fiction", 0.03, -0.01, DAYS),
    ("Mission locale de Valfleury", "mission-locale", "Valfleury", "4 rue de la Fiction", 0.01, 0.02, DAYS),
    ("Restos du Cœur de Valfleury", "restos-du-coeur", "Valfleury", "7 quai du Récit", 0.04, 0, "Tu,Th 13:30-16:30"),
    ("Secours populaire de Montfictif", "secours-populaire", "Montfictif", "3 impasse du Conte", -0.17, 0.15, ""),
    ("Communauté Emmaüs de Valfleury", "emmaus", "Valfleury", "Route imaginaire", 0.07, -0.05, "We,Sa 14:00-18:00"),
    ("Permanence d’accès aux soins de santé", "", "Valfleury", "1 rue de l’Hôpital", 0.0, -0.02, DAYS),
    ("Le Bus bleu, santé itinérante", "bus-bleu", "Rivebelle", "Place du Marché", 0.2, 0.11, "Mo[1] 10:00-16:00"),
    ("Maison des solidarités", "departements", "Montfictif", "11 avenue de l’Essai", -0.16, 0.17, "le matin"),
)  # fmt: skip
COMMUNES = {"Valfleury": 4, "Rivebelle": 7, "Montfictif": 9}
CENTRE = (2.15, 43.93)


def around(department: str) -> list[dict]:
    """In the vocabulary of data·inclusion. The first stands twice, from two sources, as in life."""
    today = timezone.localdate().replace(day=1).isoformat()
    department = department or "00"  # the fund of the demonstration has none
    found = [
        {
            "source": "exemple",
            "id": f"exemple--{number}",
            "nom": name,
            "date_maj": today,
            "commune": commune,
            "code_insee": f"{department}{COMMUNES[commune]:03}"[:5],
            "code_postal": f"{department}{COMMUNES[commune]:03}"[:5],
            "adresse": address,
            "longitude": CENTRE[0] + east,
            "latitude": CENTRE[1] + north,
            "telephone": f"+335990000{number:02}",
            "horaires_accueil": hours or None,
            "reseaux_porteurs": [network] if network else [],
        }
        for number, (name, network, commune, address, east, north, hours) in enumerate(AROUND, 1)
    ]
    return [*found, found[0] | {"source": "autre-exemple", "id": "autre-exemple--a1", "telephone": "+33699000001"}]


def fill_directory(officer: User) -> None:
    """As from a file; the officer found two of them right, and speaks with one."""
    today = timezone.localdate()
    with tempfile.TemporaryDirectory() as folder, acting_as(officer, WHY):
        path = Path(folder) / "structures.json"
        path.write_text(json.dumps(around(officer.organisation.department)), encoding="utf-8")
        bring_in(path, today, lambda *told: None)
        for name in ("exemple--2", "exemple--5"):
            workflow.confirm(Structure.objects.get(source_id=name), officer, today)
        workflow.refer_to(Structure.objects.get(source_id="exemple--5"), officer, officer)
