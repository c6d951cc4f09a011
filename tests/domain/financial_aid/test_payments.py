"""Paying: the same bytes twice, never a second batch, a return that is read whole or not at all."""

import datetime
import uuid
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from django.utils import timezone

from allervers.domain.financial_aid import deciding, payments, sessions
from allervers.domain.financial_aid.models import (
    FinancialAidBatch,
    FinancialAidBudget,
    FinancialAidDecision,
    FinancialAidPayment,
)
from allervers.domain.organisations.context import acting_as
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from tests import factories, financial_aid
from tests.financial_aid import DEBTOR, batch, to_account

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OTHER_IBAN = "DE89 3704 0044 0532 0130 00"
SEPA = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.03}"


@pytest.fixture
def officer():
    return financial_aid.member(financial_aid.service(factories.fund()))


@pytest.fixture
def decision(officer):
    """Granted, 150 €, of 400 € allocated; its account is not known yet."""
    financial_aid.allocated(officer, 400_00)
    return financial_aid.granted(financial_aid.ready(officer), officer)


def returned(made, officer, *lines: str):
    content = "\n".join(["reference;montant;etat;date;motif", *lines]).encode()
    with acting_as(officer, "test"):
        return payments.reconcile(made, content, by=officer)


def totals(officer) -> tuple[int, int, int]:
    with acting_as(officer, "test"):
        row = FinancialAidBudget.objects.get()
    return row.reserved_cents, row.paid_cents, row.free_cents


def test_a_grant_leaves_in_one_batch_whose_bytes_never_change(officer, decision):
    with pytest.raises(Refused, match="Rien n’est à payer"):
        batch(officer)
    with pytest.raises(Refused, match="IBAN n’est pas valable"):
        to_account(decision, officer, financial_aid.IBAN.replace("606", "607"))
    to_account(decision, officer)
    key = uuid.uuid4()
    made = batch(officer, key)
    assert batch(officer, key) == made
    with pytest.raises(Refused, match="Rien n’est à payer"):
        batch(officer)
    with acting_as(officer, "test"):
        first, again = (payments.content_of(FinancialAidBatch.objects.get(pk=made.pk)) for _ in range(2))
        end_to_end = FinancialAidPayment.objects.get().end_to_end
    assert first == again
    told = ET.fromstring(first)
    assert [each.text for each in told.iter(f"{SEPA}CtrlSum")] == ["150.00", "150.00"]
    assert [each.text for each in told.iter(f"{SEPA}NbOfTxs")] == ["1", "1"]
    assert Decimal(told.find(f".//{SEPA}InstdAmt").text) == Decimal("150.00")
    assert told.find(f".//{SEPA}EndToEndId").text == end_to_end


def test_a_return_is_read_line_by_line_and_an_unknown_line_stops_it(officer, decision):
    to_account(decision, officer)
    made = batch(officer)
    with acting_as(officer, "test"):
        reference = FinancialAidPayment.objects.get().end_to_end
    good = f"{reference};150,00;paye;{TODAY};"
    wrong = [
        ((good, f"AF-XXXX-1;1,00;paye;{TODAY};"), "Ligne 3 : ce virement n’est pas de ce lot"),
        ((f"{reference};150,01;paye;{TODAY};",), "Ligne 2 : le montant doit être 150,00"),
        ((f"{reference};1e2;paye;{TODAY};",), "le montant doit être"),
        ((f"{reference};150,00;peut-être;{TODAY};",), "« paye » ou « rejete »"),
        ((f"{reference};150,00;paye;32/13/2026;",), "AAAA-MM-JJ"),
        ((good, good), "déjà plus haut"),
        ((), "aucune ligne"),
    ]
    for lines, sentence in wrong:
        with pytest.raises(Refused, match=sentence):
            returned(made, officer, *lines)
    assert totals(officer) == (150_00, 0, 250_00)
    told = returned(made, officer, good)
    assert (told.paid, told.paid_cents, told.rejected, told.known) == (1, 150_00, 0, 0)
    assert returned(made, officer, good).known == 1
    assert totals(officer) == (0, 150_00, 250_00)
    with pytest.raises(Refused, match="avait dit « payé »"):
        returned(made, officer, f"{reference};150,00;rejete;{TODAY};")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"reference;montant;etat;date;motif\rAF;1;paye;x;\n", "Ligne 1.*retour chariot"),
        (b"reference;montant;etat;date;motif\nAF;1\r;paye;x;\n", "Ligne 2.*retour chariot"),
        (b"reference;montant;etat;date;motif\nAF;1;paye;x;a\0b\n", "Ligne 2.*nul"),
        (b"reference;montant;etat;date;motif\nAF;1;paye;x;" + b"a" * 200_000 + b"\n", "Ligne 2.*trop long"),
        (b'reference;montant;etat;date;motif\nAF;1;paye;x;"a\n', "Ligne 2.*guillemet"),
        (b"reference;montant;etat;date;motif\nAF;1;paye;x;\xff\n", "Ligne 2.*UTF-8"),
        (b"PK\x03\x04", "CSV"),
        (b"", "première ligne"),
    ],
)
def test_a_return_that_is_no_csv_is_refused_with_its_line(officer, decision, content, sentence):
    to_account(decision, officer)
    made = batch(officer)
    with acting_as(officer, "test"), pytest.raises(Refused, match=sentence):
        payments.reconcile(made, content, by=officer)


