"""Every role before every screen, with a file of its own organisation, one entrusted to it, and a foreign one.

What is expected follows from the table of roles and from one sentence: a file is seen by the fund that owns it and
by the body that handles it. The exceptions to it are listed below, each with its reason.
"""

import datetime
import uuid
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from allervers.domain.access_requests import workflow as access_requests
from allervers.domain.accompaniment import hands, workflow
from allervers.domain.accompaniment.models import Action, Contact
from allervers.domain.appointments import waiting
from allervers.domain.campaigns import workflow as campaigns
from allervers.domain.care_refusals import handling as refusing
from allervers.domain.coverage.models import EndedRight, GapLine, KnownCircumstance
from allervers.domain.directory.models import Likeness, Pair, Structure
from allervers.domain.figures.periods import year
from allervers.domain.financial_aid import deciding as aid_deciding
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import ALLOWED, Permission, Role
from allervers.domain.organisations.tokens import create_token
from allervers.domain.outbox import workflow as outbox
from allervers.domain.outbox.templates import templates
from allervers.domain.protection import workflow as protecting
from allervers.domain.rights_files import appeals, controls, deciding, examining, person_words, sending
from allervers.domain.rights_files.models import Handling, RightsFile
from allervers.domain.snapshots.workflow import freeze
from allervers.domain.social_service import groups, notes, plans
from allervers.web.casework.c2s import record_check
from tests import (
    appointments,
    care_refusals,
    factories,
    field_actions,
    financial_aid,
    partners,
    rights_files,
    social_service,
    surveys,
)

pytestmark = pytest.mark.django_db

PUBLIC = {
    "sign-in",
    "sign-out",
    "accessibility",
    "appearance",
    "legal",
    "design",
    *("simulator", "simulator-question", "simulator-result"),
    # A referral of oneself: tests/web/simulator/test_call_back.py.
    *("simulator-call-back", "simulator-call-back-asked"),
    "api-schema",
    "second-factor",
    "openid",
    "openid-back",
    "openid-link",
    "openid-out",
    # The person's own page: what opens it and what it shows stand in tests/web/own_file.
    *(f"own_file:{name}" for name in ("file", "open", "open-link", "leave", "send", "impossible", "not-concerned")),
    *(f"own_file:{name}" for name in ("checklist", "letter", "contact", "write", "withdraw", "contest", "rules")),
    *(f"own_file:{name}" for name in ("appointment", "move-appointment", "cancel-appointment", "calendar")),
    *("own_file:data", "own_file:consent", "own_file:ask-copy", "own_file:copy"),
    # Read with a secret address: tests/web/appointments.
    "appointments:feed",
}
# Asked with a token, not a session: tests/api.
FOR_PROGRAMS = {
    *("api-referrals", "api-referral", "api-message-reports"),
    *("api-figures", "api-rights-files", "api-rights-file", "api-rights-file-acknowledgement"),
    *("api-rights-file-document", "api-rights-file-transitions"),
}
# Screens of every signed-in account, whatever its role.
EVERYBODY = {
    *("home", "password", "stay", "resume", "security", "security-application", "security-remove-application"),
    *("security-passkey", "security-remove-passkey", "security-codes"),
}
# Only the fund that owns the file: it alone entrusts it, takes it back, corrects the person, examines its referrals.
OWNER_ONLY = {
    *("casework:hand-over", "casework:take-back", "casework:edit-person", "casework:triage"),
    *("appointments:book", "appointments:book-in-file", "appointments:wait"),
    *("social_service:refer-person", "financial_aid:ask", "care_refusals:report", "casework:protect"),
    "privacy:record-access",
}


# Written into one note of a social worker: no screen of anybody else may hold it.
CANARY = "XylozypheDesOrmeaux"
# How the person of the file is reached, who is protected: on no screen, of those who are named either before they ask.
HIDDEN = {"phone": "06 39 98 77 66", "email": "xylozyphe@exemple.fr", "postal_address": "7 rue Xylozyphe\n75011 PARIS"}
HIDDEN_PARTS = (b"98 77 66", b"98\xc2\xa077\xc2\xa066", b"987766", b"xylozyphe@", b"rue Xylozyphe")


@dataclass(frozen=True)
class Screen:
    name: str
    permission: Permission | None
    argument: str | None
    finds: bool = False


