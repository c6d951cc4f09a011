"""One report, as any of its files."""

from django.utils import timezone

from .document import Report
from .gathering import report
from .places import Place

TYPES = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def file_of(year: int, place: Place, suffix: str) -> bytes:
    """See `gathering.report`; `suffix` is one of TYPES."""
    return written(report(year, place, timezone.localdate()), suffix)


def written(content: Report, suffix: str) -> bytes:
    """The writer is imported when it is needed: each brings a library of its own."""
    if suffix == ".pptx":
        from .slides import write
    elif suffix == ".pdf":
        from .pdf import write
    else:
        from .ods import write
    return write(content)
