"""Rights files and all that is written into them."""

from .afterwards import Appeal, Control
from .files import Decision, Handling, ManagingBody, Piece, RightsFile, Step
from .letters import Letter, LetterBatch, Sending
from .papers import PapersRequest, RequestedPaper, RequiredPaper, SuppliedPaper
from .person import PersonLink, PersonWord

__all__ = [
    "Appeal",
    "Control",
    "Decision",
    "Handling",
    "Letter",
    "LetterBatch",
    "ManagingBody",
    "PapersRequest",
    "PersonLink",
    "PersonWord",
    "Piece",
    "RequestedPaper",
    "RequiredPaper",
    "RightsFile",
    "Sending",
    "Step",
    "SuppliedPaper",
]
