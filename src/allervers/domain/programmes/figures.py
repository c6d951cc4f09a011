"""Figures of a programme: sums of counters, whatever the number of persons."""

from .codes import Answer, Channel, Exclusion, State
from .models import Programme, ProgrammeCount


def figures(programme: Programme, fund: int | None = None) -> dict[str, object]:
    """Of the whole programme, or of one fund; needs a context that sees them.

    `created`: spaces that stand because nobody had said no, whatever became of them; `activated`: who ever activated;
    `opposed` and `closed`: who does now. `present` is where each of the notified stands, once. A code is expired when
    its last day is before the latest day that a wave or a tick was run for.
    """
    rows = ProgrammeCount.objects.filter(programme=programme)
    if fund is not None:
        rows = rows.filter(fund=fund)
    counted: dict[str, int] = {}
    expired = 0
    for what, day, number in rows.values_list("what", "day", "number"):
        counted[what] = counted.get(what, 0) + number
        if what == "code_live" and programme.as_of and day < programme.as_of:
            expired += number

    def of(what: str) -> int:
        return counted.get(what, 0)

    return {
        "population": programme.population,
        "notified": of("notified"),
        "excluded": {reason: of(f"excluded:{reason}") for reason in Exclusion.values},
        "activated": of("activated"),
        "opposed": of(f"state:{State.OPPOSED}"),
        "created": of("created"),
        "closed": of(f"state:{State.CLOSED}"),
        "codes": {
            "issued": of("codes_issued"),
            "used": of("codes_used"),
            "expired": of("codes_expired") + expired,
        },
        "by_channel": {
            channel: {kind: of(f"answer:{kind}:{channel}") for kind in Answer.values} for channel in Channel.values
        },
        "present": {state: of(f"state:{state}") for state in State.values},
        "as_of": programme.as_of and programme.as_of.isoformat(),
    }
