from django.apps import AppConfig

from ..organisations.privileges import ALL, APPEND, KEEP


class CoverageConfig(AppConfig):
    name = "allervers.domain.coverage"
    verbose_name = "couverture"
    application_may = APPEND
    application_may_on = {
        # Worked out anew from what was stated, which is only added to.
        "coverageperiod": ALL,
        # Worked out anew while the person is there.
        "endedright": ALL,
        **dict.fromkeys(("otherbenefit", "liveswith", "knowncircumstance", "gapline"), KEEP),
    }
