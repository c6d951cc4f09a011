from django.apps import AppConfig

from ..organisations.privileges import APPEND, KEEP, READ


class SocialServiceConfig(AppConfig):
    name = "allervers.domain.social_service"
    verbose_name = "Service social"
    application_may = KEEP
    application_may_on = {
        **dict.fromkeys(("socialservicecontact", "socialservicequeue"), READ),  # written by triggers alone
        **dict.fromkeys(("socialservicekey", "socialservicenote", "socialservicenotekey"), APPEND),
        **dict.fromkeys(("socialserviceaccess", "socialserviceshare"), APPEND),
    }
