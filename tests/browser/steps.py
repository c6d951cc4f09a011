"""What people do on the screens, one gesture each: the sentences of the tests are made of these."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Somebody

RIGHTS = "Difficultés d'accès aux droits"
CARE = "Renoncement ou difficultés d'accès à des soins"
DIGITAL = "Fragilité face au numérique"
NEW = "/signalements/nouveau/"
PASSWORD = "demonstration-2026"


def go(button: Locator):
    """Press a button, or follow a link, and wait for the page that it leads to."""
    with button.page.expect_navigation():
        button.click()


# --- Coming in ---------------------------------------------------------------------------------------------------


def sign_in(page: Page, account: str, password: str = PASSWORD):
    """By the form, as somebody who has an account does."""
    page.goto("/connexion/")
    page.get_by_label("Identifiant").fill(account)
    page.get_by_label("Mot de passe").fill(password)
    go(page.get_by_role("button", name="Se connecter", exact=True))


def open_account(page: Page, username: str) -> str:
    """As an administrator, for a new worker of the CCAS: the first password, which this page shows once."""
    page.goto("/comptes/nouveau/")
    page.get_by_label("Prénom", exact=True).fill("Manon")
    page.get_by_label("Nom", exact=True).fill("Novice")
    page.get_by_label("Organisme", exact=True).select_option("CCAS de Valfleury (fictif)")
    page.get_by_label("Rôle", exact=True).select_option("Partenaire")
    page.get_by_label("Identifiant", exact=True).fill(username)
    go(page.get_by_role("button", name="Créer le compte"))
    return page.locator("main code").inner_text()


def sign_out(page: Page):
    """From the account's own menu, at the end of the header."""
    page.locator(".account > summary").click()
    go(page.get_by_role("button", name="Se déconnecter"))


# --- Reporting ---------------------------------------------------------------------------------------------------


def describe(page: Page, person: Somebody):
    """Type who the person is, and how to reach her."""
    page.get_by_label("Nom de naissance").fill(person.birth_name)
    page.get_by_label("Prénom", exact=True).fill(person.first_name)
    page.get_by_label("Date de naissance").fill(person.born)
    page.get_by_label("Sexe").select_option(person.sex)
    page.get_by_label("Téléphone de la personne").fill(person.phone)


def agree(page: Page, *, remote: bool = False, feedback: bool = False):
    """Say how the person agreed."""
    page.get_by_label("À distance : elle est informée" if remote else "Elle a signé").check()
    if feedback:
        page.get_by_label("La personne accepte que je sois informé des suites").check()


def send(page: Page):
    go(page.get_by_role("button", name="Envoyer le signalement"))


def report(page: Page, person: Somebody, *, reasons=(RIGHTS,), urgent: str = "", nir: str = "", **agreement) -> str:
    """Report the person with the form; the address of the referral's page."""
    page.goto(NEW)
    describe(page, person)
    if nir:
        page.get_by_label("Numéro de sécurité sociale").fill(nir)
    for reason in reasons:
        page.get_by_label(reason, exact=True).check()
    if CARE in reasons:
        page.get_by_label("Chirurgie").check()
    if urgent:
        page.get_by_label("Urgence partenaire").check()
        page.get_by_label("Pourquoi est-ce urgent ?").fill(urgent)
    agree(page, **agreement)
    send(page)
    expect(page.get_by_text("Le signalement est envoyé")).to_be_visible()
    return urlsplit(page.url).path


def known(page: Page, referral: str) -> list[str]:
    """What the detector is told of a referral, on its page."""
    page.goto(referral)
    return [tag.split("\n")[-1] for tag in page.get_by_role("complementary").locator(".tag").all_inner_texts()]


def rows(page: Page, address: str, name: str = "") -> list[str]:
    """The rows of a list, on all its pages, in which this name stands."""
    page.goto(address)
    found = page.locator("tbody tr", has_text=name).all_inner_texts()
    while (following := page.get_by_role("link", name="Suivante")).count():
        go(following)
        found += page.locator("tbody tr", has_text=name).all_inner_texts()
    return found


