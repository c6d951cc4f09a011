"""How fast the law answers beside a peer, OpenFisca-France, in one run on the same households.

    python -m benchmarks peer

C2S of households of the reference set (`tests/law/data`, monthly incomes: modes B, C and D), rebuilt as situations and
asked for one at a time, as at a desk. The peer is installed at the first run in an environment of its own
(`var/bench/openfisca`) and spoken to in JSON by a subprocess (`openfisca/answer.py`): it is AGPL, the product
neither imports nor ships any of it. Without a network the bench says so and gives our times alone.

Both sides: processor time, everything loaded and asked once before. The peer is told what the household declares, or
that and a nought for each income of which the household says nothing and which it would work out at length. It reads
the twelve months before the request, the law those from the 13th to the 2nd: its incomes are given one month later,
so that both sum the same twelve.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from allervers.law import Situation, evaluate
from tests.law import reference

PEER = "openfisca-france==176.1.8"
FOLDER = Path(__file__).parents[1] / "var" / "bench" / "openfisca"
WORKER = Path(__file__).parent / "openfisca" / "answer.py"
RUNS, HOUSEHOLDS_A_MODE = 3, 6
TARGET = 100

_HOUSING = {"locataire_sans_al": "locataire_vide", "locataire_avec_al": "locataire_vide"}
_INCOMES = ("salaire_net", "chomage_net", "retraite_nette", "aah", "asi")
# Not in the reference households; without a figure the peer would compute them, from many others.
_NO_INCOME = (
    "ass",
    "caah",
    "allocation_securisation_professionnelle",
    "bourse_recherche",
    "indemnites_chomage_partiel",
    "indemnites_journalieres",
    "indemnites_stage",
    "pensions_invalidite",
    "prime_forfaitaire_mensuelle_reprise_activite",
    "rente_accident_travail",
    "rsa_base_ressources_patrimoine_individu",
)
_FAMILY = ("af", "asf", "cf", "paje_prepare", "aspa")


def main() -> None:
    rows = _sample()
    situations = [reference.situation(row) for row in rows]
    print(f"{len(rows)} households, {os.cpu_count()} cores, Python {platform.python_version()}; C2S, one at a time")
    ours = {
        "C2S, household read": _ours(situations, lambda data: evaluate(Situation.from_dict(data), ["c2s"])),
        "C2S explained, household read": _ours(situations, lambda data: _explained(Situation.from_dict(data), ["c2s"])),
        "all rights explained, household read": _ours(
            situations, lambda data: _explained(Situation.from_dict(data), None)
        ),
    }
    read = [Situation.from_dict(data) for data in situations]
    calculation = {
        "C2S, calculation alone": _ours(read, lambda situation: evaluate(situation, ["c2s"])),
        "C2S explained, calculation alone": _ours(read, lambda situation: _explained(situation, ["c2s"])),
    }
    told = "what is declared", "declared, and noughts"
    peers = _peers(rows, told)
    for name, peer in peers.items():
        agreed = sum(
            each["status"] == evaluate(situation, ["c2s"])["c2s"].status
            for each, situation in zip(peer["answers"], read, strict=True)
        )
        print(f"{PEER} told {name}: loaded in {peer['loading_ms']:.0f} ms, same class for {agreed} of {len(rows)}")
    print("medians; in brackets, how many times longer the peer took for the same household, at the median")
    print(f"{'':40}{'ours':>11}" + "".join(f"{name:>30}" for name in peers))
    _print(ours, [[each["ms"] for each in peer["answers"]] for peer in peers.values()])
    _print(calculation, [[each["calculation_ms"] for each in peer["answers"]] for peer in peers.values()])
    if peers:
        print(f"target: {TARGET} times")


def _print(ours: dict[str, list[float]], peers: list[list[float]]) -> None:
    """Each line: our median, then for each telling the peer's and the median over households of the ratio."""
    for name, times in ours.items():
        line = f"{name:40}{statistics.median(times):8.2f} ms"
        for theirs in peers:
            ratio = statistics.median(their / our for their, our in zip(theirs, times, strict=True))
            line += f"{statistics.median(theirs):17.1f} ms ({ratio:5.0f} ×)"
        print(line)


def _explained(situation: Situation, rights: list[str] | None) -> None:
    for answer in evaluate(situation, rights).values():
        answer.explanation  # noqa: B018 - built on first access


def _ours(households: list, work) -> list[float]:
    """Median milliseconds of each household."""

    def timed(household) -> float:
        start = time.process_time()
        work(household)
        return time.process_time() - start

    work(households[0])
    return [1000 * statistics.median(timed(household) for _ in range(RUNS)) for household in households]


