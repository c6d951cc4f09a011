"""Writes the stories of the demonstration through the workflow, as those who live them, then dates them back."""

import datetime
from random import Random

from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Accompaniment, Action, Contact
from allervers.domain.organisations.context import acting_as, because
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral

from .accounts import ACCOUNTS, FUND, OTHER_FUND
from .stories import DAY, Story, first_fund, second_fund

WHY = "démonstration"
# Whose referrals the accounts find under « Mes signalements ».
REPORTERS = {
    ("partner", "ccas"): "partenaire",
    ("partner", "hospital"): "partenaire-hopital",
    ("health_professional", "general_practitioner"): "medecin",
    ("internal", "reception"): "accueil",
}


def tell_all(organisations: dict[str, Organisation], accounts: dict[str, User]) -> None:
    """Both funds, relative to this minute; always the same persons and files."""
    now = timezone.now()
    first = Telling(organisations, accounts, accounts["conseiller"], reporters=REPORTERS)
    first.tell(first_fund(Random(FUND), now))
    second = Telling(organisations, accounts, accounts["conseiller-montclair"], reporters={})
    second.tell(second_fund(Random(OTHER_FUND), now))


class Telling:
    """One fund's stories, lived by its adviser."""

    def __init__(self, organisations, accounts, adviser: User, reporters: dict[tuple[str, str], str]):
        self.organisations, self.accounts, self.adviser = organisations, accounts, adviser
        self.fund, self.reporters = adviser.organisation, reporters
        self.persons: dict[int, Person] = {}
        self.changed: dict[tuple, list] = {}

    def tell(self, stories: list[Story]) -> None:
        referrals = [self.report(story) for story in stories]
        with acting_as(self.adviser, WHY):
            for story, referral in zip(stories, referrals, strict=True):
                if story.closed_on or story.opened_on:
                    self.examine(story, referral)
            because("démonstration : dates du récit")
            for (model, *fields), rows in self.changed.items():
                model.objects.bulk_update(rows, fields, batch_size=200)

    def report(self, story: Story) -> Referral:
        """The referral, sent by the account of its detector where there is one."""
        reporter = self.accounts.get(self.reporters.get((story.family, story.category)))
        fields = story.fields
        if reporter:
            fields |= {"detector_name": reporter.get_full_name(), "detector_service": reporter.organisation.name}
            fields |= {"detector_email": reporter.email, "detector_phone": reporter.phone}
        referral = Referral(fund=self.fund, reported_by=reporter, **fields)
        referral.set_nir(story.nir if story.detector_may_give_nir else "")
        with acting_as(reporter or self.adviser, WHY):
            referral.save()
        return referral

    def examine(self, story: Story, referral: Referral) -> None:
        """From triage to where the file stands today."""
        for call in story.calls:
            self.write_contact(referral, call, self.adviser)
        if story.opened_on is None:
            file = workflow.close_in_triage(referral, adviser=self.adviser, reason=story.end)
        else:
            file = self.accompany(story, referral)
        file.opened_on, file.closed_on = story.opened_on, story.closed_on
        self.date_back(file, "opened_on", "closed_on")
        referral.triaged_at = story.triaged_at
        self.date_back(referral, "triaged_at")

    def accompany(self, story: Story, referral: Referral) -> Accompaniment:
        known = self.persons.get(id(story.again))
        themes = list(story.scenario.themes)
        file = workflow.accept(referral, adviser=self.adviser, person=known, themes=themes)
        self.persons[id(story)] = file.person
        if known is None:
            self.complete(story, file.person)
        self.write_actions(story, file)
        if story.handled_by:
            self.entrust(story, referral, file)
        return self.close(story, file) if story.end else file

    def complete(self, story: Story, person: Person) -> None:
        """The fund finds the NIR that the detector could not give, two times out of three."""
        if not person.nir_digest and int(story.nir[-2:]) % 3:
            person.set_nir(story.nir)
        person.created_at = story.triaged_at
        self.date_back(person, "created_at", "nir_encrypted", "nir_digest")

    def write_actions(self, story: Story, file: Accompaniment) -> None:
        """Done one after the other; in an open file, the last one remains to be done."""
        for place, (theme, label) in enumerate(story.scenario.actions, start=1):
            due_on = story.opened_on + place * 14 * DAY
            last_of_open = not story.end and place == len(story.scenario.actions)
            done_on = None if last_of_open else min(due_on, story.closed_on or timezone.localdate())
            action = Action.objects.create(
                fund=self.fund,
                author=self.adviser,
                accompaniment=file,
                theme=theme,
                label=label,
                due_on=due_on,
                done_on=done_on,
                status="done" if done_on else "to_do",
            )
            self.written_at(action, story.triaged_at)

    def entrust(self, story: Story, referral: Referral, file: Accompaniment) -> None:
        body = self.organisations[story.handled_by]
        workflow.hand_over(file, body=body, why="situation qui relève de cet organisme")
        username = next(account.username for account in ACCOUNTS if account.organisation == body.code)
        officer = self.accounts[username]
        with acting_as(officer, WHY):
            # Not dated back: the audit trail says that the file was entrusted today.
            Contact.objects.create(
                fund=self.fund,
                referral=referral,
                author=officer,
                channel="letter",
                result="message_left",
                note="Dossier reçu ; pièces demandées par courrier.",
            )

    def close(self, story: Story, file: Accompaniment) -> Accompaniment:
        scenario = story.scenario
        won = story.end == scenario.closure
        return workflow.close(
            file,
            reason=story.end,
            outcomes=list(scenario.outcomes) if won else [],
            care_types=list(scenario.care_types),
            publics=list(scenario.publics),
            gp_declared_at_end=won or None,
            c2s_at_end=scenario.c2s_at_end if won else "",
            ald_exemption_at_end=("gp_found" in scenario.outcomes) if won else None,
        )

    def write_contact(self, referral: Referral, call, author: User) -> None:
        contact = Contact.objects.create(
            fund=self.fund,
            referral=referral,
            author=author,
            at=call.at,
            channel=call.channel,
            result=call.result,
            note=call.note,
        )
        self.written_at(contact, call.at)

    def written_at(self, piece: Contact | Action, moment: datetime.datetime) -> None:
        piece.created_at = moment
        self.date_back(piece, "created_at")

    def date_back(self, row, *fields: str) -> None:
        self.changed.setdefault((type(row), *fields), []).append(row)