# --- Examining ---------------------------------------------------------------------------------------------------


def examine(page: Page, person: Somebody):
    """Open the referral of the person from the inbox, the last one if there are several."""
    page.goto("/saisines/")
    link = page.get_by_role("link", name=person.full_name)
    while not link.count():
        go(page.get_by_role("link", name="Suivante"))
    go(link.last)
    expect(page.get_by_role("heading", level=1)).to_have_text(person.full_name)


def accept(page: Page):
    go(page.get_by_role("button", name="Accepter et ouvrir l’accompagnement"))


def accompany(adviser: Page, person: Somebody) -> str:
    """Accept the referral of somebody whom nobody knows; the address of her page."""
    examine(adviser, person)
    accept(adviser)
    expect(adviser.get_by_text("l’accompagnement est ouvert")).to_be_visible()
    return urlsplit(adviser.url).path


def note_attempt(page: Page, *, channel: str, result: str):
    """From the page of a referral that waits."""
    page.get_by_text("Noter un contact ou une tentative").click()
    page.get_by_label(channel, exact=True).check()
    page.get_by_label(result).check()
    go(page.get_by_role("button", name="Noter ce contact"))


def close_without_opening(page: Page, reason: str, note: str = ""):
    panel = page.locator("details", has_text="La saisine n’est pas pertinente, ou la personne est injoignable")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    panel.get_by_label(reason).check()
    panel.get_by_label("Précisions").fill(note)
    go(panel.get_by_role("button", name="Clore la saisine"))


def search(page: Page, typed: str):
    page.goto("/personnes/")
    page.get_by_label("Nom, date de naissance, téléphone").fill(typed)
    go(page.get_by_role("button", name="Chercher"))
    expect(page.locator("main :is(table, .empty)")).to_be_visible()


# --- Detections --------------------------------------------------------------------------------------------------


def open_a_detection(page: Page, state: str = "waiting"):
    """The last one of the list."""
    page.goto(f"/detections/?state={state}")
    go(page.locator("tbody th a").last)


def search_detection(page: Page, number: str):
    page.goto("/detections/")
    page.get_by_text("Chercher une personne par son numéro").click()
    page.get_by_label("Numéro de la personne").fill(number)
    go(page.get_by_role("button", name="Chercher", exact=True))
    expect(page.locator("main :is(table, .empty)")).to_be_visible()


# --- Accompanying ------------------------------------------------------------------------------------------------


def note_contact(page: Page, *, channel: str, result: str, note: str):
    """From the person's page and back to it."""
    go(page.get_by_role("link", name="Noter un contact"))
    page.get_by_label(channel, exact=True).check()
    page.get_by_label(result).check()
    page.get_by_label("Compte rendu").fill(note)
    go(page.get_by_role("button", name="Enregistrer le contact"))
    expect(page.get_by_text("Le contact est noté.")).to_be_visible()


def add_action(page: Page, label: str):
    """One of the usual actions, from the person's page and back to it."""
    go(page.get_by_role("link", name="Ajouter une action"))
    page.get_by_label("Quelle action ?").select_option(label)
    go(page.get_by_role("button", name="Enregistrer l’action"))
    expect(page.get_by_text("L’action est ajoutée.")).to_be_visible()


def open_c2s_form(page: Page):
    """The household on one page, from the person's page."""
    go(page.get_by_role("link", name="Vérifier la C2S"))
    go(page.get_by_role("link", name="Tout remplir sur une seule page"))


def check_c2s(page: Page, *, wage: str):
    """A tenant without housing benefit nor RSA, alone, with this wage every month; from the person's page."""
    open_c2s_form(page)
    page.get_by_label("Logement", exact=True).select_option("Locataire")
    page.get_by_label("Aide au logement, par mois").fill("0")
    page.get_by_role("group", name="Le foyer reçoit le RSA").get_by_label("Non").check()
    person = page.get_by_role("region", name="Demandeur")
    person.get_by_label("Activité").select_option("En activité")
    line = person.get_by_role("group", name="Ligne 1")
    line.get_by_label("Nature").select_option("Salaires nets")
    line.get_by_label("Montant par mois").fill(wage)
    person.get_by_label("Toutes les ressources de cette personne sont notées").check()
    go(page.get_by_role("button", name="Vérifier la C2S"))


