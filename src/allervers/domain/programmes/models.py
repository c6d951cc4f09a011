"""Programmes for everybody: who was told, what they answered, what they have (decision 0114).

A person is the number of the population (formats §2): no name, no address, no key that leads to a file of the casework.
"""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..organisations.models import Organisation
from .codes import Answer, Channel, Cohort, Exclusion, Kind, NoParcel, Notice, NoVoucher, Phase, Reversal, State


class Programme(models.Model):
    """One phase of a programme, over one population.

    `parts`: name, persons and digest of each part of the population, as it was when the programme was opened.
    `part` and `after_person`: where the waves have come to (masks: the number of a household). `as_of`: the latest day
    that a wave or a tick was run for. `season`, of flu alone: the year in which it begins; a season has one programme.
    """

    name = models.CharField("nom", max_length=60, unique=True)
    kind = models.CharField("programme", max_length=10, choices=Kind)
    phase = models.CharField("phase", max_length=10, choices=Phase)
    opened_on = models.DateField("ouvert le")
    opened_at = models.DateTimeField("enregistré le", db_default=Now())
    folder = models.TextField("dossier de la population")
    parts = models.JSONField("parties de la population")
    population = models.BigIntegerField("personnes")
    season = models.SmallIntegerField("saison", null=True)
    part = models.IntegerField("parties lues", default=0)
    after_person = models.BigIntegerField("dernière personne lue", null=True)
    as_of = models.DateField("à jour au", null=True)

    class Meta:
        verbose_name = "programme"
        ordering = ["opened_on", "name"]
        constraints = [
            models.CheckConstraint(name="programme_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="programme_phase_known", condition=Q(phase__in=Phase.values)),
            models.UniqueConstraint(fields=["season"], name="programme_of_a_season_once"),
            models.CheckConstraint(
                name="programme_of_flu_has_a_season",
                condition=Q(kind=Kind.FLU, season__isnull=False) | (~Q(kind=Kind.FLU) & Q(season=None)),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="programme_opened_stays_so", fields=["kind", "phase", "parts", "population", "season"]
            )
        ]

    def __str__(self):
        return self.name


class ProgrammeWave(models.Model):
    """The notices of one day. `portions` are written, each with its file; `done` when there is nobody left for it.

    `created_on`: the day on which spaces were created for whoever had not answered; null before. `reference_on`: of
    masks, the day on which a right had to be open, as the law said it on the day of the wave.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="waves")
    number = models.SmallIntegerField("numéro")
    on = models.DateField("avis du")
    size = models.BigIntegerField("personnes au plus", null=True)
    taken = models.BigIntegerField("personnes prises", default=0)
    portions = models.IntegerField("portions", default=0)
    done = models.BooleanField("complète", default=False)
    created_on = models.DateField("espaces créés le", null=True)
    reference_on = models.DateField("droits ouverts le", null=True)

    class Meta:
        verbose_name = "vague"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_wave_once"),
            models.CheckConstraint(name="programme_wave_numbered", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="programme_created_once_all_are_told", condition=Q(created_on=None) | Q(done=True)
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="programme_wave_day_stays", fields=["programme_id", "number", "on", "reference_on"])
        ]

    def __str__(self):
        return f"vague {self.number}"


class Enrolment(models.Model):
    """A person in a phase, once by its key: told, or excluded for one reason.

    `code_digest` is the keyed hash of the one code that may still be used; a new code takes its place. `created_on`:
    the day on which the space was created because nobody had said no; it goes where an answer of before is keyed later.
    """

    pk = models.CompositePrimaryKey("programme_id", "person")
    programme = models.ForeignKey(Programme, on_delete=models.DO_NOTHING, db_index=False, related_name="+")
    person = models.BigIntegerField("personne")
    fund = models.ForeignKey(
        Organisation, verbose_name="caisse", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    wave = models.SmallIntegerField("vague")
    notice = models.CharField("avis par", max_length=10, choices=Notice, blank=True)
    exclusion = models.CharField("exclue", max_length=20, choices=Exclusion, blank=True)
    state = models.CharField("état", max_length=10, choices=State, blank=True)
    code_digest = models.BinaryField(null=True, editable=False)
    code_expires_on = models.DateField("code valable jusqu’au", null=True)
    codes_issued = models.SmallIntegerField("codes donnés", default=0)
    codes_used = models.SmallIntegerField("codes utilisés", default=0)
    codes_expired = models.SmallIntegerField("codes expirés puis remplacés", default=0)
    created_on = models.DateField("espace créé le", null=True)
    activated_on = models.DateField("espace activé le", null=True)

    class Meta:
        verbose_name = "inscription sauf opposition"
        constraints = [
            models.UniqueConstraint(fields=["code_digest"], name="enrolment_code_once"),
            models.CheckConstraint(
                name="enrolment_is_told_or_excluded",
                condition=Q(exclusion="", state__in=State.values, notice__in=Notice.values)
                | Q(exclusion__in=Exclusion.values, state="", notice="", codes_issued=0),
            ),
            models.CheckConstraint(
                name="enrolment_state_has_its_day",
                condition=Q(state="", created_on=None, activated_on=None)
                | Q(state=State.NOTIFIED, created_on=None, activated_on=None)
                | Q(state=State.OPPOSED, created_on=None, activated_on=None)
                | Q(state=State.CREATED, created_on__isnull=False, activated_on=None)
                | Q(state=State.ACTIVATED, activated_on__isnull=False)
                | (Q(state=State.CLOSED) & (Q(created_on__isnull=False) | Q(activated_on__isnull=False))),
            ),
            models.CheckConstraint(
                name="enrolment_code_has_an_end", condition=Q(code_digest=None) | Q(code_expires_on__isnull=False)
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="enrolment_is_of_one_person", fields=["programme_id", "person", "wave", "exclusion"]
            )
        ]

    def __str__(self):
        return "inscription"


class ProgrammeAnswer(models.Model):
    """What a person said, by the day on which it was received; its identifier is the receipt. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    programme = models.ForeignKey(Programme, on_delete=models.DO_NOTHING, db_index=False, related_name="+")
    person = models.BigIntegerField("personne")
    fund = models.ForeignKey(
        Organisation, verbose_name="caisse", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField("réponse", max_length=10, choices=Answer)
    channel = models.CharField("par", max_length=10, choices=Channel)
    received_on = models.DateField("reçue le")
    recorded_at = models.DateTimeField("enregistrée le", db_default=Now())

    class Meta:
        verbose_name = "réponse à un programme"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person", "kind", "received_on"], name="programme_answer_once"
            ),
            models.CheckConstraint(name="programme_answer_kind_known", condition=Q(kind__in=Answer.values)),
            models.CheckConstraint(name="programme_answer_channel_known", condition=Q(channel__in=Channel.values)),
        ]

    def __str__(self):
        return f"réponse {self.pk}"


