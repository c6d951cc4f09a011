"""What the nightly checks found."""

from .models import DocumentCheck


def missing_everywhere() -> int | None:
    """How many documents had no whole blob at the last check of each fund; None where nothing was ever checked."""
    last = DocumentCheck.objects.order_by("fund_id", "-at").distinct("fund_id").values_list("missing", "spoilt")
    found = [missing + spoilt for missing, spoilt in last]
    return sum(found) if found else None


def last_check_of(fund_id: int) -> DocumentCheck | None:
    """The last check of one fund."""
    return DocumentCheck.objects.filter(fund_id=fund_id).order_by("-at").first()
