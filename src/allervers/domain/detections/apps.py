from django.apps import AppConfig


class DetectionsConfig(AppConfig):
    name = "allervers.domain.detections"
    verbose_name = "détections"
