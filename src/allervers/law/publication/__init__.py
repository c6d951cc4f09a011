"""The pages of `docs/law`: one per right, those of deadlines, steps, prevention and others, as Markdown in French.

    python -m allervers.law.publication        # from the root of the checkout; also make docs

Everything comes from the rules, the figures, the lists of papers, and the cases of the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from allervers.law import deadlines, papers, parameters
from allervers.law.publication.administration_page import administration_page
from allervers.law.publication.articles_page import articles_page
from allervers.law.publication.doubts_page import doubts_page
from allervers.law.publication.markdown import page, papers_of, parameter, section, table
from allervers.law.publication.right_page import right_page
from allervers.law.reading import documents
from allervers.law.registry import KNOWN_RIGHTS, law

# The day of a case that says none.
DAY_OF_CASES = "2024-06-01"


def pages(tests: Path) -> dict[str, str]:
    """Name of the file → text. ``tests`` is the folder of the cases."""
    known, cases = law(), list(_cases(tests / "cases"))
    found = {}
    for name in KNOWN_RIGHTS:
        found[f"{name}.md"] = right_page(known, known.rights[name], _speaking_of(name, cases))
    found["deadlines.md"] = _deadlines(tests / "deadlines" / "cases.yaml")
    found["steps.md"] = _steps()
    found["prevention.md"] = _figures("prevention", "Prévention")
    found["administration.md"] = administration_page()
    found["outreach.md"] = _figures("outreach", "Repérage : âges et durées")
    found["social_service.md"] = _figures("social_service", "Service social : axes et offres")
    found["financial_aid.md"] = _figures("financial_aid", "Aide financière : qui peut la demander")
    found["care_refusals.md"] = _figures("care_refusals", "Refus de soins : ce qui le distingue d’un autre désaccord")
    found["renewal.md"] = _figures("renewal", "Droits renouvelés sans demande")
    found["doubts.md"] = doubts_page(known)
    found["articles.md"] = articles_page(known, dated_cases(tests))
    return {"README.md": _index(found), **found}


def write(folder: Path, tests: Path) -> None:
    """Write every page, and take away those of rights that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages(tests)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    for old in folder.glob("*.md"):
        if old.name not in written:
            old.unlink()


def _index(found: dict[str, str]) -> str:
    lines = [f"- [{text.partition(chr(10))[0].removeprefix('# ')}]({name})" for name, text in found.items()]
    doubt = (
        "Chaque chiffre porte sa date, sa source et sa confiance : *texte lu* (texte de loi ou page officielle lus, ou "
        "deux sources qui se recoupent), *à confirmer* (une bonne source secondaire), *faible* (calcul, mémoire ou "
        "source isolée : à faire confirmer par un juriste avant de décider seul)."
    )
    held = (
        "Des foyers tirés au hasard prouvent à chaque version : aucune situation sans réponse, pas deux droits qui "
        "s'excluent ; une réponse connue ne change plus, quoi que disent les réponses qui manquaient ; un euro de plus "
        "de salaire, de pension ou d'autre revenu n'ouvre jamais un droit. À cette dernière règle la loi fait deux "
        "exceptions : un Européen sans activité doit avoir des ressources suffisantes (L233-1 CESEDA), et qui dépasse "
        "le plafond de l'AME a encore les soins urgents (L254-1 CASF)."
    )
    return page("Le droit, tel que le logiciel le lit", doubt, "\n".join(lines), held)


def _cases(folder: Path) -> Iterator[dict]:
    """Cases with their expectations by right; one with a whole situation speaks of the C2S."""
    for path in sorted(folder.glob("*.yaml")):
        (document,) = documents(path.read_text(encoding="utf-8"), path.name, ours=True)
        for case in document.content:
            yield case | ({"expect": {"c2s": case["expect"]}} if "situation" in case else {})


def dated_cases(tests: Path) -> Iterator[dict]:
    """Sentence, source and day of every case of rights and of dates."""
    for case in _cases(tests / "cases"):
        day = case.get("situation", case).get("date", DAY_OF_CASES)
        yield {**case, "date": date.fromisoformat(str(day))}
    path = tests / "deadlines" / "cases.yaml"
    (document,) = documents(path.read_text(encoding="utf-8"), path.name, ours=True)
    for case in document.content:
        yield {**case, "date": date.fromisoformat(str(case["event"]["date"]))}


def _speaking_of(right: str, cases: list[dict]) -> list[dict]:
    return [case for case in cases if right in case["expect"]]


def _deadlines(cases: Path) -> str:
    kinds = [(f"`{name}`", kind.label, _fields(kind)) for name, kind in deadlines.KINDS.items()]
    (document,) = documents(cases.read_text(encoding="utf-8"), cases.name, ours=True)
    rows = [
        (case["sentence"], case["source"], _event(case["event"]), _dates(case["dates"])) for case in document.content
    ]
    return page(
        "Délais et dates",
        "Les mois se comptent jusqu'au même quantième, sinon jusqu'au dernier jour du mois. La règle est celle du jour "
        "de l'événement.",
        section("Événements", table(("Code", "Événement", "Champs, avec `date`"), kinds)),
        section(
            "Chiffres", *(parameter("deadlines", each) for each in parameters.load("deadlines").parameters.values())
        ),
        section("Cas", table(("Cas", "Source", "Événement", "Dates"), rows)),
    )


def _fields(kind: deadlines.Kind) -> str:
    optional = [f"`{name}` (facultatif)" for name in kind.optional]
    return ", ".join([*(f"`{name}`" for name in kind.required), *optional])


def _event(event: dict) -> str:
    return ", ".join(f"`{name}` {value}" for name, value in event.items())


def _dates(dates: dict) -> str:
    return "\n".join(f"{deadlines.LABELS[name]} : {day or 'aucune date'}" for name, day in dates.items())


def _steps() -> str:
    """The papers of the requests that are not rights of their own."""
    requests = [request for request in papers.known() if request not in KNOWN_RIGHTS]
    return page("Autres démarches", *(section(papers.load(each).label, papers_of(each)) for each in requests))


def _figures(file: str, title: str) -> str:
    return page(
        title, section("Chiffres", *(parameter(file, each) for each in parameters.load(file).parameters.values()))
    )