def close(page: Page, reason: str, outcomes=()):
    """From the person's page."""
    go(page.get_by_role("link", name="Clore", exact=True))
    page.get_by_label(reason, exact=True).check()
    for outcome in outcomes:
        page.get_by_label(outcome).check()
    go(page.get_by_role("button", name="Clore l’accompagnement"))


def timeline(page: Page) -> list[str]:
    """The entries of the person's page, the newest first."""
    return page.locator(".timeline > li").all_inner_texts()


# --- Counting ----------------------------------------------------------------------------------------------------


UNTIL_THE_JOB = 90  # seconds; it runs every minute


def open_prepared(page: Page, address: str, is_there: Callable[[Page], bool] = lambda page: True) -> None:
    """A page of several funds is prepared by a job; come back until it has what is looked for."""
    end = time.monotonic() + UNTIL_THE_JOB
    page.goto(address)
    while page.get_by_text("Cette page est en préparation").count() or not is_there(page):
        assert time.monotonic() < end, f"{address} is not prepared"
        page.wait_for_timeout(1000)
        page.goto(address)


def key_figures(page: Page, address: str) -> dict[str, str]:
    """Label and value of the figures at the head of a page; a value that leads to its list says so before it."""
    page.goto(address)
    return key_figures_here(page)


def key_figures_here(page: Page) -> dict[str, str]:
    of = page.locator(".key-figures > div")
    values = [value.split("Voir la liste :")[-1].strip() for value in of.locator("dt + dd").all_inner_texts()]
    return dict(zip(of.locator("dt").all_inner_texts(), values, strict=True))


# --- The person's own page ---------------------------------------------------------------------------------------


def give_access(page: Page, start: str = "/dossiers/", place: int = 0) -> tuple[str, str]:
    """As an officer, for the person of one file of a list: the link, and their birth date as it is typed."""
    page.goto(start)
    go(page.locator("tbody th a").nth(place))
    born = page.locator("dt", has_text="Date de naissance").locator("xpath=following-sibling::dd").inner_text()
    go(page.get_by_role("link", name="Lui donner accès à sa page"))
    go(page.get_by_role("button", name="Afficher un nouveau code"))
    link = page.locator("dt", has_text="Lien à envoyer").locator("xpath=following-sibling::dd").inner_text()
    return urlsplit(link.strip()).path, born.strip().replace("\N{NO-BREAK SPACE}", " ")


def appointments(page: Page) -> list[tuple[str, str]]:
    """Of this week and the next: the addresses of the person and of the appointment."""
    found = []
    page.goto("/rendez-vous/")
    for week in (0, 1):
        if week:
            go(page.get_by_role("link", name="Semaine d’après"))
        for row in page.locator("main tbody tr").all():
            links = row.locator("th[scope=row] a"), row.locator("td a")
            if all(link.count() for link in links):
                found.append(tuple(link.first.get_attribute("href") for link in links))
    return found


def give_appointment_code(page: Page) -> tuple[str, str]:
    """As an adviser, for the first person who is still expected: the link, and their birth date as it is typed."""
    code = page.get_by_role("link", name="Donner un code à la personne")
    for found in appointments(page):
        person, appointment = found
        page.goto(appointment)
        if code.count():  # not begun
            break
    page.goto(person)
    born = page.locator("dt", has_text="Date de naissance").locator("xpath=following-sibling::dd").inner_text()
    page.goto(appointment)
    go(code)
    go(page.get_by_role("button", name="Afficher un nouveau code"))
    link = page.locator("dt", has_text="Lien à envoyer").locator("xpath=following-sibling::dd").inner_text()
    return urlsplit(link.strip()).path, born.strip().replace("\N{NO-BREAK SPACE}", " ")


def open_own_page(page: Page, link: str, born: str):
    page.goto(link)
    page.get_by_label("Votre date de naissance").fill(born)
    go(page.get_by_role("button", name="Ouvrir ma page"))
