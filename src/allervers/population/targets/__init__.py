"""Named queries over the whole country: whom to contact, and the sentence that tells an adviser why.

One YAML file a target; its name is that of the file.

    label: C2S à renouveler                         # French, no figure
    source: "#47"                                   # where the idea comes from
    where: SQL over the columns of `selection`      # selected when true: unknown is not guessed; ages, durations and
                                                    # dates by their names in the law's parameters (`figures`)
    campaigns: [flu_campaign]                       # rules of the law without which the list is empty, and says so
    unless: [file_pending]                          # exclusions of `selection`, besides those of every target
    priority: SQL, 1 (first) to 5
    reason: a sentence with {columns} and {figures}, or a list of {when: SQL, say: sentence}, the first that holds
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources

from allervers.population.files import Refused


@dataclass(frozen=True, slots=True)
class Target:
    """``reasons``: pairs of a condition (SQL) and a sentence; the first that holds is told."""

    name: str
    label: str
    source: str
    where: str
    unless: tuple[str, ...]
    priority: str
    reasons: tuple[tuple[str, str], ...]
    campaigns: tuple[str, ...] = ()


@cache
def known() -> dict[str, Target]:
    """Every target, by name, in alphabetical order."""
    files = (entry for entry in resources.files(__package__).iterdir() if entry.name.endswith(".yaml"))
    found = [_read(entry.name.removesuffix(".yaml"), entry.read_text(encoding="utf-8")) for entry in files]
    return {target.name: target for target in sorted(found, key=lambda target: target.name)}


def named(name: str) -> Target:
    """Raises `Refused` with the nearest names."""
    try:
        return known()[name]
    except KeyError:
        near = get_close_matches(name, known(), n=3, cutoff=0.4)
        hint = f" ; proches : {', '.join(near)}" if near else ""
        raise Refused(f"cible inconnue « {name} »{hint} (allervers population targets les donne toutes)") from None


def _read(name: str, text: str) -> Target:
    import yaml

    body = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    reason = body.pop("reason")
    reasons = [("TRUE", reason)] if isinstance(reason, str) else [(each["when"], each["say"]) for each in reason]
    priority, unless = str(body.pop("priority")), tuple(body.pop("unless", ()))
    campaigns = tuple(body.pop("campaigns", ()))
    return Target(name, priority=priority, unless=unless, reasons=tuple(reasons), campaigns=campaigns, **body)
