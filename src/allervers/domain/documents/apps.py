from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "allervers.domain.documents"
    verbose_name = "documents"
