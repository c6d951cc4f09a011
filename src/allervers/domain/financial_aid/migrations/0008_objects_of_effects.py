"""Who sees what an aid made possible."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("financial_aid", "0007_effects")]

    operations = [load("financial_aid_financialaideffect", "financial_aid_financialaideffectevent")]
