"""What became of a file that is kept whole or not at all."""

from dataclasses import dataclass, field

from .refusals import Refusals


@dataclass
class Report:
    """What became of the file. `unknown_words`: column → word that is not ours, kept as it is → lines that say it.
    `doubts`: what is brought in and told (French)."""

    refusals: Refusals
    lines: int = 0
    new: int = 0
    changed: int = 0
    unknown_words: dict[str, dict[str, int]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return self.refusals.total > 0

    @property
    def unchanged(self) -> int:
        return 0 if self.is_refused else self.lines - self.new - self.changed
