"""From a population to the file of its diagnosis, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from allervers.population import synthetic
from allervers.population.diagnosis import ended, page, plan, printed
from allervers.population.diagnosis.content import Content
from allervers.population.diagnosis.counting import Told, count
from allervers.population.diagnosis.document import Diagnosis
from allervers.population.diagnosis.places import Fund
from allervers.population.diagnosis.publication import Publication
from allervers.population.files import Refused, replaced
from allervers.population.run import MANIFEST
from allervers.publishing.machine import why

FORMATS = (".html", ".pdf")


def write(
    folder: Path,
    day: date,
    out: Path,
    funds: Mapping[str, Fund],
    fund: str | None = None,
    rights: Path | None = None,
    plan_file: Path | None = None,
    ended_file: Path | None = None,
    told: Told = lambda done, parts: None,
) -> Diagnosis:
    """The diagnosis of ``fund`` (None: of all) on ``day`` in ``out``, HTML or PDF by its name. Raises `Refused`."""
    if out.suffix not in FORMATS or out.is_dir():
        raise Refused(f"{out} : attendu un fichier {' ou '.join(FORMATS)}")
    if not out.parent.is_dir():
        raise Refused(f"{out} : dossier absent")
    steps = plan.read(plan_file) if plan_file else []
    rights_ended = ended.read(ended_file, fund) if ended_file else None
    tally = count(folder, day, fund, funds, rights, told)
    content = Content(Publication(tally), funds)
    diagnosis = content.diagnosis(steps, _notice(folder), _law_version(rights or folder), rights_ended)
    diagnosis = replace(diagnosis, remarks=tally.remarks)
    text = page.written(diagnosis).encode() if out.suffix == ".html" else printed.written(diagnosis)
    try:
        with replaced(out) as draft:
            draft.write_bytes(text)
    except OSError as error:
        raise Refused(f"{out} : écriture impossible ({why(error)})") from error
    return diagnosis


def _notice(folder: Path) -> str:
    """What the folder says of itself: that nobody in it exists."""
    return _told(folder / synthetic.MANIFEST, "notice")


def _law_version(rights: Path) -> str:
    return _told(rights / MANIFEST, "law_version")


def _told(manifest: Path, key: str) -> str:
    try:
        return str(json.loads(manifest.read_text(encoding="utf-8")).get(key, ""))
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise Refused(f"{manifest} : illisible") from error