def screens(patterns=None, namespace="", *, everything=False) -> list[Screen]:
    """Every route of the site, with the permission that its view asks for; with `everything`, those of programs."""
    found = []
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += screens(pattern.url_patterns, inner, everything=everything)
        else:
            arguments = list(pattern.pattern.converters)
            name = f"{namespace}{pattern.name}"
            assert len(arguments) <= 1 or name in FOR_PROGRAMS, pattern
            permission, of = (getattr(pattern.callback, each, None) for each in ("permission", "of"))
            found.append(Screen(name, permission, arguments[0] if arguments else None, finds=of is not None))
    return [screen for screen in found if everything or screen.name not in FOR_PROGRAMS]


GUARDED = [screen for screen in screens() if screen.name not in PUBLIC | EVERYBODY]


def file_of(adviser, body: Organisation | None = None) -> SimpleNamespace:
    """An accompaniment with one action and one check, entrusted to `body` if there is one."""
    accompaniment = factories.accompaniment(adviser, **HIDDEN)
    with acting_as(adviser, "test"):
        action = Action.objects.create(
            fund=adviser.organisation, accompaniment=accompaniment, theme="rights", label="Demande de C2S"
        )
        check = record_check(
            accompaniment,
            check_id=uuid.uuid4(),
            right="c2s",
            situation={
                "date": "2024-06-01",
                "territory": "metropole",
                "persons": [{"id": "p1", "role": "applicant", "birth_date": "1984-03-02", "annual_resources": 6000}],
            },
            author=adviser,
        )
        contact = Contact.objects.create(
            fund=adviser.organisation, referral=accompaniment.referral, channel="phone", result="reached"
        )
        token, _ = create_token(adviser, purpose="test", expires_on=timezone.localdate() + datetime.timedelta(days=9))
        snapshot = freeze(
            adviser, snapshot_id=uuid.uuid4(), title="test", period=year(2025), fund=adviser.organisation, read=list
        )
        message = outbox.write(
            accompaniment.person, templates()["call_back"], message_id=uuid.uuid4(), cause="test", channel="sms",
            language="fr", values={"fund": "Caisse fictive", "phone": "36 46"}, author=adviser,
        )  # fmt: skip
        colleague = factories.account(Role.ADVISER, at=adviser.organisation)
        handover = hands.propose(accompaniment, key=uuid.uuid4(), to=colleague, why="test", by=adviser)
        if body:
            workflow.hand_over(accompaniment, body=body, why="test")
    of_person = {
        **rights_files_of(adviser, body),
        **coverage_of(adviser, accompaniment.person_id),
        **appointment_of(adviser, accompaniment.person),
        **social_service_of(adviser, accompaniment.person),
        **financial_aid_of(adviser, accompaniment.person),
        **care_refusal_of(adviser, accompaniment.person),
    }
    with acting_as(adviser, "test"):
        RightsFile.objects.filter(pk=of_person["rights_file_id"]).update(person=accompaniment.person, **HIDDEN)
        protecting.protect(accompaniment.person, key=uuid.uuid4(), danger="threats", note="test", keepers=[])
    return SimpleNamespace(
        **of_person,
        campaign_id=campaign_of(adviser),
        field_action_id=field_actions.noted(adviser).pk,
        **directory_of(adviser),
        **surveys.numbered(adviser),
        agreement_id=partners.signed(factories.account(Role.MANAGER, at=adviser.organisation)).pk,
        access_id=access_of(accompaniment.person),
        referral_id=factories.referral(adviser.organisation).pk,
        person_id=accompaniment.person_id,
        accompaniment_id=accompaniment.pk,
        action_id=action.pk,
        contact_id=contact.pk,
        check_id=check.pk,
        pk=factories.referral(adviser.organisation, consent_mode="remote").pk,
        account_id=adviser.pk,
        detection_id=factories.detection(adviser.organisation).pk,
        token_id=token.pk,
        snapshot_id=snapshot.pk,
        message_id=message.pk,
        handover_id=handover.pk,
    )


def directory_of(adviser) -> dict:
    """Two structures near the fund of this account, that may be one."""
    number = uuid.uuid4()
    with acting_as(adviser, "test"):
        first, second = (
            Structure.objects.create(
                source_id=f"exemple--{number}-{rank}",
                source="exemple",
                name="CCAS de Valfleury",
                updated_on=timezone.localdate(),
                department=adviser.organisation.department,
            )
            for rank in (1, 2)
        )
        pair = Pair.objects.create(first=first, second=second, likeness=Likeness.SURE)
    return {"structure_id": first.pk, "pair_id": pair.pk}


