"""Pictures of every kind of page, in three widths, light and dark, to be looked at: `make gallery`, then open
`var/gallery/index.html`.

A demonstration of its own is started, or that of `--address` is visited; `--only inbox,person` takes some of the pages.
"""

import argparse
import contextlib
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import steps
from tests.browser.walk import LOOKING
from tests.chromium import program
from tests.processes import serving

WIDTHS = {360: 740, 1280: 860, 1920: 1080}
COLOURS = ("light", "dark")
TALLEST = 4_000
WITHOUT = "the person"


def first(address: str, link: str = "tbody th a") -> Callable[[Page], None]:
    """What the first line of a list leads to."""

    def open_it(page: Page):
        page.goto(address)
        page.goto(page.locator(link).first.get_attribute("href"))

    return open_it


def inside(address: str, name: str) -> Callable[[Page], None]:
    """A form of the page that the first line of a list leads to."""

    def open_it(page: Page):
        first(address)(page)
        page.goto(page.get_by_role("link", name=name, exact=True).first.get_attribute("href"))

    return open_it


def then(open_it: Callable[[Page], None], name: str) -> Callable[[Page], None]:
    """What a link of that page leads to; the first whose name begins so."""

    def follow(page: Page):
        open_it(page)
        page.goto(page.locator("main a", has_text=name).first.get_attribute("href"))

    return follow


def own_page(page: Page):
    """The person's own page, opened with a code that the fund has just given; in a window without an account."""
    page.goto("/ma-demande/ouvrir/")
    context = page.context.browser.new_context(base_url=page.url.partition("/ma-demande")[0], locale="fr-FR")
    officer = context.new_page()
    steps.sign_in(officer, "gestionnaire")
    link, born = steps.give_access(officer)
    context.close()
    steps.open_own_page(page, link, born)


def refused(address: str, button: str) -> Callable[[Page], None]:
    """A form sent with nothing in it."""

    def send(page: Page):
        page.goto(address)
        steps.go(page.locator("main").get_by_role("button", name=button, exact=True))

    return send


def answered(page: Page):
    """The first question of the simulator."""
    page.goto("/simulateur/")
    steps.go(page.get_by_role("link", name="Commencer"))


def on_one_page(page: Page):
    """The C2S check with every question on one page."""
    inside("/accompagnements/", "Vérifier la C2S")(page)
    steps.go(page.get_by_role("link", name="Tout remplir sur une seule page"))


def at(address: str) -> Callable[[Page], None]:
    return lambda page: page.goto(address)


def prepared(address: str) -> Callable[[Page], None]:
    """Figures of several funds, once the job has prepared them."""
    return lambda page: steps.open_prepared(page, address)


def searched(page: Page):
    steps.search(page, "Exemple")


