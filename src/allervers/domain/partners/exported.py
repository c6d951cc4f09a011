"""Agreements written as the file that they can be read from again (`agreements_file`, formats §9)."""

from collections.abc import Iterable, Iterator

from .models import Agreement

HEADER = ("agreement_id", "fund_code", "network", "kind", "signed_on", "ends_on", "partner_name", "siret")


def rows(agreements: Iterable[Agreement], fund_code: str) -> Iterator[list[str]]:
    """One line an agreement, in the order of `HEADER`: what is not known is empty."""
    for agreement in agreements:
        ends_on = agreement.ends_on.isoformat() if agreement.ends_on else ""
        yield [
            *(agreement.source_id, fund_code, agreement.network, agreement.kind, agreement.signed_on.isoformat()),
            *(ends_on, agreement.partner_name, agreement.siret),
        ]
