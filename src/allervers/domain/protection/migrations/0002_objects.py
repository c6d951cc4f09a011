"""Who protects, who reads, and what takes contacts out of the rows of others (decision 0096)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0001_initial"),
        ("people", "0004_protected_since"),
        ("organisations", "0004_services"),
        ("accompaniment", "0005_hands"),
        ("outbox", "0002_objects"),
        ("referrals", "0002_objects"),
        ("rights_files", "0012_rights_taken_up_and_managing_bodies"),
        ("social_service", "0002_objects"),
    ]

    operations = [
        load("protected_rows", "seal_contacts", "seal_when_protected", "forget_sealed"),
        load("refuse_message_when_protected", "refuse_protection_by_hand"),
        load("guards_persons_of", "my_protections", "may_change_protection", "name_keepers"),
        load("protect_person", "protection_keepers", "protected_contacts", "protection_end"),
        load(*(f"protection_{name}" for name in ("protection", "keeper", "protectedreading", "sealedcontact"))),
        load("people_person", "people_personevent", "referrals_referral", "referrals_referralevent"),
        load("rights_files_rightsfile", "rights_files_rightsfileevent"),
        load("social_service_socialservicereferral", "social_service_socialservicereferralevent"),
        load("accompaniment_accompaniment", "outbox_message"),
    ]
