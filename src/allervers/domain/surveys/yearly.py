"""The questionnaire of the yearly survey of the funds (inventory #118 to #129), as a spreadsheet to change and to open.

Counts are of actions and of persons, never of one person; what a fund does not know stays empty.
"""

import io
from collections.abc import Iterator

import xlsxwriter

TITLE = "Accès aux droits et aux soins : enquête annuelle"
SURVEY = ("type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message")
CHOICES = ("list_name", "name", "label")
Row = tuple[str, ...]

PUBLICS = (
    ("young", "Les jeunes", ("students", "missions_locales", "caf", "associations")),
    ("self_employed", "Les travailleurs indépendants", ("urssaf", "associations")),
    ("disability", "Les personnes handicapées", ("mdph", "esms", "associations")),
    ("job_seekers", "Les demandeurs d’emploi", ("france_travail", "missions_locales", "associations")),
    ("young_parents", "Les jeunes parents, hors ateliers", ("caf", "pmi", "associations")),
    ("single_parents", "Les parents isolés et les séparations", ("caf", "cidff", "associations")),
    ("carers", "Les aidants", ("carsat", "departement", "associations")),
)
"""Each public: its name in the names of questions, its title, and the partners proposed."""
PARTNERS = {
    "associations": "Associations",
    "caf": "Caf",
    "carsat": "Carsat",
    "cidff": "CIDFF",
    "departement": "Conseil départemental",
    "esms": "Établissements et services médico-sociaux",
    "france_travail": "France Travail",
    "mdph": "MDPH",
    "missions_locales": "Missions locales",
    "pmi": "PMI",
    "students": "Enseignement supérieur",
    "urssaf": "Urssaf",
    "other": "Autres",
}
COUNTED = (
    ("cobuilt", "dont construites avec un partenaire"),
    ("multi", "dont menées par plusieurs services"),
    ("outside", "dont hors les murs"),
    ("diagnosis", "dont décidées d’après un diagnostic territorial"),
    ("outgoing", "dont par contacts sortants"),
)
POSITIVE = (". >= 0", "Un nombre n’est pas négatif.")