class ProgrammeCount(models.Model):
    """Figures kept as rows change, by triggers: how many of `what` a fund has. `slot` keeps writers apart; figures
    are sums over it. `day`: the last day of codes that may still be used; null for all others."""

    programme = models.ForeignKey(Programme, on_delete=models.DO_NOTHING, db_index=False, related_name="+")
    fund = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField("quoi", max_length=40)
    day = models.DateField("jour", null=True)
    slot = models.SmallIntegerField("case")
    number = models.BigIntegerField("nombre")

    class Meta:
        verbose_name = "compteur d’un programme"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "fund", "what", "day", "slot"], name="programme_count_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return self.what


class Parcel(models.Model):
    """The masks of a household (decision 0119), once a programme by its key: what is due to it, and what became of it.

    `persons` were of the household on the day of reference, `items` are their masks. `person`: to whom it is addressed.
    With an `exclusion` no parcel leaves: it waits to be collected. Each day is the first on which it was said.
    """

    pk = models.CompositePrimaryKey("programme_id", "household")
    programme = models.ForeignKey(Programme, on_delete=models.DO_NOTHING, db_index=False, related_name="+")
    household = models.BigIntegerField("foyer")
    person = models.BigIntegerField("destinataire")
    fund = models.ForeignKey(
        Organisation, verbose_name="caisse", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    commune = models.CharField("commune", max_length=5, blank=True)
    wave = models.SmallIntegerField("vague")
    persons = models.SmallIntegerField("personnes du foyer")
    items = models.IntegerField("masques")
    exclusion = models.CharField("pas d’envoi", max_length=20, choices=NoParcel, blank=True)
    not_received_on = models.DateField("dit pas reçu le", null=True)
    collected_on = models.DateField("retiré le", null=True)
    reversed_on = models.DateField("annulé le", null=True)
    reversal = models.CharField("annulé parce que", max_length=20, choices=Reversal, blank=True)

    class Meta:
        verbose_name = "colis d’un foyer"
        constraints = [
            models.CheckConstraint(name="parcel_has_masks", condition=Q(persons__gte=1, items__gte=1)),
            models.CheckConstraint(
                name="parcel_leaves_or_not",
                condition=Q(exclusion="") | Q(exclusion__in=NoParcel.values, not_received_on=None, reversed_on=None),
            ),
            models.CheckConstraint(
                name="parcel_reversed_for_a_reason",
                condition=Q(reversed_on=None, reversal="") | Q(reversed_on__isnull=False, reversal__in=Reversal.values),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="parcel_of_one_household",
                fields=["programme_id", "household", "person", "wave", "persons", "items", "exclusion"],
            )
        ]

    def __str__(self):
        return "colis"


class Voucher(models.Model):
    """What the season's campaign gives somebody (decision 0120): a voucher for the vaccine, once a person and season by
    its key, since a season has one programme; or the reason why none left.

    `sent_on`: the letter's day. `valid_until`: the season's last day as the law says it, null where it is not known; a
    season made longer moves it. `code_digest` as of enrolments. `pharmacy`: its number, which names nobody.
    """

    pk = models.CompositePrimaryKey("programme_id", "person")
    programme = models.ForeignKey(Programme, on_delete=models.DO_NOTHING, db_index=False, related_name="+")
    person = models.BigIntegerField("personne")
    fund = models.ForeignKey(
        Organisation, verbose_name="caisse", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    wave = models.SmallIntegerField("vague")
    cohort = models.CharField("cible", max_length=10, choices=Cohort)
    in_mayotte = models.BooleanField("à Mayotte, dont la campagne a ses jours")
    exclusion = models.CharField("pas d’envoi", max_length=20, choices=NoVoucher, blank=True)
    notice = models.CharField("envoyé par", max_length=10, choices=Notice, blank=True)
    sent_on = models.DateField("envoyé le", null=True)
    valid_until = models.DateField("valable jusqu’au", null=True)
    code_digest = models.BinaryField(null=True, editable=False)
    withdrawn_on = models.DateField("vaccin retiré le", null=True)
    pharmacy = models.CharField("pharmacie", max_length=12, blank=True)
    reminded_on = models.DateField("relance du", null=True)

    class Meta:
        verbose_name = "bon de prise en charge"
        constraints = [
            models.UniqueConstraint(fields=["code_digest"], name="voucher_code_once"),
            models.CheckConstraint(name="voucher_cohort_known", condition=Q(cohort__in=Cohort.values)),
            models.CheckConstraint(
                name="voucher_leaves_or_not",
                condition=Q(exclusion="", notice__in=Notice.values, sent_on__isnull=False, code_digest__isnull=False)
                | Q(
                    exclusion__in=NoVoucher.values,
                    notice="",
                    sent_on=None,
                    valid_until=None,
                    code_digest=None,
                    withdrawn_on=None,
                    reminded_on=None,
                ),
            ),
            models.CheckConstraint(
                name="voucher_withdrawn_somewhere",
                condition=Q(withdrawn_on=None, pharmacy="") | (Q(withdrawn_on__isnull=False) & ~Q(pharmacy="")),
            ),
            models.CheckConstraint(
                name="voucher_withdrawn_within_its_season",
                condition=Q(withdrawn_on=None)
                | (Q(withdrawn_on__gte=F("sent_on")) & (Q(valid_until=None) | Q(withdrawn_on__lte=F("valid_until")))),
            ),
            models.CheckConstraint(
                name="voucher_reminded_later", condition=Q(reminded_on=None) | Q(reminded_on__gt=F("sent_on"))
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="voucher_is_of_one_person",
                fields=[
                    "programme_id",
                    "person",
                    "wave",
                    "cohort",
                    "in_mayotte",
                    "exclusion",
                    "sent_on",
                    "code_digest",
                ],
            ),
            pgtrigger.Protect(
                name="voucher_is_withdrawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_on__isnull=False)
                & (
                    pgtrigger.Q(old__withdrawn_on__df=pgtrigger.F("new__withdrawn_on"))
                    | pgtrigger.Q(old__pharmacy__df=pgtrigger.F("new__pharmacy"))
                    | pgtrigger.Q(old__reminded_on__df=pgtrigger.F("new__reminded_on"))
                ),
            ),
            pgtrigger.Protect(
                name="voucher_is_recalled_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reminded_on__isnull=False)
                & pgtrigger.Q(old__reminded_on__df=pgtrigger.F("new__reminded_on")),
            ),
        ]

    def __str__(self):
        return "bon de prise en charge"