# name → account (none for the public, `WITHOUT` for somebody else who has none), and the address or how to come to it.
PAGES: dict[str, tuple[str, str | Callable[[Page], None]]] = {
    "sign-in": ("", "/connexion/"),
    "simulator": ("", "/simulateur/"),
    "simulator-question": ("", answered),
    "accessibility": ("", "/accessibilite/"),
    "legal": ("", "/mentions-legales/"),
    "appearance": ("", "/apparence/"),
    "catalogue": ("", "/design/"),
    "declare": ("partenaire", "/signalements/nouveau/"),
    "declare-refused": ("partenaire", refused("/signalements/nouveau/", "Envoyer le signalement")),
    "my-referrals": ("partenaire", "/signalements/"),
    "my-referral": ("partenaire", first("/signalements/")),
    "desk-declare": ("accueil", "/signalements/nouveau/"),
    "day": ("conseiller", "/ma-journee/"),
    "inbox": ("conseiller", "/saisines/"),
    "inbox-empty": ("conseiller", "/saisines/?reason=digital&family=health_professional&urgent=on"),
    "triage": ("conseiller", first("/saisines/")),
    "detections": ("conseiller", "/detections/"),
    "gaps": ("conseiller", "/ruptures/"),
    "detection": ("conseiller", first("/detections/")),
    "call": ("conseiller", "/detections/appels/"),
    "open-files": ("conseiller", "/accompagnements/?whose=all"),
    "person": ("conseiller", first("/accompagnements/?whose=all")),
    "contact": ("conseiller", inside("/accompagnements/", "Noter un contact")),
    "action": ("conseiller", inside("/accompagnements/", "Ajouter une action")),
    "c2s-questions": ("conseiller", inside("/accompagnements/", "Vérifier la C2S")),
    "c2s-check": ("conseiller", on_one_page),
    "close": ("conseiller", inside("/accompagnements/", "Clore")),
    "search": ("conseiller", searched),
    "identity": ("conseiller", then(first("/accompagnements/?whose=all"), "Corriger l’identité")),
    "hand-over": ("conseiller", then(first("/accompagnements/?whose=all"), "Confier")),
    "away": ("conseiller", "/absences/"),
    "messages": ("conseiller", then(first("/accompagnements/?whose=all"), "Écrire")),
    "note-a-right": ("conseiller", then(first("/accompagnements/?whose=all"), "Noter un titre")),
    "gap-set-aside": ("conseiller", then(at("/ruptures/"), "Écarter")),
    "gap-confided": ("conseiller", then(at("/ruptures/"), "Confier")),
    "pause": ("conseiller", then(first("/accompagnements/?whose=all"), "Mettre en pause")),
    "propose": ("conseiller", then(first("/accompagnements/?whose=all"), "Proposer à un collègue")),
    "book": ("conseiller", then(first("/accompagnements/?whose=all"), "Donner un rendez-vous")),
    "gaps-empty": ("conseiller", "/ruptures/?kind=majority&state=done"),
    "ended-rights": ("conseiller", "/ruptures/droits-finis/"),
    "new-rights-file": ("conseiller", "/dossiers/nouveau/"),
    "new-rights-file-refused": ("conseiller", refused("/dossiers/nouveau/", "Déposer le dossier")),
    "my-rights-files": ("conseiller", "/dossiers/deposes/"),
    "rights-files": ("gestionnaire", "/dossiers/"),
    "rights-file": ("gestionnaire", first("/dossiers/")),
    "aids": ("gestionnaire", "/aides-financieres/"),
    "aid": ("gestionnaire", first("/aides-financieres/")),
    "aid-granted": ("gestionnaire", first("/aides-financieres/?etat=terminees")),
    "aid-paper": ("gestionnaire", then(first("/aides-financieres/"), "Ajouter un document")),
    "aid-budget": ("gestionnaire", "/aides-financieres/budget/"),
    "aid-session": ("gestionnaire", first("/aides-financieres/commission/")),
    "aid-transfers": ("gestionnaire", "/aides-financieres/virements/"),
    "aid-transfer": ("gestionnaire", first("/aides-financieres/virements/")),
    "aid-vote": ("commission", first("/aides-financieres/commission/")),
    "ask-for-aid": ("conseiller", then(first("/accompagnements/?whose=all"), "Demander une aide financière")),
    "add-document": ("gestionnaire", then(first("/dossiers/"), "Joindre")),
    "add-documents": ("gestionnaire", then(first("/dossiers/"), "Ajouter des documents")),
    "ask-papers": ("gestionnaire", then(first("/dossiers/"), "Demander")),
    "complete-situation": ("gestionnaire", then(first("/dossiers/"), "Compléter la situation")),
    "decide": ("gestionnaire", then(first("/dossiers/"), "Décider")),
    "way-to-own-page": ("gestionnaire", then(first("/dossiers/"), "Lui donner accès")),
    "letters-to-send": ("gestionnaire", "/dossiers/courriers/"),
    "controls-and-appeals": ("gestionnaire", "/dossiers/suites/"),
    "agenda": ("gestionnaire", "/rendez-vous/"),
    "waiting-list": ("gestionnaire", "/rendez-vous/attente/"),
    "own-page-closed": (WITHOUT, "/ma-demande/ouvrir/"),
    "own-page": (WITHOUT, own_page),
    "fund-figures": ("responsable", "/chiffres/"),
    "frozen-figures": ("responsable", "/chiffres/figes/"),
    "report": ("responsable", "/chiffres/bilan/"),
    "field-actions": ("conseiller", "/aller-vers/"),
    "field-action": ("conseiller", first("/aller-vers/")),
    "new-field-action": ("conseiller", "/aller-vers/nouvelle/"),
    "field-action-refused": ("conseiller", refused("/aller-vers/nouvelle/", "Enregistrer")),
    "field-action-correct": ("conseiller", then(first("/aller-vers/"), "Corriger")),
    "campaigns": ("responsable", "/campagnes/"),
    "campaign-pressure": ("responsable", "/campagnes/pression/"),
    "returned-letters": ("responsable", "/campagnes/retours/"),
    "new-campaign": ("responsable", "/campagnes/nouvelle/"),
    "new-campaign-refused": ("responsable", refused("/campagnes/nouvelle/", "Enregistrer")),
    "campaign": ("responsable", first("/campagnes/")),
    "campaign-audience": ("responsable", then(first("/campagnes/"), "Donner un autre fichier")),
    "campaign-messages": ("responsable", then(first("/campagnes/"), "Relire dix messages")),
    "campaign-launch": ("responsable", then(first("/campagnes/"), "Lancer")),
    "campaign-sent": ("responsable", first("/campagnes/", "tbody tr:last-child th a")),
    "campaign-effect": ("responsable", then(first("/campagnes/", "tbody tr:last-child th a"), "Lire l’effet")),
    "desks": ("responsable", "/rendez-vous/lieux/"),
    "new-place": ("responsable", "/rendez-vous/lieux/nouveau/"),
    "nation": ("national", prepared("/chiffres/france/")),
    "region": ("national", prepared("/chiffres/france/?region=76")),
    "retention": ("protection-donnees", "/vie-privee/effacements/"),
    "readings": ("protection-donnees", "/vie-privee/consultations/"),
    "person-for-the-officer": ("protection-donnees", "/personnes/"),
    "accounts": ("administratrice", "/comptes/"),
    "account": ("administratrice", first("/comptes/")),
    "new-account": ("administratrice", "/comptes/nouveau/"),
    "account-changes": ("administratrice", "/comptes/changements/"),
    "roles": ("administratrice", "/comptes/roles/"),
    "new-partner": ("administratrice", "/comptes/partenaires/nouveau/"),
    "service": ("administratrice", "/comptes/service/"),
    "security": ("conseiller", "/securite/"),
    "calendar": ("conseiller", "/rendez-vous/calendrier/"),
    "code-application": ("conseiller", "/securite/application/"),
    "role-without-screens": ("commission", "/"),
    "password": ("conseiller", "/mot-de-passe/"),
    "tokens": ("responsable", "/acces-programme/"),
    "not-found": ("conseiller", "/nulle-part/"),
    "forbidden": ("conseiller", "/chiffres/france/"),
}


