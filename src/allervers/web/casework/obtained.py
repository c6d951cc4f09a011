"""What an accompaniment obtained, as far as it is known, and from what: proposed at its closure, written by nobody."""

from django.utils.html import format_html, format_html_join

from allervers.domain.accompaniment.codes import Outcome
from allervers.domain.accompaniment.models import Accompaniment, Action
from allervers.domain.accompaniment.usual_actions import OUTCOME_OF_ACTION
from allervers.domain.financial_aid.queries import granted_since as aid_granted_since
from allervers.domain.rights_files.codes import Right
from allervers.domain.rights_files.queries import granted_since as rights_granted_since
from allervers.web.templatetags.design import day

# The AME is no base right, and completes none.
OUTCOME_OF_RIGHT = {
    Right.C2S: (Outcome.COMPLEMENTARY_COVER, "C2S accordée"),
    Right.PUMA: (Outcome.RIGHTS_OPENED, "droits de base accordés"),
    Right.OWN_TITLE: (Outcome.RIGHTS_OPENED, "droits à titre personnel accordés"),
    Right.CHILD_ATTACHMENT: (Outcome.RIGHTS_OPENED, "rattachement d’un enfant accordé"),
    Right.EU_INACTIVE: (Outcome.RIGHTS_OPENED, "droits de base accordés"),
}


def obtained(file: Accompaniment, done: list[Action]) -> dict[str, str]:
    """Outcomes, each with the first thing that says it: actions that succeeded (`done`), rights and aid that were
    granted since the file was opened (as far as they are shown to whoever asks)."""
    found: dict[str, str] = {}
    for action in done:
        if action.label in OUTCOME_OF_ACTION:
            said = f"action « {action.label} » réussie le {day(action.done_on)}"
            found.setdefault(OUTCOME_OF_ACTION[action.label].value, said)
    for right, decided_on in rights_granted_since(file.person_id, file.opened_on).items():
        if right in OUTCOME_OF_RIGHT:
            outcome, said = OUTCOME_OF_RIGHT[right]
            found.setdefault(outcome.value, f"{said} le {day(decided_on)}")
    if granted_on := aid_granted_since(file.person_id, file.opened_on):
        found.setdefault(Outcome.FINANCIAL_AID.value, f"accordée le {day(granted_on)}")
    return found


def why(found: dict[str, str]) -> str:
    """What is said beside the boxes: which are ticked, and from what."""
    if not found:
        return "Au moins une réponse : c’est ce qui fait le succès."
    lines = format_html_join("", "<li>{} : {}</li>", ((Outcome(code).label, said) for code, said in found.items()))
    return format_html(
        "Au moins une réponse : c’est ce qui fait le succès. Coché d’avance, à corriger s’il le faut :<ul>{}</ul>",
        lines,
    )
