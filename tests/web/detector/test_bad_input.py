"""What cannot be accepted: a sentence next to the field, nothing lost of what was typed, nothing saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allervers.domain.organisations.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "/signalements/nouveau/"

WRONG = [
    ({"birth_name": None}, "birth_name", "Indiquez le nom de naissance."),
    ({"birth_name": "   "}, "birth_name", "Indiquez le nom de naissance."),
    ({"birth_name": "1234"}, "birth_name", "aucune lettre"),
    ({"birth_name": "张伟"}, "birth_name", "lettres latines"),
    ({"birth_name": "Zoé 😀"}, "birth_name", "ne s’écrit pas"),
    ({"first_name": "a\x00b"}, "first_name", "caractère"),
    ({"birth_name": "é" * 1_000_000}, "birth_name", "100 caractères au plus ; vous en avez envoyé 1000000."),
    ({"note": "x" * 1_000_000}, "note", "2000 caractères au plus"),
    ({"note": "a\x00b"}, "note", "caractère"),
    ({"birth_date": "31/02/1984"}, "birth_date", "Le 31 février 1984 n’existe pas."),
    ({"birth_date": "1984-02-31"}, "birth_date", "Le 31 février 1984 n’existe pas."),
    ({"birth_date": "01/13/1984"}, "birth_date", "Le mois 13 n’existe pas."),
    ({"birth_date": "09/03/2999"}, "birth_date", "dans le futur"),
    ({"birth_date": "31/12/1899"}, "birth_date", "avant 1900"),
    ({"birth_date": "0000-00-00"}, "birth_date", "n’existe pas"),
    ({"birth_date": "09/03/84"}, "birth_date", "quatre chiffres"),
    ({"birth_date": "mars 1984"}, "birth_date", "quatre chiffres"),
    ({"birth_date": "12/03/1984\x00"}, "birth_date", "quatre chiffres"),
    ({"sex": "X"}, "sex", "Ce choix n’existe pas."),
    ({"phone": "trois"}, "phone", "Ce n’est pas un numéro de téléphone."),
    ({"phone": "06 12"}, "phone", "Ce n’est pas un numéro de téléphone."),
    ({"phone": None}, "phone", "au moins un moyen de joindre"),
    ({"email": "zoe@"}, "email", "n’est pas complète"),
    ({"language": "xx"}, "language", "Ce choix n’existe pas."),
    ({"language": "other"}, "language_note", "Précisez."),
    ({"language_note": "wolof"}, "language_note", "Choisissez « Autre langue »"),
    ({"fund": None}, "fund", "Choisissez la caisse"),
    ({"fund": "999999"}, "fund", "Cette caisse n’existe pas"),
    ({"fund": "9" * 40}, "fund", "Cette caisse n’existe pas"),
    ({"fund": "\x00"}, "fund", "caractère"),
    ({"fund": "' or 1=1"}, "fund", "Cette caisse n’existe pas"),
    ({"reasons": None}, "reasons", "Cochez au moins un cadre."),
    ({"reasons": ["rights", "leisure"]}, "reasons", "n’existe pas"),
    ({"reasons": ["forgone_care"]}, "forgone_care", "Cochez au moins un soin"),
    ({"reasons": ["forgone_care"], "forgone_care": ["other"]}, "forgone_care_other", "Précisez."),
    ({"forgone_care": ["surgery"]}, "forgone_care", "ou videz cette partie"),
    ({"forgone_since": "over_1_year"}, "forgone_care", "ou videz cette partie"),
    ({"forgone_causes": ["transport"]}, "forgone_care", "ou videz cette partie"),
    (
        {"reasons": ["forgone_care"], "forgone_care": ["surgery"], "forgone_causes": ["other"]},
        "forgone_causes_other",
        "Précisez.",
    ),
    ({"forgone_since": "yesterday"}, "forgone_since", "Ce choix n’existe pas."),
    ({"urgent": "on"}, "urgent_reason", "Précisez."),
    ({"urgent_reason": "lundi"}, "urgent_reason", "urgence partenaire"),
    ({"actions_engaged": ["other"]}, "actions_engaged_other", "Précisez."),
    ({"actions_engaged_other": "colis"}, "actions_engaged_other", "Choisissez « Autre action »"),
    ({"detector_name": ""}, "detector_name", "Indiquez votre nom"),
    ({"detector_phone": "ici"}, "detector_phone", "Ce n’est pas un numéro de téléphone."),
    ({"consent_mode": None}, "consent_mode", "Sans l’accord de la personne"),
    ({"consent_mode": "guessed"}, "consent_mode", "Ce choix n’existe pas."),
    ({"consent_on": ""}, "consent_on", "Indiquez le jour"),
    ({"consent_on": "01/01/2999"}, "consent_on", "dans le futur"),
    ({"note": "son numéro : 2 84 03 75 116 001 26"}, "note", "Ce texte contient un numéro de sécurité sociale."),
    ({"birth_date": SimpleUploadedFile("a.txt", b"x")}, "birth_date", "Un fichier est arrivé"),
    ({"birth_name": SimpleUploadedFile("a.txt", b"x")}, "birth_name", "Un fichier est arrivé"),
    ({"reasons": SimpleUploadedFile("a.txt", b"x")}, "reasons", "Un fichier est arrivé"),
]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"), WRONG, ids=[f"{field}-{n}" for n, (_, field, _) in enumerate(WRONG)]
)
def test_a_wrong_answer_is_told_next_to_its_field_and_nothing_is_saved(
    changes, field, sentence, report, partner, sent_by
):
    response = report(partner, **changes)
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert sentence in " ".join(errors[field])
    assert set(errors) == {field}
    assert sent_by(partner) == []


def test_what_was_typed_is_shown_again_with_the_summary_of_errors(report, partner):
    response = report(
        partner,
        birth_date="31/02/1984",
        usage_name="<b>Gras</b>",
        reasons=["forgone_care"],
        forgone_care=["surgery"],
        forgone_since="over_2_years",
        urgent="on",
        note="Le matin",
    )
    page = response.content.decode()
    assert 'class="error-summary"' in page
    assert 'href="#id_birth_date"' in page
    assert 'value="31/02/1984"' in page
    assert 'value="&lt;b&gt;Gras&lt;/b&gt;"' in page
    assert "Le matin</textarea>" in page
    for code in ("forgone_care", "surgery", "over_2_years"):
        assert f'value="{code}"' in page
    form = response.context["form"]
    assert form["forgone_care"].value() == ["surgery"]
    assert response.headers["Cache-Control"].count("no-store") == 1


def test_the_part_on_forgone_care_is_shown_when_something_is_wrong_in_it(report, partner):
    page = report(partner, forgone_care=["surgery"]).content.decode()
    part = page[page.index('class="reveal reveal-care"') : page.index('name="urgent"')]
    assert "field-in-error" in part
    assert "checked" in part


def test_it_is_shown_even_when_no_reason_at_all_is_ticked(report, partner):
    errors = report(partner, reasons=None, forgone_care=["other"], forgone_care_other="cure").context["form"].errors
    assert set(errors) == {"reasons", "forgone_care"}


def test_duplicated_codes_are_kept_once(report, partner, sent_by):
    report(partner, reasons=["digital", "rights", "digital"])
    assert sent_by(partner)[0].reasons == ["rights", "digital"]


@pytest.mark.parametrize("typed", ["12/03/1984", "12.3.1984", "12 03 1984", "12-03-1984", "12031984", "1984-03-12"])
def test_a_birth_date_is_read_as_people_write_it(typed, report, partner, sent_by):
    report(partner, birth_date=typed)
    assert sent_by(partner)[0].birth_date.isoformat() == "1984-03-12"


def test_somebody_whose_birth_date_is_not_known_can_be_reported(report, partner, sent_by):
    report(partner, birth_date="")
    assert sent_by(partner)[0].birth_date is None


@pytest.mark.parametrize("way", [{"email": "z@example.org"}, {"postal_address": "CCAS, 01000 Bourg"}])
def test_one_way_to_reach_the_person_is_enough(way, report, partner, sent_by):
    report(partner, phone="", **way)
    assert len(sent_by(partner)) == 1


class TestNir:
    """The field exists only for those who may transmit the number."""

    NIR = "2 84 03 75 116 001 26"

    @pytest.fixture
    def agent(self):
        return factories.account(Role.INTERNAL_DETECTOR)

    @pytest.mark.parametrize(
        ("kind", "role", "category", "allowed"),
        [
            ("partner", Role.PARTNER, "ccas", False),
            ("partner", Role.PARTNER, "secours_populaire", False),
            ("partner", Role.PARTNER, "caf", True),
            ("health_professional", Role.HEALTH_PROFESSIONAL, "nurse", True),
            ("health_professional", Role.HEALTH_PROFESSIONAL, "other", False),
        ],
    )
    def test_only_listed_categories_see_the_field(self, kind, role, category, allowed, client):
        client.force_login(factories.account(role, at=factories.organisation(kind, category=category)))
        assert (b'name="nir"' in client.get(NEW).content) is allowed

    def test_the_setting_decides(self, client, partner, settings):
        settings.NIR_DETECTOR_CATEGORIES = ["ccas"]
        client.force_login(partner)
        assert b'name="nir"' in client.get(NEW).content

    def test_a_number_posted_by_a_partner_who_may_not_is_refused_and_not_shown_again(self, report, partner, sent_by):
        response = report(partner, nir=self.NIR)
        page = response.content.decode()
        assert "n’est pas autorisée à transmettre le numéro de sécurité sociale" in page
        assert 'name="nir"' not in page
        assert self.NIR not in page
        assert sent_by(partner) == []

    def test_it_is_kept_encrypted_and_masked_on_the_page(self, report, agent, sent_by, client):
        response = report(agent, nir=self.NIR)
        [referral] = sent_by(agent)
        assert referral.nir_in_clear == "284037511600126"
        page = client.get(response.url).content.decode()
        assert "2 •• •• •• ••• 001 26" in page
        assert "284037511600126" not in page
        assert "75116" not in page.replace(" ", "")

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("284037511600113", "La clé 13 ne correspond pas"),
            ("2840375116001", "Il manque la clé"),
            ("2 84", "compte 15 caractères avec la clé ; vous en avez saisi 3"),
            ("9" * 15, "Le premier chiffre doit être"),
            ("2841575116001" + "00", "Le mois de naissance"),
            ("2" * 1_000_000, "40 caractères au plus"),
            ("28403751160\x00126", "caractère"),
        ],
    )
    def test_a_wrong_number_says_which_rule_it_breaks(self, typed, sentence, report, agent, sent_by):
        response = report(agent, nir=typed)
        errors = response.context["form"].errors
        assert sentence in " ".join(errors["nir"])
        assert set(errors) == {"nir"}
        assert sent_by(agent) == []

    @pytest.mark.parametrize("changes", [{"birth_date": "12/04/1984"}, {"birth_date": "12/03/1985"}, {"sex": "M"}])
    def test_a_number_that_contradicts_the_identity_is_to_be_checked(self, changes, report, agent, sent_by):
        response = report(agent, nir=self.NIR, **changes)
        assert "Vérifiez l’un et l’autre" in " ".join(response.context["form"].errors["nir"])
        assert response.context["form"]["nir"].value() == self.NIR
        assert sent_by(agent) == []

    def test_without_birth_date_or_sex_there_is_nothing_to_contradict(self, report, agent, sent_by):
        report(agent, nir=self.NIR, birth_date="")
        assert len(sent_by(agent)) == 1