def test_a_payment_written_twice_in_a_return_is_seen_whatever_its_spaces(officer, decision):
    to_account(decision, officer)
    made = batch(officer)
    with acting_as(officer, "test"):
        reference = FinancialAidPayment.objects.get().end_to_end
    lines = (f"{reference};150,00;paye;{TODAY};", f" {reference};150,00;rejete;{TODAY};")
    with pytest.raises(Refused, match="déjà plus haut"):
        returned(made, officer, *lines)


def test_what_is_sent_again_with_other_answers_is_refused(officer, decision):
    key = uuid.uuid4()
    said = {"key": key, "by": officer, "kind": "person", "name": "Zoé Exemple", "typed_iban": financial_aid.IBAN}
    with acting_as(officer, "test"):
        first = payments.set_payee(decision.request, **said)
        assert payments.set_payee(decision.request, **said) == first
        for other in ({"typed_iban": OTHER_IBAN}, {"name": "Autre"}, {"kind": "supplier"}):
            with pytest.raises(AlreadyUsed, match="avec d’autres réponses"):
                payments.set_payee(decision.request, **said | other)
    made = batch(officer, key)
    assert batch(officer, key) == made
    where = (officer.memberships.get().service, officer.organisation)
    other = payments.Debtor("Autre", DEBTOR.iban, DEBTOR.bic)
    with acting_as(officer, "test"):
        for debtor, day in ((other, TODAY), (DEBTOR, TODAY + datetime.timedelta(days=1))):
            with pytest.raises(AlreadyUsed):
                payments.make(*where, debtor, key=key, by=officer, execute_on=day)


def test_two_who_confirm_at_once_find_it_confirmed(officer, decision):
    to_account(decision, officer)
    changed = to_account(decision, officer, OTHER_IBAN)
    service = officer.memberships.get().service
    first, second = financial_aid.member(service), financial_aid.member(service)
    with acting_as(first, "test"):
        same = type(changed).objects.get(pk=changed.pk)
        payments.confirm(changed, by=first)
    with acting_as(second, "test"):
        payments.confirm(same, by=second)
        assert payments.payee_of(decision.request).confirmed_by == first


def test_a_rejected_line_opens_again_once_its_new_account_is_confirmed_by_another(officer, decision):
    to_account(decision, officer)
    first = batch(officer)
    with acting_as(officer, "test"):
        reference = FinancialAidPayment.objects.get().end_to_end
    returned(first, officer, f"{reference};150.00;rejeté;{TODAY};compte clos")
    assert totals(officer) == (150_00, 0, 250_00)
    changed = to_account(decision, officer, OTHER_IBAN)
    with pytest.raises(Refused, match="Rien n’est à payer"):
        batch(officer)
    with acting_as(officer, "test"), pytest.raises(Refused, match="quelqu’un d’autre"):
        payments.confirm(changed, by=officer)
    colleague = financial_aid.member(officer.memberships.get().service)
    with acting_as(colleague, "test"):
        payments.confirm(changed, by=colleague)
    second = batch(officer)
    with acting_as(officer, "test"):
        assert b"DE89370400440532013000" in payments.content_of(second)
        assert b"DE89" not in bytes(second.content_encrypted)
        assert second.payments.get().end_to_end != reference


def test_what_is_cut_between_the_decision_and_the_payment_leaves_a_grant_that_is_paid_once(
    officer, decision, monkeypatch
):
    to_account(decision, officer)

    def killed(*args, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(payments.FinancialAidPayment.objects, "bulk_create", killed)
        with pytest.raises(KeyboardInterrupt):
            batch(officer)
    with acting_as(officer, "test"):
        assert FinancialAidDecision.objects.get().granted
        assert [FinancialAidBatch.objects.count(), FinancialAidPayment.objects.count()] == [0, 0]
    assert totals(officer) == (150_00, 0, 250_00)
    assert batch(officer).count == 1


def test_a_decision_that_left_for_the_bank_is_not_corrected(officer, decision):
    to_account(decision, officer)
    batch(officer)
    later = financial_aid.session(officer, days=30)
    members = financial_aid.seated(later, 2)
    with acting_as(officer, "test"):
        line = sessions.put(later, decision.request)
    financial_aid.voted(line, members, "against")
    with acting_as(officer, "test"), pytest.raises(Refused, match="déjà payée, ou partie"):
        deciding.decide(line, key=uuid.uuid4(), by=officer, granted=False, reason="Erreur.")
    with acting_as(officer, "test"), pytest.raises(Refused, match="déjà payée, ou partie"):
        sessions.review(later, decision.request, why="Erreur.")


def test_a_batch_for_yesterday_or_with_a_wrong_bic_is_refused(officer, decision):
    to_account(decision, officer)
    where = (officer.memberships.get().service, officer.organisation)
    yesterday = TODAY - datetime.timedelta(days=1)
    wrong = payments.Debtor(DEBTOR.name, DEBTOR.iban, "XX")
    with acting_as(officer, "test"):
        for debtor, day, sentence in ((DEBTOR, yesterday, "date passée"), (wrong, TODAY, "BIC")):
            with pytest.raises(Refused, match=sentence):
                payments.make(*where, debtor, key=uuid.uuid4(), by=officer, execute_on=day)
