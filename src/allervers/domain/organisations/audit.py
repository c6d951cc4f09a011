"""Writes are recorded by database triggers, with who and why.

`EVENT_OPTIONS` is given to every `@pghistory.track`. The context (who, why) stands on the event row itself: a shared
context table would be readable by other funds. A write without a context is refused by the database, because the
column is required.
"""

import pghistory
from django.db import models

EVENT_OPTIONS = {
    "context_field": pghistory.ContextJSONField(null=False),
    "context_id_field": pghistory.ContextUUIDField(null=True),
    "obj_field": pghistory.ObjForeignKey(
        related_name="events", related_query_name="events", on_delete=models.DO_NOTHING, db_constraint=False
    ),
}
