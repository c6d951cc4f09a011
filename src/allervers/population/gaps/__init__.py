"""Gaps of those who hold a right: what one state of a population tells of the days lost between two rights.

One YAML file a cause; its name is that of the file.

    label: C2S terminée et non renouvelée
    right: c2s                       # c2s, or base (PUMa, AME)
    order: 3                         # within a right a person has one gap: the first cause that holds
    ahead: true                      # days to come, not days lost (absent: false)
    definition: one or two French sentences; {gap_window} is a figure of the law's parameters, unit included
    source: "#37 ; R861-18 CSS"
    where: SQL over the columns of `selection` and of `SITUATED`
    first, last: SQL, first and last day without the right
    established: SQL, true if the tables prove that a right was held; else the gap is « à vérifier », out of the totals

What one state cannot tell: a gap closed by a right of the same kind (only the last end is known), a suspension, a
right given up, and what the resources were on the days of the gap: the law is the one of the day of the evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from allervers.population import figures

RIGHTS = {"base": "Droits de base (PUMa, AME)", "c2s": "C2S"}
# What the causes share, each from the columns of `selection` and from those above it.
SITUATED = {
    "year_ago": "CAST(today - to_months(gap_window) AS DATE)",
    "puma_open": ("coalesce(puma_until >= today, TRUE) AND coalesce(puma_since <= today, ame_until IS NULL)"),
    # Works in France, or receives what is paid only to those who live there regularly (L160-1, D160-2 CSS).
    "present": (
        "coalesce(activity = 'employed', FALSE) OR coalesce(rsa, FALSE) OR coalesce(housing_benefit_cents > 0, FALSE)"
    ),
    # When a C2S asked for on the day starts, if the fund stays silent until silence accepts (R861-16-1 II CSS).
    "c2s_asked_today_starts_on": (
        "CAST(date_trunc('month', CAST(today + to_months(c2s_silence_accepts) AS DATE)) + INTERVAL 1 MONTH AS DATE)"
    ),
}


@dataclass(frozen=True, slots=True)
class Gap:
    name: str
    label: str
    right: str
    order: int
    definition: str
    source: str
    where: str
    first: str
    last: str
    established: str
    ahead: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return self.where, self.first, self.last, self.established

    def defined(self, day: date) -> str:
        """The definition with the figures of the day."""
        return figures.filled(self.definition, day)


@cache
def known() -> dict[str, Gap]:
    """Every cause by name: base rights, then C2S, then what lies ahead, each in the order in which it is read."""
    files = (entry for entry in resources.files(__package__).iterdir() if entry.name.endswith(".yaml"))
    found = [_read(entry.name.removesuffix(".yaml"), entry.read_text(encoding="utf-8")) for entry in files]
    return {gap.name: gap for gap in sorted(found, key=lambda gap: (gap.ahead, gap.right, gap.order))}


def _read(name: str, text: str) -> Gap:
    import yaml

    body = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Gap(name, established=str(body.pop("established", "TRUE")), **body)
