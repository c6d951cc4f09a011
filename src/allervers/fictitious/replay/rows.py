"""One file of the history: a referral and, once closed, its accompaniment. Days are ordinals."""

from dataclasses import dataclass, field

SUCCESS, UNSUCCESSFUL, NOT_OPENED = "success", "unsuccessful", "not_opened"


@dataclass(slots=True, eq=False)
class File:
    result: str = ""  # empty while it is open
    care: bool = False  # care is among its themes
    public: str = ""
    family: str = "internal"
    category: str = ""
    fund: str = ""
    received: int = 0
    closed: int = 0
    closure_reason: str = ""
    themes: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    care_type: str = ""
    forgone: bool = False  # reported for forgone care
    since: str = ""
    cause: str = ""
    sex: str = ""
    age: int = 0
    gp: str = ""
    c2s: str = ""
    ald: str = ""

    @property
    def is_success(self) -> bool:
        return self.result == SUCCESS

    @property
    def kind(self) -> str:
        """As the margins call them: successes apart by care, the others whole."""
        if self.result != SUCCESS:
            return self.result
        return "success_care" if self.care else "success_non_care"
