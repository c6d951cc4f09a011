"""What the administration owes to whoever asks it for a right: acknowledgement, missing papers, silence, reasons,
automated decisions, appeals (code des relations entre le public et l'administration, CRPA).

    silence("c2s", date(2024, 3, 10))                   # accepted on 2024-05-10
    acknowledgement("ame", date(2024, 3, 8), electronic=True)
    appeal("puma", date(2024, 3, 10))                   # the board by 2024-05-10, then the court

By right and by day: each function reads the figures in force on the day that opens the delay, and hands back what they
rest on (``sources``, ``confidence``). Nothing here knows a file or a person: rights files call it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from allervers.law.counting import add_days, add_months
from allervers.law.lookup import Lookup
from allervers.law.parameters import Dated, lowest
from allervers.law.working_days import add_working_days

FILE = "administration"
# The rights that a file may ask for, and the family of rules that they follow.
RIGHTS = {
    "c2s": "c2s",
    "ame": "ame",
    "puma": "base_rights",
    "eu_inactive": "base_rights",
    "own_title": "base_rights",
    "child_attachment": "base_rights",
    # A departure is told, nothing is asked for: no decision is awaited.
    "departure": None,
}


@dataclass(frozen=True)
class Found:
    """What a function of this module says rests on these figures."""

    figures: tuple[Dated, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(figure.source for figure in self.figures))

    @property
    def confidence(self) -> str:
        return lowest(*(figure.confidence for figure in self.figures))


class PapersAsked(NamedTuple):
    """Missing papers that were asked for (L114-5): when, until when, and when they came (None: not yet)."""

    asked_on: date
    answer_by: date
    received_on: date | None = None


@dataclass(frozen=True)
class Silence(Found):
    """What silence says: ``accepts`` (else it rejects), from ``on`` (None: the delay has not begun to run)."""

    accepts: bool
    on: date | None


@dataclass(frozen=True)
class Acknowledgement(Found):
    """``required``: the code asks for one; else it is kind, and appeal delays do not run without it (L112-6).

    ``registered_by`` and ``sent_by`` are the last days for what comes by electronic way (R112-11-2); None on paper,
    where no delay is set. ``mentions`` are the French lines that it must carry, besides the service's address.
    """

    required: bool
    registered_by: date | None
    sent_by: date | None
    silence: Silence | None
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class Appeal(Found):
    """A step against a decision: before whom (French), until when, and whether the next step asks for it first."""

    before: str
    due_on: date
    compulsory: bool


# --- silence --------------------------------------------------------------------------------------------------------


def silence(right: str, received_on: date, papers: Sequence[PapersAsked] = ()) -> Silence | None:
    """What the silence of the administration says on a request received that day; None where nothing is asked for.

    A silence that accepts runs from the day on which the last missing paper came; one that rejects runs from the
    request, and stops while papers are awaited (L114-3 and L114-5 CRPA). Raises ``ValueError`` for an unknown right.
    """
    family = _family(right)
    if family is None:
        return None
    of = Lookup(FILE, received_on)
    accepts, months = of.figure(f"silence_accepts_{family}"), of.figure("silence_months")
    _check(papers, received_on)
    if papers:
        of.figure("missing_papers_stop_the_delay")
    if accepts:
        came = [asked.received_on for asked in papers]
        on = None if None in came else add_months(max([received_on, *came]), months)
    else:
        on = add_days(add_months(received_on, months), _days_awaited(papers))
    return Silence(of.taken(), accepts, on)


def _days_awaited(papers: Sequence[PapersAsked]) -> int:
    """The delay stops on the day of the letter, and runs again when the papers come or their time is over; days on
    which the papers of two letters are awaited stop it once."""
    days, over = 0, date.min
    for asked in sorted(papers, key=lambda asked: asked.asked_on):
        until = min(asked.answer_by, asked.received_on) if asked.received_on else asked.answer_by
        days += max((until - max(asked.asked_on, over)).days, 0)
        over = max(over, until)
    return days


def _check(papers: Sequence[PapersAsked], received_on: date) -> None:
    for asked in papers:
        if asked.asked_on < received_on:
            raise ValueError(f"documents demandés le {asked.asked_on}, avant la demande reçue le {received_on}")
        if asked.answer_by < asked.asked_on:
            raise ValueError(f"documents attendus le {asked.answer_by}, avant d'être demandés le {asked.asked_on}")
        if asked.received_on and asked.received_on < asked.asked_on:
            raise ValueError(f"documents reçus le {asked.received_on}, avant d'être demandés le {asked.asked_on}")


# --- acknowledgement ------------------------------------------------------------------------------------------------


PAPERS_MISSING = "Les documents qui manquent, et le jour jusqu'auquel ils sont attendus."


def acknowledgement(
    right: str, received_on: date, *, electronic: bool, papers: Sequence[PapersAsked] = ()
) -> Acknowledgement:
    """The acknowledgement of a request: its last days and its mentions (R112-5, R112-11-1, R112-11-2 CRPA).

    Sent by electronic way, always (L112-11). On paper the code asks for none where the administration only checks
    legal conditions (R112-4 2°); it is better given, for without it the delays of appeal do not run (L112-6).
    """
    said = silence(right, received_on, papers)
    of = Lookup(FILE, received_on)
    registered = add_working_days(received_on, of.figure("electronic_registration")) if electronic else None
    sent = add_working_days(received_on, of.figure("electronic_acknowledgement")) if electronic else None
    required = electronic or not of.figure("paper_acknowledgement_spared")
    mentions = tuple(_mentions(of, right, said, papers))
    return Acknowledgement(of.taken(), required, registered, sent, said, mentions)


def _mentions(of: Lookup, right: str, said: Silence | None, papers: Sequence[PapersAsked]) -> Iterator[str]:
    yield "La date de réception de la demande."
    yield "Le service chargé du dossier, son adresse postale ou électronique et son téléphone."
    if said is None:
        return
    if said.on is None:
        yield "Sans réponse deux mois après la réception des documents demandés, la demande sera acceptée."
    elif said.accepts:
        yield f"Sans réponse le {said.on:%d/%m/%Y}, et si la demande est complète, elle sera acceptée."
    else:
        yield f"Sans réponse le {said.on:%d/%m/%Y}, la demande sera rejetée."
    if said.accepts and of.figure("acceptance_is_attested"):
        yield "L'attestation de cette acceptation peut être demandée (L232-3 CRPA)."
    if not said.accepts:
        yield f"Les recours contre ce rejet, et leurs délais : {_ways(right)}."
    if any(asked.received_on is None for asked in papers):
        yield PAPERS_MISSING
        stops = "le délai ne court qu'à leur réception" if said.accepts else "le délai est suspendu en les attendant"
        yield f"L'effet de cette attente : {stops} (L114-5 CRPA)."
        if of.figure("examination_goes_on"):
            yield "L'examen continue en attendant, sauf si le document est indispensable (L114-5-1 CRPA)."


# --- reasons and automated decisions --------------------------------------------------------------------------------


def refusal_mentions(right: str, decided_on: date, *, automated: bool) -> tuple[str, ...]:
    """The French lines that a refusal or an ending of a right must carry (L211-2, L211-5, L211-7, L412-3 CRPA)."""
    lines = [f"Les recours et leurs délais : {_ways(right)}."]
    if Lookup(FILE, decided_on).figure("refusal_is_reasoned"):
        lines.insert(0, "Les motifs, par écrit : les règles appliquées et les faits retenus (L211-5 et L211-7 CRPA).")
    return (*lines, *automated_mentions(decided_on, automated))


def automated_mentions(decided_on: date, automated: bool) -> tuple[str, ...]:
    """The explicit mention of a decision founded on an algorithm (L311-3-1, R311-3-1-1 CRPA); nothing for another."""
    if not automated or not Lookup(FILE, decided_on).figure("algorithm_is_mentioned"):
        return ()
    return (
        "La décision a été prise sur le fondement d'un traitement algorithmique, et la finalité de ce traitement.",
        "Le droit d'obtenir les règles de ce traitement et ses principales caractéristiques, et comment les demander.",
        "La saisine de la commission d'accès aux documents administratifs si elles ne sont pas communiquées.",
    )


# What is handed to whoever asks how an automated decision was made about them (R311-3-1-2 CRPA).
COMMUNICATED = (
    "Le degré et le mode de contribution du traitement à la décision.",
    "Les données traitées et leurs sources.",
    "Les paramètres du traitement et leur pondération, appliqués à la situation de la personne.",
    "Les opérations effectuées par le traitement.",
)


@dataclass(frozen=True)
class ReasonsDue(Found):
    """The day by which the reasons of an implicit rejection are to be told, and until when the court may be seized:
    None until they are told."""

    due_on: date
    court_due_on: date | None


def reasons_of_silence(asked_on: date, told_on: date | None = None) -> ReasonsDue:
    """When the reasons of an implicit rejection, asked for that day, are due; asked for while the court may be seized,
    they keep it open until two months after the day on which they are told (L232-4 CRPA)."""
    of = Lookup(FILE, asked_on)
    due = add_months(asked_on, of.figure("implicit_reasons_within"))
    within = of.figure("court_after_reasons")
    return ReasonsDue(of.taken(), due, add_months(told_on, within) if told_on else None)


# --- appeals --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Withdrawal(Found):
    """``until``: the last day on which a decision that gives a right may be taken back because it was unlawful."""

    until: date


def withdrawal(decided_on: date) -> Withdrawal:
    """Until when a decision of that day that gives a right may be taken back, or ended before its time (L242-1 CRPA).

    No last day for what was obtained by fraud (L241-2), for what a better decision replaces (L242-4), nor for ending a
    right whose condition is not met any more (L242-2 1°), which a control establishes.
    """
    of = Lookup(FILE, decided_on)
    until = add_months(decided_on, of.figure("withdrawal_within"))
    return Withdrawal(of.taken(), until)


_BOARD = "la commission de recours amiable de la caisse"
_COURT = "le pôle social du tribunal judiciaire"
_AUTHOR = "la caisse, par recours gracieux"
_ADMINISTRATIVE = "le tribunal administratif"


def _ways(right: str) -> str:
    family = _family(right)
    if family is None:
        return "aucun, rien n'est décidé"
    first, court = (_AUTHOR, _ADMINISTRATIVE) if family == "ame" else (_BOARD, _COURT)
    return f"{first}, {'ou' if family == 'ame' else 'puis'} {court}, chacun dans les deux mois"


def appeal(right: str, notified_on: date) -> tuple[Appeal, ...]:
    """The steps that are open against a decision notified that day (or born of silence), the first one first.

    Base rights and C2S: the board of the fund must be seized first (L142-4 CSS), the court comes after its answer:
    `after_appeal`. AME: the court, or before it a gracious appeal, which interrupts the delay (L411-2 CRPA).
    """
    family = _family(right)
    if family is None:
        return ()
    of = Lookup(FILE, notified_on)
    if family == "ame":
        due = add_months(notified_on, of.figure("ame_appeal_within"))
        figures = of.taken()
        return Appeal(figures, _AUTHOR, due, False), Appeal(figures, _ADMINISTRATIVE, due, False)
    due = add_months(notified_on, of.figure("board_within"))
    first = of.figure("board_before_court")
    return (Appeal(of.taken(), _BOARD, due, first),)


def appeal_delays_run(*, acknowledged: bool, silence_on: date | None, notified_on: date | None) -> bool:
    """Whether the delays of appeal can be opposed to whoever asked (L112-6 CRPA).

    They can where the acknowledgement was sent with every mention (``acknowledged``), or where an express decision was
    notified before the day on which silence would have decided. ``silence_on`` None: silence has not begun to run.
    """
    return acknowledged or (notified_on is not None and (silence_on is None or notified_on < silence_on))


class AfterAppeal(NamedTuple):
    """``silence_rejects_on``: the day on which silence rejects the appeal; ``court``: the step that follows it."""

    silence_rejects_on: date
    court: Appeal


def after_appeal(
    right: str, received_on: date, answered_on: date | None = None, papers_on: date | None = None
) -> AfterAppeal | None:
    """What follows an appeal received that day, answered (the day of the notice) or not; None where none is open.

    Before the board, silence runs anew from the papers that the person sends after the appeal (``papers_on``: the last
    of them came; R142-6 CSS). Raises ``ValueError`` for papers that came before it.
    """
    family = _family(right)
    if family is None:
        return None
    if papers_on and papers_on < received_on:
        raise ValueError(f"documents reçus le {papers_on}, avant le recours reçu le {received_on}")
    of = Lookup(FILE, received_on)
    runs_from = papers_on if papers_on and family != "ame" else received_on
    rejects_on = add_months(runs_from, of.figure("appeal_silence_rejects"))
    within = of.figure("ame_appeal_within" if family == "ame" else "court_within")
    due = add_months(answered_on or rejects_on, within)
    court = _ADMINISTRATIVE if family == "ame" else _COURT
    return AfterAppeal(rejects_on, Appeal(of.taken(), court, due, True))


def _family(right: str) -> str | None:
    if right not in RIGHTS:
        raise ValueError(f"droit inconnu « {right} », attendu : {', '.join(RIGHTS)}")
    return RIGHTS[right]
