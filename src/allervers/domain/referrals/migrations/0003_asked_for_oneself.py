"""A person may report themselves: one more category (decision 0094)."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_contact"),
        ("referrals", "0002_objects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_detector_category_of_family",
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "detector_category__in",
                            [
                                "reception",
                                "telephone",
                                "other_services",
                                "queries_and_outbound",
                                "medical_service",
                                "social_service",
                                "health_centre",
                                "prevention",
                                "oneself",
                            ],
                        ),
                        ("detector_family", "internal"),
                    ),
                    models.Q(
                        (
                            "detector_category__in",
                            [
                                "general_practitioner",
                                "specialist",
                                "dentist",
                                "pharmacist",
                                "nurse",
                                "hospital_doctor",
                                "other",
                            ],
                        ),
                        ("detector_family", "health_professional"),
                    ),
                    models.Q(
                        (
                            "detector_category__in",
                            [
                                "help",
                                "france_travail",
                                "departmental_council",
                                "mission_locale",
                                "forum_refugies",
                                "restos_du_coeur",
                                "caf",
                                "adoma",
                                "france_services",
                                "spip",
                                "ccas",
                                "secours_populaire",
                                "croix_rouge",
                                "emmaus",
                                "udaf",
                                "carsat",
                                "hospital",
                                "association",
                                "other",
                            ],
                        ),
                        ("detector_family", "partner"),
                    ),
                    _connector="OR",
                ),
                name="referral_detector_category_of_family",
            ),
        ),
    ]