def access_of(person) -> uuid.UUID:
    """The person asks for their data, from their own page."""
    with acting_for(person.fund, "test"):
        return access_requests.ask_by_the_person(person, key=uuid.uuid4()).pk


def campaign_of(adviser) -> uuid.UUID:
    """A campaign that waits for its audience."""
    said = {"fr": {"subject": "Objet", "text": "Bonjour"}}
    with acting_as(adviser, "test"):
        return campaigns.create(adviser.organisation, "automne", said, ["letter"]).pk


def appointment_of(adviser, person) -> dict:
    hours = appointments.opening(adviser)
    made = appointments.booked(person, appointments.free(hours), adviser)
    with acting_as(adviser, "test"):
        waiting.add(person, "joint", adviser)
        waits = waiting.waits(adviser.organisation_id).get()
    return {"waiting_id": waits.pk, "appointment_id": made.pk, "place_id": hours.place_id, "opening_id": hours.pk}


def social_service_of(adviser, person) -> dict:
    """A person of the fund whom the social service will meet, with accounts of its own."""
    service = social_service.service(adviser.organisation)
    referral = social_service.asked(adviser, adviser.organisation, person)
    file = social_service.booked(referral, worker := social_service.member(service))
    with acting_as(worker, "test"):
        step = plans.add_step(file, "Demander la RQTH", key=uuid.uuid4(), author=worker)
        notes.write(file, f"Un mot que personne d’autre ne lit : {CANARY}.", key=uuid.uuid4(), author=worker)
        group = groups.meet(
            service, key=uuid.uuid4(), author=worker, title="test", axis="care_paths", place="test", capacity=2,
            starts_at=timezone.now() + datetime.timedelta(days=3),
        )  # fmt: skip
        met = {"interview_id": file.interviews.get().pk, "participant_id": groups.join(group, file).pk}
    return {"social_referral_id": referral.pk, "step_id": step.pk, "group_id": group.pk, **met}


def financial_aid_of(adviser, person) -> dict:
    """A request of the person, with a body that was asked before and an invoice: behind a service of its own."""
    officer = financial_aid.member(financial_aid.service(adviser.organisation))
    session = financial_aid.session(officer, quorum=1)
    financial_aid.allocated(officer, 1)
    line = financial_aid.voted(financial_aid.on_agenda(session, officer, person), financial_aid.seated(session, 1))
    request, paper = line.request, financial_aid.paper(line.request, officer)
    with acting_as(officer, "test"):
        told = {"granted": True, "amount_cents": 1, "reason": "test"}
        decision = aid_deciding.decide(line, key=uuid.uuid4(), by=officer, **told)
        funder = request.financialaidfunders.get()
    payee, batch = financial_aid.paid(decision, officer)
    told = {"aid_session_id": session.pk, "aid_line_id": line.pk, "aid_decision_id": decision.pk}
    told |= {"aid_payee_id": payee.pk, "aid_batch_id": batch.pk}
    return told | {"aid_request_id": request.pk, "aid_funder_id": funder.pk, "aid_paper_id": paper.pk}


def care_refusal_of(adviser, person) -> dict:
    """A refusal of care of the person, with a step and a letter: behind a service of its own."""
    mediator = care_refusals.mediator(care_refusals.service(adviser.organisation))
    refusal = care_refusals.in_hand(mediator, person)
    care_refusals.agreed(refusal, mediator)
    with acting_as(mediator, "test"):
        step = refusing.plan(refusal, key=uuid.uuid4(), kind="call_person", due_on=timezone.localdate())
    sending = care_refusals.sent(refusal, mediator)
    return {"care_refusal_id": refusal.pk, "care_step_id": step.pk, "care_sending_id": sending.pk}


def coverage_of(adviser, person_id) -> dict:
    """A line of « Ruptures à éviter », what dates a right, and a right that ended."""
    of_person = {"fund": adviser.organisation, "person_id": person_id}
    day = datetime.date(2026, 1, 31)
    with acting_as(adviser, "test"):
        line = GapLine.objects.create(
            **of_person, cause="c2s_renewal", kind="c2s_renewal", right="c2s", because=day, act_from=day,
            act_before=day, exposed_from=day, automatic=False, remedies=[], sentence="", listed_on=day,
        )  # fmt: skip
        fact = KnownCircumstance.objects.create(**of_person, kind="child_welfare", on=day)
        ended = EndedRight.objects.create(**of_person, right="c2s", ended_on=day)
    return {"line_id": line.pk, "circumstance_id": fact.pk, "ended_id": ended.pk}


