from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .privileges import APPEND, KEEP, NOTHING, READ, grant_to_application


class OrganisationsConfig(AppConfig):
    name = "allervers.domain.organisations"
    verbose_name = "Organismes et comptes"
    application_may = READ
    application_may_on = {
        # Through functions alone (`sql/`). The date of the last sign-in is all that an account lets be written;
        # locking its row asks for a column that may be.
        "user": "select, update (last_login)",
        "userevent": READ,
        **dict.fromkeys(("session", "signintries"), NOTHING),
        "accountchangeseen": APPEND,
        "accesstoken": KEEP,
    }

    def ready(self):
        post_migrate.connect(grant_to_application, sender=self)
