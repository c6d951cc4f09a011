"""What happens to people in the demonstration: coherent situations, from the reason of the referral to what was won."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    """One situation. `actions` are (theme, label); the lists hold the codes of the forms."""

    note: str
    reasons: tuple[str, ...]
    themes: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    outcomes: tuple[str, ...]
    closure: str
    forgone_care: tuple[str, ...] = ()
    forgone_since: str = ""
    forgone_causes: tuple[str, ...] = ()
    care_types: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    c2s_at_end: str = "none"
    language: str = "fr"
    ages: tuple[int, int] = (24, 78)


SCENARIOS = (
    Scenario(
        note="Ne mange plus que d'un côté. Un devis de prothèse dentaire attend depuis plus d'un an.",
        reasons=("forgone_care", "rights"),
        forgone_care=("specialist_act",),
        forgone_since="over_1_year",
        forgone_causes=("remaining_cost", "advance_of_fees"),
        themes=("care", "rights"),
        actions=(
            ("rights", "Déposer une demande de C2S"),
            ("care", "Trouver un dentiste qui dispense d'avance de frais"),
        ),
        outcomes=("complementary_cover", "care_guidance"),
        closure="care_obtained",
        care_types=("dental_prosthesis", "conservative_dental"),
        publics=("without_employment",),
        c2s_at_end="free",
    ),
    Scenario(
        note="Lunettes cassées depuis l'hiver, ne conduit plus.",
        reasons=("forgone_care",),
        forgone_care=("medical_device", "consultation"),
        forgone_since="3_to_12_months",
        forgone_causes=("appointment_delay", "remaining_cost"),
        themes=("care",),
        actions=(
            ("care", "Rendez-vous chez un ophtalmologue"),
            ("care", "Expliquer le 100 % Santé en optique"),
        ),
        outcomes=("care_guidance",),
        closure="care_obtained",
        care_types=("optical", "specialist_act"),
        ages=(30, 70),
    ),
    Scenario(
        note="N'entend plus au téléphone ; venue à l'accueil avec sa fille.",
        reasons=("forgone_care", "digital"),
        forgone_care=("medical_device",),
        forgone_since="over_2_years",
        forgone_causes=("remaining_cost", "complicated_procedures"),
        themes=("care", "digital"),
        actions=(
            ("care", "Rendez-vous chez un audioprothésiste, classe 1"),
            ("digital", "Ouvrir le compte ameli avec sa fille"),
        ),
        outcomes=("care_guidance", "ameli_account"),
        closure="care_obtained",
        care_types=("hearing",),
        c2s_at_end="contribution",
        ages=(66, 88),
    ),
    Scenario(
        note="Affection de longue durée et plus de médecin traitant depuis son départ en retraite.",
        reasons=("forgone_care", "rights"),
        forgone_care=("consultation",),
        forgone_since="3_to_12_months",
        forgone_causes=("rights", "appointment_delay"),
        themes=("care", "rights"),
        actions=(
            ("care", "Chercher un médecin traitant avec le service médical"),
            ("rights", "Renouveler l'exonération ALD"),
        ),
        outcomes=("gp_found", "care_guidance"),
        closure="care_obtained",
        care_types=("general_practice",),
        ages=(64, 74),
    ),
    Scenario(
        note="Perçoit le RSA, n'a jamais demandé de complémentaire.",
        reasons=("rights",),
        themes=("rights",),
        actions=(("rights", "Vérifier le droit à la C2S"), ("rights", "Déposer une demande de C2S")),
        outcomes=("complementary_cover",),
        closure="success_without_care",
        publics=("without_employment",),
        c2s_at_end="free",
        ages=(26, 58),
    ),
    Scenario(
        note="Arrivée en France il y a cinq mois, travaille depuis trois ; aucun droit ouvert.",
        reasons=("rights",),
        themes=("rights", "orientation"),
        actions=(
            ("rights", "Réunir les pièces pour l'ouverture des droits"),
            ("orientation", "Prendre contact avec le traducteur du partenaire"),
        ),
        outcomes=("rights_opened", "partner_orientation"),
        closure="success_without_care",
        language="ro",
        ages=(24, 45),
    ),
    Scenario(
        note="N'arrive pas à se connecter, vient à l'accueil pour chaque papier.",
        reasons=("digital",),
        themes=("digital",),
        actions=(
            ("digital", "Ouvrir le compte ameli ensemble"),
            ("digital", "Inscrire à l'atelier numérique"),
        ),
        outcomes=("ameli_account", "digital_autonomy"),
        closure="success_without_care",
        ages=(58, 85),
    ),
    Scenario(
        note="En fauteuil ; le cabinet dentaire du quartier n'est pas accessible.",
        reasons=("forgone_care_disability",),
        forgone_care=("specialist_act",),
        forgone_since="over_1_year",
        forgone_causes=("transport", "appointment_delay"),
        themes=("care", "orientation"),
        actions=(
            ("care", "Trouver un cabinet accessible"),
            ("orientation", "Demander un transport adapté"),
        ),
        outcomes=("care_guidance", "partner_orientation"),
        closure="care_obtained",
        care_types=("conservative_dental",),
        publics=("disability",),
    ),
    Scenario(
        note="Séparation récente, hébergée chez un proche, courriers perdus.",
        reasons=("complex_social", "rights"),
        themes=("orientation", "rights"),
        actions=(
            ("orientation", "Orienter vers le service social"),
            ("rights", "Changer l'adresse et refaire la carte Vitale"),
        ),
        outcomes=("partner_orientation", "rights_opened"),
        closure="success_without_care",
        publics=("without_employment",),
        ages=(28, 55),
    ),
    Scenario(
        note="Reste à charge trop élevé après la mutuelle pour un fauteuil roulant.",
        reasons=("forgone_care_disability", "rights"),
        forgone_care=("medical_device",),
        forgone_since="3_to_12_months",
        forgone_causes=("remaining_cost",),
        themes=("care", "rights"),
        actions=(
            ("rights", "Préparer un dossier d'aide financière"),
            ("care", "Demander un second devis"),
        ),
        outcomes=("financial_aid",),
        closure="partial_success",
        care_types=("other",),
        publics=("disability",),
    ),
    Scenario(
        note="Étudiant, pas de médecin, vaccins en retard.",
        reasons=("rights", "digital"),
        themes=("prevention", "digital"),
        actions=(
            ("prevention", "Proposer un examen de prévention en santé"),
            ("digital", "Montrer Mon espace santé"),
        ),
        outcomes=("prevention", "digital_autonomy"),
        closure="success_without_care",
        publics=("under_25",),
        ages=(18, 24),
    ),
    Scenario(
        note="Opération du genou repoussée deux fois, ne travaille plus.",
        reasons=("forgone_care",),
        forgone_care=("surgery",),
        forgone_since="over_1_year",
        forgone_causes=("appointment_delay", "advance_of_fees"),
        themes=("care",),
        actions=(
            ("care", "Trouver un chirurgien sans dépassement d'honoraires"),
            ("care", "Demander le dossier médical"),
        ),
        outcomes=("care_guidance",),
        closure="partial_success",
        care_types=("surgery",),
        publics=("self_employed",),
        ages=(40, 60),
    ),
    Scenario(
        note="Bénéficiaire de la C2S ; deux cabinets lui ont dit ne plus prendre de nouveaux patients.",
        reasons=("forgone_care",),
        forgone_care=("consultation", "specialist_act"),
        forgone_since="under_3_months",
        forgone_causes=("refusal_by_professional",),
        themes=("care", "orientation"),
        actions=(
            ("orientation", "Expliquer le recours en cas de refus de soins"),
            ("care", "Prendre rendez-vous au centre de santé"),
        ),
        outcomes=("care_guidance",),
        closure="care_obtained",
        care_types=("specialist_act", "analysis_or_imaging"),
        c2s_at_end="free",
    ),
    Scenario(
        note="Artisan, revenus en baisse, a résilié sa complémentaire.",
        reasons=("rights", "forgone_care"),
        forgone_care=("pharmacy", "consultation"),
        forgone_since="under_3_months",
        forgone_causes=("remaining_cost",),
        themes=("rights", "care"),
        actions=(
            ("rights", "Vérifier le droit à la C2S avec participation"),
            ("care", "Faire renouveler le traitement"),
        ),
        outcomes=("complementary_cover", "care_guidance"),
        closure="success_without_care",
        publics=("self_employed", "help"),
        c2s_at_end="contribution",
        ages=(35, 60),
    ),
)