def rights_files_of(adviser, body: Organisation | None) -> dict:
    """A rights file under way with a document and a request for another, and one that was decided."""
    for right in ("ame", "c2s", "puma") if body else ():
        Handling.objects.create(fund=adviser.organisation, right=right, body=body)
    address = "1 rue Fictive\n75011 PARIS"
    file, decided = rights_files.deposit(adviser, postal_address=address), rights_files.deposit(adviser, "c2s")
    document = rights_files.supply(adviser, file, "ame_photo", "p1").supplied.document_id
    batch, _ = sending.make(body or adviser.organisation, timezone.localdate())
    with acting_as(adviser, "test"):
        asked = examining.ask_papers(file, ["ame_identity"], rights_files.asked(adviser))
        decision = deciding.decide(decided, "accepted", rights_files.asked(adviser, "Le foyer reçoit le RSA."))
        letter = file.letters.get(kind="acknowledgement")
        line = file.requiredpapers.get(code="ame_identity")
        (act,) = appeals.contestable(decision.file)
        appeal = appeals.lodge(decision.file, act.key, "Pas d’accord.", rights_files.asked(adviser))
    return {
        "appeal_id": appeal.pk,
        "control_id": control_of(adviser),
        "rights_file_id": file.pk,
        "supplied_document_id": document,
        "papers_request_id": asked.pk,
        "required_paper_id": line.pk,
        "decision_id": decision.pk,
        "letter_id": letter.pk,
        "letter_batch_id": batch.pk,
        "person_word_id": person_words.write(file, "correction", "Autre date.", key=uuid.uuid4()).pk,
    }


def control_of(adviser) -> uuid.UUID:
    """The control of a base right that was granted."""
    file = rights_files.deposit(adviser, "puma")
    look = controls.Look("fund", "residence", "Vous habitez où ?", ("puma_identity",))
    with acting_as(adviser, "test"):
        deciding.decide(file, "accepted", rights_files.asked(adviser, "Réside en France."))
        return controls.begin(file, look, rights_files.asked(adviser)).pk


def answer(client, screen: Screen, file=None) -> str:
    """What the account in front of the screen is told: shown, refused, or not found."""
    address = reverse(screen.name, args=[getattr(file, screen.argument)] if screen.argument else [])
    response = client.get(address)
    if response.status_code == 405:
        response = client.post(address)
    shown = b"".join(response)
    assert not [word for word in (CANARY.encode(), *HIDDEN_PARTS) if word in shown], address
    return {403: "refused", 404: "not found"}.get(response.status_code, "shown")


def test_every_screen_says_which_permission_it_asks_for():
    assert [screen.name for screen in GUARDED if screen.permission is None] == []
    assert len(GUARDED) > 20


def test_every_screen_of_something_says_how_it_is_found():
    """`@requires(…, of=…)`: nothing is done to what an address names before it is found, and its rule asked."""
    assert [screen.name for screen in GUARDED if screen.argument and not screen.finds] == []


@pytest.mark.parametrize("screen", [screen.name for screen in screens() if screen.name not in PUBLIC])
def test_nobody_comes_in_without_signing_in(client, screen):
    argument = next(item.argument for item in screens() if item.name == screen)
    numbered = argument in ("account_id", "required_paper_id", "letter_batch_id", "structure_id", "pair_id")
    any_file = 1 if numbered else "5b0c9d2e-0000-4000-8000-000000000000"
    address = reverse(screen, args=[any_file] if argument else [])
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith(reverse("sign-in"))


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_the_screens_that_the_table_gives_it(client, role):
    client.force_login(factories.account(role))
    found = {screen.name: answer(client, screen) for screen in GUARDED if screen.argument is None}
    expected = {name: "shown" if role in ALLOWED[permission] else "refused" for name, permission in plain_screens()}
    assert found == expected


def plain_screens():
    return [(screen.name, screen.permission) for screen in GUARDED if screen.argument is None]


def files_of(role: Role) -> list[str]:
    """Whose files an account of this role may meet: only a fund owns files, only funds and bodies are entrusted."""
    kind = factories.KIND_OF_ROLE.get(role, Organisation.Kind.FUND)
    if kind == Organisation.Kind.FUND:
        return ["own", "handled", "foreign"]
    return ["handled", "foreign"] if kind == Organisation.Kind.HANDLING_BODY else ["foreign"]


