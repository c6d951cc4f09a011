from django.apps import AppConfig

from ..organisations.privileges import APPEND, KEEP


class CareRefusalsConfig(AppConfig):
    name = "allervers.domain.care_refusals"
    verbose_name = "Refus de soins"
    application_may = KEEP
    # What was agreed, sent, answered and declared is never changed.
    application_may_on = dict.fromkeys(
        ("carerefusalevidence", "carerefusalconsent", "carerefusalsending", "carerefusalanswer", "carerefusallink"),
        APPEND,
    )
