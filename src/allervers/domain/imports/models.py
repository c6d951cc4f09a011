"""What an import of rows about persons wrote, and what was there before, so that it can be taken back.

Written by functions and triggers of the database; for the owner's role alone (`apps.py`).
"""

from django.db import models

from ..organisations.models import Organisation


class FileImport(models.Model):
    """A file that was brought in: which `kind`, by which account of the operating system, and its digest.

    Numbered in one series with the imports of history.
    """

    id = models.BigIntegerField("numéro", primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField("sorte de fichier", max_length=20)
    by = models.CharField(max_length=100)
    file = models.CharField("empreinte du fichier", max_length=64)


class FileImportTakenBack(models.Model):
    """The day an import was taken back; `why` is what was said of it."""

    import_made = models.OneToOneField(FileImport, on_delete=models.PROTECT, related_name="taken_back")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=100)
    why = models.TextField()


class ImportedRow(models.Model):
    """A row that an import added or changed, and what it was `before` (null: it was not there).

    `relation` and `row` are its table and its key there. It goes with its person when that is erased.
    """

    brought_by = models.ForeignKey(FileImport, on_delete=models.PROTECT, related_name="rows")
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField("personne")
    relation = models.CharField(max_length=63)
    row = models.CharField(max_length=36)
    before = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relation", "row", "brought_by"], name="imported_row_once")]
        indexes = [models.Index(fields=["fund", "person_id"], name="imported_row_of_person")]
