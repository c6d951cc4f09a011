"""docs/roles.md, written from the table of roles: ``python -m allervers.domain.organisations.roles_document``."""

import os
from pathlib import Path

import django

from .roles import ALLOWED, Role, known

DOCUMENT = Path(__file__).parents[4] / "docs" / "roles.md"

HEAD = """# Who may do what

Written by `python -m allervers.domain.organisations.roles_document` from `domain/organisations/roles.py` and what
domains declare; a test compares. A permission says what a role may ask for. *Which files* it is asked for is decided by
the database: the files that the account's organisation owns, and those entrusted to it one by one; a detector follows
what they reported themselves; the national analyst sees facts, never a file.

"""


def document() -> str:
    """Permissions in columns, roles in lines, then what each permission opens, in the words of the screens."""
    heads = " | ".join(f"`{permission}`" for permission in known())
    lines = [f"| role | {heads} |", "|---" * (len(ALLOWED) + 1) + "|"]
    for role in Role:
        marks = " | ".join("✔" if role in ALLOWED[permission] else "" for permission in known())
        lines.append(f"| `{role}` {role.label} | {marks} |")
    meanings = [f"- `{permission}`: {permission.label}" for permission in known()]
    return HEAD + "\n".join(lines) + "\n\n" + "\n".join(meanings) + "\n"


if __name__ == "__main__":
    # What domains declare is known once they are loaded.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allervers.config.settings")
    django.setup()
    DOCUMENT.write_text(document(), encoding="utf-8")