def workbook() -> bytes:
    """The spreadsheet, which `xlsform.read` reads."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        heading = book.add_format({"bold": True})
        for name, header, rows in (
            ("survey", SURVEY, list(_survey())),
            ("choices", CHOICES, list(_choices())),
            ("settings", ("form_title", "form_id"), [(TITLE, "enquete_annuelle")]),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header, heading)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, row)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(header) - 1, 28)
    return kept.getvalue()


def _survey() -> Iterator[Row]:
    yield from _group("child_welfare", "Les jeunes de l’aide sociale à l’enfance", _child_welfare())
    yield from _group("workshops", "Les ateliers des futurs parents", _workshops())
    for name, title, _ in PUBLICS:
        yield from _group(name, title, _of_public(name))
    yield from _group("prisoners", "Les personnes détenues", _prisoners())
    yield from _group("bereaved", "Les personnes endeuillées", _bereaved())


def _group(name: str, title: str, rows: Iterator[Row]) -> Iterator[Row]:
    yield ("begin_group", name, title)
    yield from rows
    yield ("end_group",)


def _yes(name: str, label: str, relevant: str = "") -> Row:
    return ("select_one yes_no", name, label, "", "yes", relevant)


def _count(name: str, label: str, relevant: str = "", most: str = "") -> Row:
    """A whole number; `most`: the question whose number it does not exceed."""
    bound, message = POSITIVE
    if most:
        bound, message = f"{bound} and (. <= ${{{most}}} or ${{{most}}} = '')", "C’est plus que le nombre en tout."
    return ("integer", name, label, "Laissez vide si vous ne savez pas.", "", relevant, bound, message)


def _of_public(name: str) -> Iterator[Row]:
    acts = f"${{{name}_acts}} = 'yes'"
    yield _yes(f"{name}_acts", "Votre organisme a-t-il mené des actions pour ce public cette année ?")
    yield _count(f"{name}_actions", "Combien d’actions ?", acts)
    for end, label in COUNTED:
        yield _count(f"{name}_{end}", f"Combien {label} ?", acts, f"{name}_actions")
    built = f"${{{name}_cobuilt}} > 0"
    yield (f"select_multiple of_{name}", f"{name}_with", "Avec quels partenaires ?", "", "", built)
    yield _count(f"{name}_informed", "Combien de personnes informées ?", acts)
    yield _count(f"{name}_helped", "Combien de personnes aidées ?", acts)


def _child_welfare() -> Iterator[Row]:
    yield _count("asw_stock", "Combien de jeunes confiés à l’ASE sont enregistrés au 31 décembre ?")
    yield _count("asw_in_year", "Combien ont été pris en charge dans l’année ?")
    yield _count("asw_16", "Combien d’entre eux ont 16 ans ou plus ?", "", "asw_in_year")
    yield _count("asw_new", "Combien d’entre eux sont nouveaux cette année ?", "", "asw_in_year")
    yield _count("asw_renewals", "Mesure 1 : combien de C2S renouvelées à 17 ans et 10 mois ?")
    yield _yes("asw_acts_19", "Mesure 2 : proposez-vous un rendez-vous aux jeunes de 19 ans ?")
    yield _count("asw_appointments", "Combien de rendez-vous à 19 ans ?", "${asw_acts_19} = 'yes'")
    yield _yes("asw_caf", "Avez-vous mené des actions communes avec la Caf pour ces jeunes ?")
    yield ("select_one agreement", "asw_agreement", "Une convention tripartite Cnam, Caf, département ?", "", "yes")
    yield _yes("asw_meeting", "Rencontrez-vous le département chaque année ?")
    yield _yes("asw_youth", "Avez-vous tenu des séances d’information pour les jeunes ?")
    yield _count("asw_youth_met", "Combien de jeunes rencontrés ?", "${asw_youth} = 'yes'")
    yield _yes("asw_staff", "Des séances pour les professionnels de l’ASE ?")
    yield _yes("asw_departments", "Des séances pour le conseil départemental ?")
    yield _yes("asw_acts", "Avez-vous mené d’autres actions pour ces jeunes ?")
    yield _count("asw_actions", "Combien d’actions ?", "${asw_acts} = 'yes'")


def _workshops() -> Iterator[Row]:
    held = "${ws_held} = 'yes'"
    yield _yes("ws_held", "Avez-vous tenu des ateliers pour les futurs parents, avec la Caf ?")
    yield ("select_one workshop_form", "ws_form", "Comment ?", "", "yes", held)
    yield _count("ws_invited", "Combien d’invitations ?", held)
    yield _count("ws_present", "Combien de personnes présentes ?", held, "ws_invited")
    for end, label in (("caf", "avec la Caf"), ("cpam", "avec la CPAM"), ("joint", "avec les deux ensemble")):
        yield _count(f"ws_{end}", f"Combien de rendez-vous individuels {label} ?", held)
    bound = (". >= 0 and . <= 10", "Une note sur 10.")
    yield ("decimal", "ws_satisfaction", "Satisfaction moyenne, sur 10", "Par exemple 8,4.", "", held, *bound)


def _prisoners() -> Iterator[Row]:
    yield _yes("prisoners_acts", "Votre organisme a-t-il mené des actions en détention ?")
    acts = "${prisoners_acts} = 'yes'"
    yield _yes("prisoners_caf", "Sont-elles construites avec la Caf ?", acts)
    yield _yes("prisoners_workshops", "Tenez-vous des ateliers ?", acts)
    ateliers = "${prisoners_workshops} = 'yes'"
    yield _count("prisoners_met", "Combien de personnes rencontrées en atelier ?", ateliers)
    yield _count("prisoners_helped", "Combien ont été aidées ?", ateliers, "prisoners_met")
    yield _yes("prisoners_alone", "Menez-vous des entretiens individuels ?", acts)
    alone = "${prisoners_alone} = 'yes'"
    yield _count("prisoners_alone_met", "Combien de personnes rencontrées en entretien ?", alone)
    yield _count("prisoners_oriented", "Combien ont été orientées vers un rendez-vous ?", alone, "prisoners_alone_met")


def _bereaved() -> Iterator[Row]:
    yield _yes("bereaved_acts", "Votre organisme a-t-il mené des actions pour les personnes endeuillées ?")
    acts = "${bereaved_acts} = 'yes'"
    yield _yes("bereaved_outgoing", "Par contacts sortants ?", acts)
    yield _count("bereaved_targeted", "Combien de personnes ciblées ?", acts)
    yield _count("bereaved_informed", "Combien de personnes informées ?", acts, "bereaved_targeted")
    yield _count("bereaved_helped", "Combien de personnes aidées ?", acts, "bereaved_informed")


def _choices() -> Iterator[Row]:
    yield from (("yes_no", "yes", "Oui"), ("yes_no", "no", "Non"))
    yield from (("agreement", "signed", "Signée"), ("agreement", "under_way", "En cours"), ("agreement", "none", "Non"))
    yield ("workshop_form", "physical", "Sur place")
    yield from (("workshop_form", "remote", "À distance"), ("workshop_form", "both", "Les deux"))
    for name, _, partners in PUBLICS:
        yield from ((f"of_{name}", code, PARTNERS[code]) for code in (*partners, "other"))