def take(page: Page, name: str, folder: Path) -> list[str]:
    """Each width, light and dark; what does not fit its screen is told, once everything is unfolded too."""
    told = []
    for colours in COLOURS:
        page.emulate_media(color_scheme=colours)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            wide, tall = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            if wide > width:
                told.append(f"{name}: {wide} px wide on a screen of {width}")
            page.screenshot(
                path=folder / f"{name}-{width}-{colours}.png",
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": min(max(tall, height), TALLEST)},
            )
    page.evaluate(f"{LOOKING}.unfold()")
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        told += [f"{name}: unfolded, sticks out of {width} px: {out}" for out in page.evaluate(f"{LOOKING}.tooWide()")]
    return told


def visit(address: str, folder: Path, names: list[str]) -> None:
    """Take the pictures of these pages and write the page that shows them."""
    told = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        pages = {}
        for name in names:
            account, where = PAGES[name]
            if account not in pages:
                pages[account] = browser.new_context(base_url=address, locale="fr-FR").new_page()
                if account not in ("", WITHOUT):
                    steps.sign_in(pages[account], account)
            page = pages[account]
            page.set_viewport_size({"width": 1280, "height": 860})
            try:
                if callable(where):
                    where(page)
                else:
                    page.goto(where)
            except Exception as problem:  # one page less, said below, rather than no gallery
                told.append(f"{name}: {str(problem).splitlines()[0]}")
                continue
            told += take(page, name, folder)
        browser.close()
    (folder / "index.html").write_text(index(folder))
    print("\n".join([*told, f"{folder / 'index.html'}"]))


def index(folder: Path) -> str:
    """All the pictures that are there, a line for each page."""

    def line(name: str) -> str:
        files = [f"{name}-{width}-{colours}.png" for colours in ("light", "dark") for width in WIDTHS]
        pictures = "".join(
            f'<a href="{each}"><img src="{each}" alt="{each}" loading="lazy" height="320"></a> '
            for each in files
            if (folder / each).exists()
        )
        return f"<h2>{escape(name)}</h2><p>{pictures}</p>" if pictures else ""

    return f'<!DOCTYPE html><meta charset="utf-8"><title>Gallery</title>{"".join(map(line, PAGES))}'


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--address", help="a demonstration that runs already")
    options.add_argument("--folder", type=Path, default=Path("var/gallery"))
    options.add_argument("--only", default=",".join(PAGES))
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        if not given.address:
            data = stack.enter_context(tempfile.TemporaryDirectory(prefix="allervers-gallery-"))
            _, given.address = stack.enter_context(serving(Path(data), "--demo"))
        visit(given.address, given.folder, given.only.split(","))


if __name__ == "__main__":
    main()
