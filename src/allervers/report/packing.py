"""Office files are archives that note when they were made; these are the same for the same content."""

import datetime
import io
import re
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST = "mimetype"
"""OpenDocument wants it first, and not compressed."""
_CREATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def same_bytes(archive: bytes, on: datetime.date) -> bytes:
    """The same archive with every date in it set to `on`; archives inside (a chart's sheet) likewise."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as source, ZipFile(written, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name != "[Content_Types].xml", name)):
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = same_bytes(content, on)
            elif name == "docProps/core.xml":
                content = _CREATED.sub(rb"\g<1>%bT00:00:00Z\g<3>" % on.isoformat().encode(), content)
            entry = ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            entry.compress_type = ZIP_STORED if name == _FIRST else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return written.getvalue()
