"""Write `docs/law` and the schema of a situation, from the root of the checkout."""

from pathlib import Path

from allervers.law import schema
from allervers.law.publication import write

write(Path("docs/law"), Path("tests/law"))
(Path(schema.__file__).parent / schema.PUBLISHED).write_text(schema.text(), encoding="utf-8")