def _sample() -> list[dict]:
    """As many households of each mode with monthly incomes, spread over the set.

    Requests of 2025 are left out: the peer does not have their ceiling; and what it does not know of the law is.
    """
    chosen = []
    for mode in ("B_plat", "C_variable", "D_prestations"):
        rows = [
            row
            for row in reference.rows()
            if row["mode"] == mode and row["date"] < "2025" and reference.is_to_be_compared(row)
        ]
        chosen += rows[:: len(rows) // HOUSEHOLDS_A_MODE][:HOUSEHOLDS_A_MODE]
    return chosen


def _peers(rows: list[dict], told: tuple[str, str]) -> dict[str, dict]:
    """What the peer answers for each way of telling; nothing (and a line that says why) if it is not to be had."""
    try:
        python = _installed()
    except (OSError, subprocess.CalledProcessError) as error:
        lines = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        print(f"{PEER} cannot be installed, our times alone: {lines[-1]}")
        return {}
    answers = {}
    for name, noughts in zip(told, (False, True), strict=True):
        asked = {"runs": RUNS, "households": [_as_the_peer_reads(row, noughts) for row in rows]}
        run = subprocess.run([python, WORKER], input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True)
        answers[name] = json.loads(run.stdout)
    return answers


def _installed() -> Path:
    python = FOLDER / "bin" / "python"
    mark = FOLDER / "installed"
    if not mark.exists() or mark.read_text() != PEER:
        print(f"Installing {PEER} in {FOLDER}, once…", flush=True)
        pip = [python, "-m", "pip", "install", "--disable-pip-version-check", PEER]
        for command in ([sys.executable, "-m", "venv", "--clear", FOLDER], pip):
            subprocess.run(command, capture_output=True, text=True, check=True)
        mark.write_text(PEER)
    return python


def _as_the_peer_reads(row: dict, noughts: bool) -> dict:
    """A reference household as entities of OpenFisca; with ``noughts``, those of `_NO_INCOME` too."""
    month = row["date"]
    people = {f"p{place}": person for place, person in enumerate(json.loads(row["personnes"]), 1)}
    adults = [name for name, person in people.items() if person["role"] != "enfant"]
    children = [name for name in people if name not in adults]
    benefits = json.loads(row["prestations_famille"])
    months = reference.months_of(date.fromisoformat(f"{month}-01"))
    family = {name: _monthly(benefits.get(name, 0), months) for name in _FAMILY}
    family |= {
        "paje_clca": _nought(months),
        "aide_logement": {month: float(row["aide_logement_mensuelle"])},
        "rsa": {month: float(row["beneficiaire_rsa"])},
    }
    home = {"statut_occupation_logement": {month: _HOUSING.get(row["logement"], row["logement"])}}
    zone = row["zone"]
    for place in ("guadeloupe", "martinique", "guyane", "reunion", "mayotte"):
        home[f"residence_{place}"] = {month: place == zone}
    entities = {
        "individus": {name: _person(person, row, months, noughts) for name, person in people.items()},
        "familles": {"f": {"parents": adults, "enfants": children, **family}},
        "foyers_fiscaux": {"f": {"declarants": adults, "personnes_a_charge": children}},
        "menages": {
            "m": {"personne_de_reference": adults[0], "conjoint": adults[1:], "enfants": children, **home},
        },
    }
    return {"period": month, "entities": entities}


def _person(person: dict, row: dict, months: list[str], noughts: bool) -> dict:
    month = row["date"]
    fields = {
        "date_naissance": {"ETERNITY": person["naissance"]},
        "activite": {month: person["activite"]},
        "garde_alternee": {month: bool(person.get("garde_alternee"))},
        "habite_chez_parents": {month: row["vit_chez_parents"] == "1"},
        "salarie_regime_alsace_moselle": {month: row["alsace_moselle"] == "1"},
        "boursier": {month: False},
    }
    fields |= {name: _monthly(person.get(name, 0), months) for name in _INCOMES}
    return fields | {name: _nought(months) for name in _NO_INCOME if noughts}


def _monthly(amount: float | list[float], months: list[str]) -> dict[str, float]:
    """Amounts from M to M-13, those of M-2 to M-13 given one month later: the twelve months that the peer reads."""
    amounts = amount if isinstance(amount, list) else [amount] * len(months)
    if not any(amounts):
        return _nought(months)
    return dict(zip(months, [amounts[0], *amounts[2:]], strict=False))


def _nought(months: list[str]) -> dict[str, float]:
    return {f"month:{months[-1]}:{len(months)}": 0}
