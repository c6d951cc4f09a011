"""What the law gives a household: pure Python, no Django, no clock, no network.

    from allervers.law import Situation, SituationError, evaluate

    situation = Situation.from_dict({"date": "2024-06-01", "territory": "metropole", "rsa": False, …})
    answer = evaluate(situation, rights=["c2s"])["c2s"]
    answer.status            # "free" "contribution" "none" "unknown"
    answer.missing           # what the status hangs on: Missing(name, text), text in French
    answer.explanation       # a tree of Step, ready for a template
    answer.to_json()         # the object of docs (formats §1), amounts in euros

Reading
    ``Situation.from_dict(data)``  one household, a mapping with the field names of formats §1 (dates as ``date`` or
        ISO text, amounts in euros as int, float, Decimal). An absent field takes its documented reading; an explicit
        ``None`` means *unknown*. Fields that a right does not read are checked and kept.
    ``SituationError``  a ``ValueError`` whose text is one line of French naming the field and what was expected;
        ``.field`` is the path of the field ("persons[1].birth_date"), to put the message beside it.

Answering
    ``evaluate(situation, rights=None) -> dict[str, Answer]``  all known rights when ``rights`` is None. Raises
        ``UnknownRight`` (lists the known ones) and ``DateTooEarly`` (before the first parameter of the right); both
        are ``ValueError`` with a French text.
    ``KNOWN_RIGHTS``  the names, in order: c2s, puma, ame, urgent_care, eu_inactive. All are judged from 2019-11-01; the
        C2S for the household, the others for the applicant.

``Answer``
    ``right`` ``label``      "c2s", « Complémentaire santé solidaire »
    ``status``               code; ``status_text`` is its French wording (« C2S gratuite »)
    ``basis``                code of the ground of the status, or None; ``reason`` its French sentence, or None (puma
                             has a ground only when entitled, and a reason either way)
    ``amounts``              dict name → integer cents or None (unknown): for c2s ``monthly_contribution``
                             ``resources`` ``ceiling_free`` ``ceiling_contribution``
    ``values``               dict name → date, code or None (does not apply, or unknown): ``entitled_from`` of puma,
                             ``handled_by`` of eu_inactive; ``value_texts`` gives label → French of those known
    ``judges_applicant``     True when the right is that of the applicant alone
    ``missing``              list of ``Missing(name, text, person_id, field, month)``; empty when the status is known
    ``documents``            the papers to join, ``Document`` of `documents`; none for a right that is refused
    ``next_question``        the one ``Question`` (of `questions`) that would settle most; None when nothing is missing
    ``sources``              legal texts that the answer used, in order, without repetition
    ``confidence``           "high" "medium" "low": the lowest of what the answer used; ``confidence_text`` in French
    ``notes``                French sentences that go with the answer (what it does not judge, fields not used);
                             ``told_notes`` those of the law, `NoteTold` with sentence and figure apart
    ``unused``               names of months that no rule reads ("p1.resources.2020-01")
    ``law_version``          of rules and parameters, so that an answer can be replayed
    ``explanation``          the root ``Step`` (the status); built on first access
    ``to_json()``            a dict for ``json.dumps``

``Step``  one named value, in the order in which it was used
    ``name`` ``label``       "c2s_household_size", « Nombre de personnes du foyer »
    ``person_id`` ``person`` None for a value of the household; else its id and « demandeur (p1) »
    ``kind``                 "rule" (computed), "input" (declared) or "parameter" (law's figure)
    ``value`` ``text``       the value (amounts in cents, None when unknown) and its French: « 1 016,05 € », « oui »
    ``amounts``              the months of a resource and their cents, in order; empty for any other step
    ``unit``                 "euros" "percent" "per_thousand" "persons" "years" "months" "rank" "boolean" "text" "date"
    ``detail``               the longer French explanation of the rule, may be empty
    ``sources``              legal texts; ``valid_from`` the date from which a parameter's figure applies
    ``confidence``           "high" "medium" "low", the lowest of the step and of what it rests on
    ``missing``              list of ``Missing``; not empty only when the value is unknown
    ``steps``                the steps that it rests on
    ``repeated``             True when the same step was already shown above: then ``steps`` is empty

Beside the rights
    ``deadlines.deadlines(event)``      the dates that follow from an event, ISO text, with their sources
    ``documents.documents(right, …)``   the papers to join, for a right or a step (own_title, child_attachment, leaving)
    ``social_service.needs(day)``       what a person can be referred to the social service for
    ``financial_aid.may_ask(…)``        whether financial aid of the fund may be asked for
    ``care_refusals.judge(…)``          whether a refusal of care looks discriminatory, or is another conflict
    ``figures.listed(name, day)``       the figures of the law
    ``schema.situation_schema()``       the JSON Schema of a situation

For a population the same rules are read as expressions: see ``allervers.law.registry.law()`` and ``expression``.
"""

from allervers.law.answer import Answer, evaluate
from allervers.law.explanation import Step
from allervers.law.registry import KNOWN_RIGHTS, DateTooEarly, UnknownRight
from allervers.law.situation import Amount, Person, Situation, SituationError
from allervers.law.wording import Missing

__all__ = [
    "KNOWN_RIGHTS",
    "Amount",
    "Answer",
    "DateTooEarly",
    "Missing",
    "Person",
    "Situation",
    "SituationError",
    "Step",
    "UnknownRight",
    "evaluate",
]