@pytest.mark.parametrize(("role", "case"), [(role, case) for role in Role for case in files_of(role)])
def test_a_role_opens_only_the_files_that_its_organisation_owns_or_handles(client, role, case):
    account = factories.account(role)
    organisation = account.organisation
    owner = factories.account(Role.ADVISER, at=organisation if case == "own" else factories.fund())
    file = file_of(owner, organisation if case == "handled" else None)
    client.force_login(account)
    with_a_file = [screen for screen in GUARDED if screen.argument]
    assert {screen.name: answer(client, screen, file) for screen in with_a_file} == {
        screen.name: expected_answer(screen, role, case) for screen in with_a_file
    }


def expected_answer(screen: Screen, role: Role, case: str) -> str:
    if role not in ALLOWED[screen.permission]:
        return "refused"
    if screen.name.startswith("rights_files:"):
        return expected_of_rights_file(screen.name.partition(":")[2], role, case)
    if screen.name == "detector:letter" and case == "own":
        works_for_fund = role in ALLOWED[Permission.TRIAGE] | ALLOWED[Permission.ACCOMPANY]
        return "shown" if works_for_fund else "not found"
    if screen.name.startswith("administrator:") and case == "handled":
        return "not found"  # a file is entrusted, never the accounts of those who wrote it
    if screen.name.startswith("directory:"):
        return "shown"  # structures are of nobody; their departments, in tests/web/directory
    if screen.name.startswith("coverage:") and case == "handled":
        return "not found"  # a file is entrusted, never what the fund knows of the person's rights
    if screen.argument in ("appointment_id", "place_id", "opening_id", "waiting_id") and case == "handled":
        return "not found"  # a body sees the person, not who receives them in the fund
    if screen.argument in ("social_referral_id", "interview_id", "step_id", "group_id", "participant_id"):
        return "not found"  # these accounts are of no service (tests/web/social_service)
    if screen.name.startswith("financial_aid:") and screen.argument != "person_id":
        return "not found"  # nor of its aid service (tests/web/financial_aid)
    if screen.name.startswith("care_refusals:") and screen.argument != "person_id":
        return "not found"  # nor of its mediation service (tests/web/care_refusals)
    if screen.name == "campaigns:specimen-letters":
        return "not found"  # there is none to read before its audience
    if screen.name.startswith("campaigns:") and case != "own":
        return "not found"  # campaigns are entrusted to nobody
    if screen.name.startswith(("field_actions:", "partners:")) and case != "own":
        return "not found"  # nor what the fund does in the field, nor with whom
    if screen.argument == "fund_answer_id":
        return "shown"  # the nation reads every fund’s
    if screen.argument == "survey_id":
        return "shown"  # asked of every fund; each sees its own answer (tests/web/surveys)
    if screen.argument == "access_id" and case != "own":
        return "not found"  # a file is entrusted, never that somebody asks for their data
    if screen.name.startswith("tokens:"):
        return "not found"  # nobody sees the tokens of somebody else
    if screen.name.startswith("snapshots:"):
        of_this_fund = case == "own" and role not in ALLOWED[Permission.NATIONAL_FIGURES]
        return "shown" if of_this_fund else "not found"  # figures are entrusted to nobody
    if screen.name.startswith("detector:"):
        return "not found"  # these referrals were sent by somebody else
    if case == "foreign" or (case == "handled" and screen.argument in ("referral_id", "detection_id", "handover_id")):
        return "not found"
    if screen.name == "appointments:suspend" and case == "handled":
        return "not found"
    return "refused" if case == "handled" and screen.name in OWNER_ONLY else "shown"


def expected_of_rights_file(page: str, role: Role, case: str) -> str:
    """A body that examines in the place of the fund does what its officers do; the fund's own desks add papers."""
    examines = role in ALLOWED[Permission.EXAMINE_FILE]
    if case == "foreign":
        return "not found"
    if page == "control-right" and case == "handled":  # a body sees the person, not the rights that the fund knows
        return "refused"
    if page == "rules":  # made for the person: who examines or accompanies hands it over
        return "shown" if examines or role in ALLOWED[Permission.ACCOMPANY] else "not found"
    if page == "person-page":  # the code shows what is inside: never for who only deposits
        return "shown" if examines or role in ALLOWED[Permission.ACCOMPANY] else "refused"
    if page in ("add-document", "add-documents", "impossible", "not-concerned", "withdraw"):
        deposits = role in ALLOWED[Permission.DEPOSIT_FILE] and case == "own"
        return "shown" if examines or deposits else "refused"
    return "shown"
