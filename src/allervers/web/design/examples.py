"""Fictitious content of the catalogue."""

import datetime

from django import forms
from django.contrib.messages import constants as levels
from django.contrib.messages.storage.base import Message

from allervers.web.forms import widgets
from allervers.web.forms.dates import BirthDateField, ComingDateField


class ExampleForm(forms.Form):
    """One field of each kind."""

    required_when_shown = {"remote_reason", "care_missing"}

    last_name = forms.CharField(label="Nom de naissance", help_text="Tel qu’il est écrit sur la pièce d’identité.")
    email = forms.EmailField(label="Adresse électronique", required=False)
    phone = forms.CharField(label="Téléphone", widget=widgets.PhoneInput, required=False)
    birth_date = BirthDateField(label="Date de naissance")
    seen_on = ComingDateField(label="À revoir le", help_text="Par exemple 28/11, demain ou +15 j.", required=False)
    place = forms.ChoiceField(
        label="Organisme",
        choices=[
            ("", "Choisissez"),
            ("a", "CCAS de Bourg-le-Lac"),
            ("b", "Permanence d’accès aux soins de santé"),
        ],
    )
    consent = forms.ChoiceField(
        label="Comment la personne a-t-elle donné son accord ?",
        help_text="Sans accord, le signalement ne peut pas être envoyé.",
        choices=[
            ("signed", "Elle a signé le formulaire"),
            ("remote", "À distance : elle a été informée par oral"),
        ],
        widget=widgets.RevealingRadioSelect(reveals={"remote": "remote"}),
    )
    remote_reason = forms.CharField(label="Comment a-t-elle été informée ?", required=False)
    themes = forms.MultipleChoiceField(
        label="Dans quel cadre signalez-vous cette personne ?",
        choices=[
            ("rights", "Accès aux droits"),
            ("care", "Renoncement ou difficulté d’accès aux soins"),
            ("digital", "Fragilité numérique"),
            ("social", "Situation sociale complexe"),
        ],
        widget=widgets.RevealingCheckboxes(reveals={"care": "care"}),
    )
    care_missing = forms.CharField(
        label="Quels soins n’ont pas été faits ?", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    urgent = forms.BooleanField(
        label="La situation est urgente",
        help_text="Des soins sont imminents, ou la situation s’aggraverait avec les délais habituels.",
        required=False,
    )
    attachment = forms.FileField(label="Pièce jointe", help_text="PDF ou image, 5 Mo au plus.", required=False)


def example_pieces() -> dict:
    moment = datetime.datetime(2024, 3, 12, 14, 5)
    return {
        "messages": [
            Message(levels.SUCCESS, "Le signalement est enregistré."),
            Message(levels.WARNING, "Le droit se ferme dans 12 jours."),
            Message(levels.INFO, "La vérification est en cours."),
            Message(levels.ERROR, "Le fichier n’a pas été lu."),
        ],
        "today": moment.date(),
        "trail": [{"label": "Saisines", "url": "#"}, {"label": "Catalogue"}],
        "summary": [
            {"label": "Nom", "value": "Camille EXEMPLE"},
            {"label": "Née le", "value": "1er mars 1984"},
            {"label": "Téléphone", "value": "", "url": "#", "url_label": "Ajouter"},
            {"label": "Caisse", "value": "CPAM de démonstration"},
        ],
        "entries": [
            {
                "date": moment,
                "kind": "Appel",
                "tag": "success",
                "title": "La personne a répondu",
                "body": "Elle apportera ses avis d’imposition jeudi.",
                "author": "Dominique Essai",
            },
            {
                "date": moment - datetime.timedelta(days=6),
                "kind": "Message",
                "title": "SMS envoyé",
                "author": "Dominique Essai",
            },
            {
                "date": datetime.date(2024, 3, 1),
                "title": "Signalement reçu du CCAS de Bourg-le-Lac",
                "url": "#",
            },
        ],
        "bars": [
            {"label": "Accès aux droits", "value": 1284},
            {"label": "Accès aux soins", "value": 912},
            {"label": "Fragilité numérique", "value": 240},
            {"label": "Handicap", "value": None, "display": "non communiqué"},
        ],
        "nodes": [
            {
                "label": "Complémentaire santé solidaire",
                "value": "avec participation",
                "source": "Code de la sécurité sociale, article L. 861-1",
                "open": True,
                "children": [
                    {
                        "label": "Ressources du foyer sur 12 mois",
                        "value": "13 208,00 €",
                        "open": True,
                        "children": [
                            {
                                "label": "Salaires",
                                "value": "10 400,00 €",
                                "note": "déclaration de la personne",
                            },
                            {"label": "Pension alimentaire reçue", "value": None, "note": "à demander"},
                        ],
                    },
                    {
                        "label": "Plafond pour 1 personne",
                        "value": "10 166 €",
                        "source": "arrêté du 26 mars 2024",
                    },
                ],
            }
        ],
        "comparison": [
            {"label": "Nom de naissance", "left": "EXEMPLE", "right": "EXEMPLE", "same": True},
            {"label": "Prénoms", "left": "Camille", "right": "Camille Anne", "same": False},
            {"label": "Commune de naissance", "left": "", "right": "Lyon", "same": None},
        ],
    }
