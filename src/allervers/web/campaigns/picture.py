"""One thousand dots: those who open the right without a message, those who do thanks to it for sure, and perhaps."""

from dataclasses import dataclass

A_THOUSAND, IN_A_ROW = 1_000, 50
STEP, SIZE = 12, 8


@dataclass(frozen=True)
class Picture:
    """How many dots of each kind, out of a thousand, and the outlines that draw them."""

    anyway: int
    surely: int
    perhaps: int
    paths: dict[str, str]
    width: int = IN_A_ROW * STEP
    height: int = A_THOUSAND // IN_A_ROW * STEP


def picture(without: float, low: float, high: float) -> Picture | None:
    """`without`: the rate of who was not written to; the interval of the difference. None where the message may only
    have closed rights: then the sentence and the table say it."""
    if high <= 0:
        return None
    anyway = round(A_THOUSAND * without)
    surely = max(0, round(A_THOUSAND * low))
    perhaps = min(round(A_THOUSAND * high), A_THOUSAND - anyway) - surely
    ends = (0, anyway, anyway + surely, anyway + surely + perhaps, A_THOUSAND)
    names = ("anyway", "surely", "perhaps", "nobody")
    paths = {name: _squares(first, last) for name, first, last in zip(names, ends, ends[1:], strict=False)}
    return Picture(anyway, surely, perhaps, paths)


def _squares(first: int, last: int) -> str:
    places = (divmod(place, IN_A_ROW) for place in range(first, last))
    return "".join(f"M{column * STEP + 2} {row * STEP + 2}h{SIZE}v{SIZE}h-{SIZE}z" for row, column in places)
