"""What a file is, by its first bytes: to name it when something else was expected."""

KINDS = (
    (b"\xff\xfe", "un texte en UTF-16"),
    (b"\xfe\xff", "un texte en UTF-16"),
    (b"PK\x03\x04", "un classeur XLSX ou ODS (ou une archive ZIP)"),
    (b"\xd0\xcf\x11\xe0", "un ancien fichier Office (XLS, DOC)"),
    (b"PAR1", "un fichier Parquet"),
    (b"%PDF", "un PDF"),
    (b"\x1f\x8b", "une archive gzip"),
)


def kind_of(beginning: bytes) -> str:
    """« un texte en UTF-16 »…; empty when the first bytes say nothing."""
    return next((kind for mark, kind in KINDS if beginning.startswith(mark)), "")
