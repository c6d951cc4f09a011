from django.apps import AppConfig

from ..organisations.privileges import KEEP


class DetectionsConfig(AppConfig):
    name = "allervers.domain.detections"
    verbose_name = "détections"
    application_may = KEEP
