"""Every screen of every account, in front of somebody who cannot see, point, or has a telephone alone.

What a machine can find is only a part of what people meet; here there is nothing of it left.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import get_resolver
from playwright.sync_api import sync_playwright

from tests.browser import steps
from tests.browser.people import Somebody, people
from tests.browser.steps import CARE, RIGHTS, go
from tests.browser.walk import Known, Visit, Walker
from tests.browser.watching import Watch
from tests.processes import wait_until

# Each account brings the screens that those before it do not have. Two browsers walk side by side.
CASEWORK = ("accueil", "conseiller", "partenaire", "responsable", "creic", "national", "protection-donnees")
SERVICES = (
    *("administratrice", "gestionnaire", "accueil-social", "assistante-sociale", "contacts-sortants"),
    *("commission", "mediatrice"),
    *("responsable", "conseiller"),
)
# A button leads there, and on to another page.
BUTTONS = {
    *("/personnes/<id>/ligne/", "/accompagnements/<id>/proposition/", "/accompagnements/<id>/reprise/"),
    *("/propositions/<id>/", "/accompagnements/reaffectes/"),
    *("/detections/<id>/appel/suite/", "/detections/appels/"),  # leads to the next call
    *("/accompagnements/<id>/appel/", "/saisines/<id>/appel/", "/contacts/<id>/retrait/"),
    *("/deconnexion/", "/actions/<id>/etat/", "/personnes/<id>/numero/"),
    *("/comptes/<id>/role/", "/comptes/<id>/etat/", "/comptes/<id>/mot-de-passe/"),
    "/acces-programme/<id>/revoquer/",
    *("/comptes/<id>/second-facteur/", "/securite/codes/"),
    *("/comptes/<id>/fournisseur/", "/comptes/<id>/fournisseur/retirer/"),
    *("/securite/application/retirer/", "/securite/cles/<id>/retirer/"),
    "/comptes/<id>/sessions/",
    *("/dossiers/<id>/examiner/", "/dossiers/lignes/<id>/sans-objet/", "/dossiers/pieces/<id>/ecarter/"),
    *("/dossiers/controles/<id>/carte/", "/dossiers/lignes/<id>/reprendre/"),
    *("/campagnes/<id>/pause/", "/aller-vers/<id>/retour/"),
    "/partenaires/conventions/<id>/retour/",
    "/enquetes/<id>/reponse/envoi/",
    *("/annuaire/<id>/verification/", "/annuaire/<id>/referent/", "/annuaire/doublons/<id>/"),
    *("/ruptures/<id>/fait/", "/ruptures/<id>/confier/", "/ruptures/<id>/remettre/", "/ruptures/<id>/commencer/"),
    *("/rendez-vous/<id>/issue/", "/rendez-vous/creneaux/<id>/fermer/", "/rendez-vous/attente/<id>/fin/"),
    "/rendez-vous/rappels/<id>/",
    *("/service-social/<id>/reponse/", "/service-social/entretiens/<id>/issue/", "/comptes/<id>/service/"),
    *("/service-social/groupes/participants/<id>/", "/service-social/etapes/<id>/faite/"),
    *("/service-social/<id>/reouverture/", "/aides-financieres/<id>/retrait/"),
    *("/refus-de-soins/<id>/prise-en-charge/", "/refus-de-soins/<id>/lien/"),
    "/aides-financieres/comptes/<id>/confirmer/",
    *(f"/aides-financieres/commission/<id>/{name}/" for name in ("presents", "ordre-du-jour", "cloture")),
    "/aides-financieres/commission/points/<id>/vote/",
    *("/vie-privee/acces/<id>/copie/", "/vie-privee/acces/<id>/remise/", "/ma-demande/mes-donnees/copie/"),
    *("/messages/<id>/retrait/", "/personnes/<id>/opposition/"),
    *("/dossiers/courriers/lot/", "/dossiers/courriers/lots/<id>/remis/", "/dossiers/courriers/<id>/remis/"),
    *("/dossiers/messages/<id>/lu/", "/ma-demande/quitter/", "/ma-demande/sans-objet/<id>/"),
    *("/ruptures/personnes/<id>/inscrire/", "/ruptures/faits/<id>/", "/ruptures/droits-finis/<id>/", "/apparence/"),
}
# tests/web/design/browser; asked by programs, with a token; test_second_factor.py; test_session_end.py
ELSEWHERE = {"/design/", "/api/v1/figures", "/connexion/second-facteur/", "/session/", "/connexion/reprise/"} | {
    *("/connexion/fournisseur/", "/connexion/fournisseur/retour/", "/connexion/fournisseur/relier/"),
    "/deconnexion/fournisseur/",
    *("/api/v1/referrals", "/api/v1/referrals/<id>", "/api/v1/messages/reports"),
    # Read by calendar programs: tests/web/appointments.
    "/rendez-vous/flux/<id>.ics",
    # tests/browser/test_simulator.py
    *("/simulateur/resultat/", "/simulateur/rappel-demande/"),
    # Nobody of the demonstration is in care: tests/web/child_welfare.
    "/ruptures/faits/<id>/fin/",
    *("/api/v1/rights-files", "/api/v1/rights-files/<id>", "/api/v1/rights-files/<id>/acknowledgement"),
    *("/api/v1/rights-files/<id>/documents/<id>", "/api/v1/rights-files/<id>/transitions"),
}


NARROWED = ("conseiller&whose", "sans_contact&whose", "conseiller&page&whose", "page&sans_contact&whose")


class Walk:
    """What was seen by accounts of one browser. What is `known` may be that of another walk beside."""

    def __init__(self, open_page, person: Somebody, known: Known):
        self.open_page, self.person, self.known, self.walkers = open_page, person, known, {}

    def __getitem__(self, account: str) -> Walker:
        if account not in self.walkers:
            self.walkers[account] = Walker(account, self.open_page(account), self.known)
        return self.walkers[account]


class Seen:
    """What was seen in all walks together."""

    def __init__(self, person: Somebody, walks: list[Walk]):
        self.person = person
        self.walkers = [walker for walk in walks for walker in walk.walkers.values()]

    @property
    def visits(self) -> list[Visit]:
        return [visit for walker in self.walkers for visit in walker.visits]

    @property
    def screens(self) -> set[str]:
        """Paths alone."""
        files = {screen for walker in self.walkers for screen in walker.files}
        return {re.split(r"[? ]", screen)[0] for screen in files | {visit.screen for visit in self.visits}}

    def faults(self, what: str) -> dict[str, list[str]]:
        return {str(visit): getattr(visit, what) for visit in self.visits if getattr(visit, what)}


@pytest.fixture(scope="session")
def watches():
    return []


@pytest.fixture(scope="session")
def walk(browser_context_args, browser_type_launch_args, cookies_of, watches):
    """The walk of all accounts, made once for all tests of this file; two browsers share it."""
    person, known = Somebody(**next(people)), Known()
    # What is corrected is filled in already: emptied, it still says the same action, and is saved.
    known.sent.add(("/actions/<id>/correction/", 1))
    # Boxes of which none is ticked are an answer; the same pages are refused in the public simulator.
    known.sent.add(("/accompagnements/<id>/c2s/questions/?formulaire&reponses", 1))
    # Emptied, they are saved.
    known.sent.add(("/aides-financieres/<id>/completer/", 1))
    known.sent.update((f"/dossiers/<id>/{form}", 1) for form in ("coordonnees/", "coordonnees/?depuis", "organisme/"))
    known.sent.add(("/enquetes/<id>/reponse/page/?partie", 1))
    # What nobody knows of the professional stays unknown.
    known.sent.add(("/refus-de-soins/<id>/professionnel/", 1))
    # With no colleague chosen, a message on the list says that nothing is changed.
    known.sent.add(("/accompagnements/?whose", 2))
    # The same lists, of one adviser, of those without contact, of those received since: from the manager's page.
    known.screens.update(f"/accompagnements/?{names}" for names in NARROWED)
    known.screens.add("/saisines/?depuis&page")
    cookies = {account: cookies_of(account) for account in (*CASEWORK, *SERVICES)}

    def walked(see) -> Walk:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**browser_type_launch_args)

            def open_page(account: str):
                context = browser.new_context(**browser_context_args, storage_state=cookies.get(account))
                watches.append(Watch(context))
                return context.new_page()

            walk = Walk(open_page, person, known)
            see(walk)
            for walker in walk.walkers.values():
                walker.follow()
            browser.close()
            return walk

    with ThreadPoolExecutor(2) as two:
        return Seen(person, list(two.map(walked, (see_casework, see_services))))


def see_casework(walk: Walk):
    walk[""].walk("/connexion/")
    for account in CASEWORK:
        walk[account].walk()
    see_what_no_link_leads_to(walk)
    see_whom_a_partner_books_for(walk)
    see_agreements(walk)
    see_the_directory_as_its_keeper(walk)
    see_the_states_of_a_file(walk)
    see_the_person_s_own_appointment(walk)


def see_services(walk: Walk):
    for account in SERVICES:
        walk[account].walk()
    see_a_new_account(walk)
    see_figures_that_were_published(walk)
    see_rights_files(walk)
    see_the_person_s_own_page(walk)
    see_a_social_worker_s_file(walk)
    see_the_aid_service(walk)
    see_a_refusal_of_care(walk)
    see_campaigns(walk)


def see_what_no_link_leads_to(walk: Walk):
    walk["conseiller"].visit("/saisines/?reason=digital&family=health_professional&urgent=on", "nobody")
    walk["conseiller"].visit("/accompagnements/?whose=entrusted", "no file")
    walk["conseiller"].visit("/accompagnements/?whose=all", "of the fund")
    for state in ("set_aside", "off_lists"):
        walk["conseiller"].visit(f"/detections/?state={state}&target=", state)
        steps.open_a_detection(walk["conseiller"].page, state)
        walk["conseiller"].look(f"/detections/<id>/ {state}")
    for number in ("40021", "1"):
        steps.search_detection(walk["conseiller"].page, number)
        walk["conseiller"].look(f"/detections/ person {number}")
    walk["responsable"].visit("/chiffres/?annee=2019", "nothing yet")
    walk["responsable"].visit("/chiffres/?annee=2026&public=disability", "of one public")
    walk["responsable"].visit("/chiffres/liste/?indicateur=salaires", "no list")
    steps.open_prepared(walk["national"].page, "/chiffres/france/?annee=2026&region=76")
    walk["national"].visit("/chiffres/france/?annee=2026&region=76", "of a region")
    walk["responsable"].visit("/chiffres/?annee=12-mois&mois=3", "refused")
    steps.open_prepared(walk["national"].page, "/chiffres/france/?annee=2019")
    walk["national"].visit("/chiffres/france/?annee=2019", "nothing yet")
    walk["conseiller"].visit("/chiffres/france/", "forbidden")
    walk["conseiller"].visit("/nulle-part/", "not found")
    for typed, found in (("Zzyzx", "nobody"), ("Exemple", "found")):
        steps.search(walk["conseiller"].page, typed)
        walk["conseiller"].look(f"/personnes/ {found}")


def see_agreements(walk: Walk):
    """Of somebody who agreed to something, or was never asked."""
    adviser = walk["conseiller"]
    steps.search(adviser.page, "Exemple")
    persons = adviser.page.locator("main a[href^='/personnes/']").evaluate_all("links => links.map(link => link.href)")
    for person in persons:
        adviser.page.goto(f"{person}accords/")
        if adviser.page.locator("a[href*='/accords/changer/']").count():
            adviser.walk(adviser.page.url, "with agreements")
            see_a_request_for_data(walk, person)
            return


def see_the_directory_as_its_keeper(walk: Walk):
    """Lines that may be one structure, and a structure with what only who keeps the directory may do."""
    manager = walk["responsable"]
    manager.walk("/annuaire/doublons/")
    manager.page.goto("/annuaire/")
    manager.visit(manager.page.locator("main tbody a[href^='/annuaire/']").first.get_attribute("href"), "its keeper")


def see_a_request_for_data(walk: Walk, person: str):
    """Of the person at this address, noted by the officer: they will be told everything within a month."""
    officer = walk["protection-donnees"]
    officer.page.goto(person)
    go(officer.page.get_by_role("link", name="Noter qu’elle demande toutes ses données"))
    note = officer.page.url
    officer.visit(note)
    officer.page.goto(note)
    for group in officer.page.locator("main fieldset").all():
        group.get_by_role("radio").first.check()
    officer.page.locator("main input[type=text]").first.fill("hier")
    go(officer.page.get_by_role("button", name="Noter la demande"))
    officer.walk(officer.page.url, "asked")


def see_whom_a_partner_books_for(walk: Walk):
    """A referral of which the partner may know that the person is accompanied: appointments are taken from there."""
    partner = walk["partenaire"]
    partner.page.goto("/signalements/")
    for address in [link.get_attribute("href") for link in partner.page.locator("tbody th a").all()]:
        partner.page.goto(address)
        if partner.page.get_by_role("link", name="Prendre un rendez-vous").count():
            partner.walk(address, "accompanied")
            return


def see_campaigns(walk: Walk):
    """One that waits, read again and launched for some; one that was measured."""
    manager = walk["responsable"]
    manager.page.goto("/campagnes/")
    go(manager.page.get_by_role("link", name="Médecin traitant, automne"))
    campaign = manager.page.url
    manager.walk(f"{campaign}apercu/", "to launch")
    manager.page.goto(f"{campaign}lancer/")
    manager.page.get_by_role("textbox").first.fill("50")
    manager.page.get_by_role("checkbox").check()
    go(manager.page.get_by_role("button", name="Lancer maintenant"))
    manager.walk(campaign, "leaving")
    manager.page.goto("/campagnes/")
    go(manager.page.get_by_role("link", name="C2S, lettres de printemps"))
    manager.walk(manager.page.url, "measured")


def see_a_new_account(walk: Walk):
    """A first password is shown once, then changed before anything else."""
    password = steps.open_account(walk["administratrice"].page, "visiteuse")
    walk["administratrice"].look("/comptes/nouveau/ first password")
    newcomer = Walker("visiteuse", walk.open_page(""), walk.known)
    steps.sign_in(newcomer.page, "visiteuse", password)
    walk.walkers["visiteuse"] = newcomer
    newcomer.visit("/mot-de-passe/", "first")


def see_figures_that_were_published(walk: Walk):
    """Frozen on the page of figures, then read by a program."""
    manager = walk["responsable"]
    manager.page.goto("/chiffres/figes/")
    manager.page.get_by_label("Année").select_option(index=1)
    manager.page.get_by_label("Où ces chiffres sont-ils publiés ?").fill("Rapport annuel")
    go(manager.page.get_by_role("button", name="Figer ces chiffres"))
    manager.walk(manager.page.url)
    manager.visit("/chiffres/figes/", "with one")
    manager.page.goto("/acces-programme/")
    manager.page.get_by_label("À quoi servira ce jeton ?").fill("Tableau de bord")
    go(manager.page.get_by_role("button", name="Créer le jeton"))
    manager.look("/acces-programme/ shown once")
    manager.visit("/acces-programme/", "with one")


def see_the_states_of_a_file(walk: Walk):
    """Somebody is reported, known, examined, entrusted, checked, closed: each time her pages look otherwise."""
    partner, adviser, person = walk["partenaire"], walk["conseiller"], walk.person
    for remote in (False, True):
        # Its links too: which letter there is depends on the consent.
        partner.walk(
            steps.report(partner.page, person, reasons=[RIGHTS, CARE], remote=remote), f"at a distance {remote}"
        )
    partner.visit("/signalements/", "with referrals")
    steps.examine(adviser.page, person)
    adviser.visit(adviser.page.url, "two alike")
    adviser.page.goto(adviser.page.url)
    steps.note_attempt(adviser.page, channel="Téléphone", result="Pas de réponse")
    triaged = adviser.page.url
    steps.accept(adviser.page)
    page = adviser.page.url
    adviser.visit(triaged, "already examined")
    steps.examine(adviser.page, person)
    adviser.visit(adviser.page.url, "known person")
    adviser.page.goto(page)
    for wage in ("600", "1050", "3000"):
        steps.check_c2s(adviser.page, wage=wage)
        adviser.visit(adviser.page.url, f"earning {wage}")
        adviser.page.goto(page)
    steps.add_action(adviser.page, "Demande de C2S")
    go(adviser.page.get_by_role("link", name="Écrire", exact=True))
    go(adviser.page.get_by_role("link", name="Nous avons essayé de vous appeler"))
    adviser.page.get_by_label("Téléphone où rappeler").fill("36 46")
    go(adviser.page.get_by_role("button", name="Envoyer"))
    go(adviser.page.get_by_role("link", name="Confier le dossier à un autre organisme"))
    adviser.page.get_by_label("À qui confier ce dossier ?").select_option("CREIC (fictif)")
    adviser.page.get_by_label("Pourquoi ?").fill("Vient d'arriver.")
    go(adviser.page.get_by_role("button", name="Confier le dossier"))
    adviser.walk(page, "entrusted")
    walk["creic"].visit(page, "of another fund")
    adviser.page.goto(page)
    steps.close(adviser.page, "Abandon")
    adviser.walk(page, "closed")
    walk["protection-donnees"].visit(page, "for the officer")


def see_rights_files(walk: Walk):
    """In each state of the demonstration, for who examines them; and one that was decided, for who deposited it."""
    officer = walk["gestionnaire"]
    officer.page.goto("/dossiers/")
    for place in range(officer.page.locator("tbody th a").count()):
        officer.page.goto("/dossiers/")
        go(officer.page.locator("tbody th a").nth(place))
        officer.walk(officer.page.url, f"to examine {place}")
    see_who_may_be_known(officer)
    officer.walk("/dossiers/suites/")
    officer.page.goto("/dossiers/suites/")
    for place in range(officer.page.locator("tbody th a").count()):
        officer.page.goto("/dossiers/suites/")
        go(officer.page.locator("tbody th a").nth(place))
        officer.walk(officer.page.url.partition("#")[0], f"after {place}")
    officer.page.goto("/dossiers/deposes/")
    go(officer.page.locator("tbody tr", has_text="Ouverture des droits de base").locator("th a"))
    officer.walk(officer.page.url, "to control")
    officer.page.goto("/dossiers/courriers/")
    officer.page.get_by_role("button", name="Faire le lot maintenant").click()
    wait_until(lambda: officer.page.goto("/dossiers/courriers/") and officer.page.get_by_text("À remettre").count())
    officer.walk("/dossiers/courriers/", "with a batch")
    adviser = walk["conseiller"]
    adviser.page.goto("/dossiers/deposes/")
    go(adviser.page.locator("tbody th a").first)
    adviser.walk(adviser.page.url, "decided")


def see_who_may_be_known(officer: Walker):
    """The file whose person the fund knows already asks who it is; the person has a right that can be controlled."""
    officer.page.goto("/dossiers/")
    files = officer.page.locator("tbody th a").evaluate_all("links => links.map(link => link.href)")
    for file in files:
        officer.page.goto(f"{file}personne/")
        if officer.page.url.endswith("/personne/"):
            officer.walk(officer.page.url, "who")
            officer.page.goto(f"{file}personne/")
            go(officer.page.locator("tbody th a").first)
            officer.walk(officer.page.url, "known")
            return


def see_the_person_s_own_page(walk: Walk):
    """As somebody who has a code of the fund and no account; in both languages."""
    link, born = steps.give_access(walk["gestionnaire"].page)
    walk["gestionnaire"].look("/dossiers/<id>/page-de-la-personne/ code")
    person = Walker("the person", walk.open_page(""), walk.known)
    walk.walkers["the person"] = person
    person.known.sent.add(("/ma-demande/coordonnees/", 0))  # emptied, it is saved
    pages = (
        "",
        "envoyer/<id>/",
        "impossible/<id>/",
        "coordonnees/",
        "ecrire/",
        "retirer/",
        "ouvrir/",
        "ouvrir/<id>/",
        "contester/",
        "regles/<id>/",
    )
    # The same page, in a language of its own.
    person.known.screens.update(f"/ma-demande/{page}?langue" for page in pages)
    person.visit("/ma-demande/ouvrir/")
    person.visit(link)
    steps.open_own_page(person.page, link, born)
    person.walk("/ma-demande/")
    person.visit("/ma-demande/?langue=en", "in English")
    # The base right that is controlled: its rules, its papers, and how to contest.
    link, born = steps.give_access(walk["gestionnaire"].page, "/dossiers/suites/", _place_of_control(walk))
    person.page.goto("/ma-demande/?langue=fr")
    go(person.page.get_by_role("button", name="Quitter"))
    steps.open_own_page(person.page, link, born)
    person.walk("/ma-demande/", "after the decision")
    person.walk("/ma-demande/mes-donnees/", "of somebody known")
    person.visit("/ma-demande/mes-donnees/demande/")


def _place_of_control(walk: Walk) -> int:
    officer = walk["gestionnaire"].page
    officer.goto("/dossiers/suites/")
    return next(place for place, row in enumerate(officer.locator("tbody tr").all_inner_texts()) if "Contrôle" in row)


def see_the_person_s_own_appointment(walk: Walk):
    """As somebody who has a code for an appointment: it is opened, and could be moved or cancelled."""
    adviser = walk["conseiller"]
    link, born = steps.give_appointment_code(adviser.page)
    adviser.look("/rendez-vous/<id>/acces/ code")
    # An agenda is of one account: whoever saw theirs first may have had nobody on it.
    adviser.walk("/rendez-vous/", "somebody expected")
    person = Walker("the person expected", walk.open_page(""), walk.known)
    walk.walkers["the person expected"] = person
    pages = ("", "deplacer/", "annuler/")
    person.known.screens.update(f"/ma-demande/rendez-vous/{page}?langue" for page in pages)
    steps.open_own_page(person.page, link, born)
    person.walk("/ma-demande/rendez-vous/")


def see_a_social_worker_s_file(walk: Walk):
    """The same page as that of a request, with what follows an answer."""
    page = walk["assistante-sociale"].page
    walk["assistante-sociale"].walk("/service-social/", "of a social worker")
    page.goto("/service-social/?etat=en-cours")
    walk["assistante-sociale"].walk(page.locator("tbody th a").first.get_attribute("href"), "followed")


def see_the_aid_service(walk: Walk):
    """A request to examine and one that was granted, a session to come and one that is closed, what left for the bank;
    then a session as a member of the commission sees it."""
    officer = walk["gestionnaire"]
    for address in ("", "?etat=terminees", "commission/", "virements/", "budget/", "chiffres/"):
        officer.walk(f"/aides-financieres/{address}", "of the aid service")
    officer.page.goto("/aides-financieres/?etat=terminees")
    officer.walk(officer.page.locator("tbody th a").first.get_attribute("href"), "granted")
    officer.page.goto("/aides-financieres/commission/")
    officer.walk(officer.page.locator("tbody th a").last.get_attribute("href"), "closed")
    walk["commission"].walk("/aides-financieres/commission/", "of a member")


def see_a_refusal_of_care(walk: Walk):
    """One that is in hand, with a complaint; one that nobody took."""
    mediator = walk["mediatrice"]
    for address in ("", "?etat=termines"):
        mediator.walk(f"/refus-de-soins/{address}", "of the mediation")
    mediator.page.goto("/refus-de-soins/")
    for address in [link.get_attribute("href") for link in mediator.page.locator("tbody th a").all()]:
        mediator.walk(address, "a refusal")
    mediator.visit(f"{address}plainte/")


def test_nothing_is_wrong_that_a_machine_can_see(walk):
    assert walk.faults("faults") == {}


def test_no_page_is_wider_than_a_telephone(walk):
    assert walk.faults("too_wide") == {}


def test_every_control_is_reached_with_the_keyboard(walk):
    assert walk.faults("missed") == {}


def test_wherever_the_keyboard_is_can_be_seen(walk):
    assert walk.faults("unseen") == {}


def test_every_page_has_one_main_heading(walk):
    assert {
        str(visit): visit.headings for visit in walk.visits if len(visit.headings) != 1 or not visit.headings[0]
    } == {}


def test_every_screen_has_a_title_of_its_own(walk):
    screens = {}
    for visit in walk.visits:
        title = visit.title.removeprefix("Erreur – ")
        assert title.endswith(" – Allervers")
        if visit.status == 200:
            screens.setdefault(title, set()).add(re.split(r"[? ]", visit.screen)[0])
    assert {title: found for title, found in screens.items() if len(found) > 1} == {}


def test_no_title_names_the_person_whose_page_it_is(walk):
    """It would stay in the history of a shared browser."""
    assert [visit.title for visit in walk.visits if walk.person.birth_name.casefold() in visit.title.casefold()] == []


def test_a_form_sent_empty_is_refused_from_its_summary(walk):
    refused = [visit for visit in walk.visits if visit.refused]
    assert len(refused) >= 20
    assert [str(visit) for visit in refused if not visit.summary_focused] == []
    assert [visit.title for visit in refused if not visit.title.startswith("Erreur – ")] == []


def test_the_summary_leads_to_every_field_to_correct(walk):
    assert walk.faults("lost_links") == {}


def test_every_screen_was_visited(walk):
    assert all_screens() - walk.screens - BUTTONS - ELSEWHERE == set()
    assert [str(visit) for visit in walk.visits if visit.status >= 500] == []


def all_screens(patterns=None, before="/") -> set[str]:
    """The address of every route."""
    found = set()
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        path = before + re.sub(r"<[^>]+>", "<id>", str(each.pattern))
        found |= all_screens(each.url_patterns, path) if hasattr(each, "url_patterns") else {path}
    return found - {"/"}


def test_pages_ask_our_server_alone_and_keep_their_rules(walk, watches, live_server_url):
    assert [address for watch in watches for address in watch.elsewhere(live_server_url)] == []
    assert [complaint for watch in watches for complaint in watch.complaints] == []


def test_an_address_says_nothing_of_a_person(walk, watches):
    assert [address for watch in watches for address in watch.telling(walk.person.words)] == []
    parameters = {
        name for watch in watches for address in watch.addresses for name, _ in parse_qsl(urlsplit(address).query)
    }
    assert parameters <= {
        "next",
        "reason",
        "family",
        "urgent",
        "whose",
        "target",
        "state",
        "page",
        "fil",
        "quoi",  # of a day
        *("semaine", "agent", "objet", "comment", "lieu", "apres"),  # of an agenda, of moments that are free
        *("conseiller", "sans_contact"),  # of a list: the number of an account, how many days
        "jours",  # of the effect of a campaign
        *("ligne", "depuis"),  # of a list of papers; the list that one came from
        "partie",  # of a batch of letters: the place of its files; of a questionnaire: the number of a page
        "modele",  # of a message
        "retour",  # a list with its filters
        "reponses",  # of a simulation, sealed
        "personne",  # whom a request is begun for: a random number too
        *("formulaire", "action"),  # random numbers that say nothing of anybody
        "annee",
        "mois",
        "etat",
        "organisme",
        "reseau",
        "langue",
        "region",
        "public",
        "comparaison",
        "indicateur",
        "detail",
        "format",
    }


def test_the_first_key_leads_to_the_content(signed_in):
    page = signed_in("conseiller")
    page.goto("/saisines/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_referral_is_sent_with_the_keyboard_alone(signed_in, somebody):
    person, page = somebody(), signed_in("accueil")
    page.goto("/")
    page.get_by_label("Nom de naissance").focus()
    for typed in (person.birth_name, person.first_name, person.born, "Fe", "", person.phone):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    until(page, "rights")
    page.keyboard.press("Space")
    until(page, "signed")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("Le signalement est envoyé").wait_for()


def until(page, value: str):
    """Tab until the box or button of this value."""
    for _ in range(30):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {value}")
