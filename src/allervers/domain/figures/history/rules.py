"""What the fields of a line, the lines of a file and the two files owe each other (see `imports/rules.py`)."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from ...accompaniment.codes import SUCCESSES
from ...imports.fields import one_of
from ...imports.rules import Rule
from ...referrals.codes import CATEGORIES
from ..models import AccompanimentFact


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


def _first_line(identifier: str) -> str:
    """The first line of the file that has the same identifier."""
    return f"min(line) over (partition by {identifier}) as first_with_{identifier}"


_CATEGORIES = tuple(
    Rule(
        "detector_category",
        f"detector_family = '{family}' and detector_category not in ({_codes(categories.values)})",
        f"« {{}} » n'est pas une catégorie de la famille {family}",
        one_of(categories.values),
        "detector_category",
    )
    for family, categories in CATEGORIES.items()
)
_SUCCESS = f"closure_reason in ({_codes(SUCCESSES)})"

REFERRALS_SOURCE = f"select *, {_first_line('referral_id')} from staged_referrals"
REFERRALS = (
    Rule(
        "referral_id",
        "first_with_referral_id < line",
        "identifiant déjà donné à la ligne {}",
        "un identifiant par saisine",
        "first_with_referral_id",
    ),
    *_CATEGORIES,
    Rule(
        "birth_date",
        "birth_date > received_on",
        "naissance après la réception de la saisine",
        "une date de naissance qui la précède, ou rien",
    ),
)

ACCOMPANIMENTS_SOURCE = (
    f"select *, {_first_line('accompaniment_id')}, {_first_line('referral_id')} from staged_accompaniments"
)
ACCOMPANIMENTS = (
    Rule(
        "accompaniment_id",
        "first_with_accompaniment_id < line",
        "identifiant déjà donné à la ligne {}",
        "un identifiant par accompagnement",
        "first_with_accompaniment_id",
    ),
    Rule(
        "referral_id",
        "first_with_referral_id < line",
        "cette saisine a déjà un accompagnement à la ligne {}",
        "un accompagnement au plus par saisine",
        "first_with_referral_id",
    ),
    Rule(
        "closed_on",
        "closed_on < opened_on",
        "clôture le {}, avant l'ouverture",
        "une date de clôture égale ou postérieure à opened_on",
        "closed_on",
    ),
    Rule(
        "closure_reason",
        "closed_on is not null and closure_reason = ''",
        "le dossier est clos sans motif",
        "un motif de clôture",
    ),
    Rule(
        "closed_on",
        "closed_on is null and closure_reason <> ''",
        "il y a un motif de clôture sans date",
        "une date de clôture",
    ),
    Rule(
        "opened_on",
        "opened_on is null and closed_on is null and closure_reason = ''",
        "accompagnement ni ouvert ni clos",
        "une date d'ouverture, ou une clôture",
    ),
    Rule("opened_on", f"opened_on is null and {_SUCCESS}", "succès sans ouverture", "une date d'ouverture"),
    Rule("outcomes", f"outcomes = '{{}}' and {_SUCCESS}", "succès sans gain", "au moins un gain"),
    Rule(
        "outcomes",
        f"outcomes <> '{{}}' and closure_reason <> '' and not {_SUCCESS}",
        "des gains avec le motif {}, qui n'est pas un succès",
        f"rien, ou un motif de succès ({', '.join(SUCCESSES)})",
        "closure_reason",
    ),
)

TOGETHER_SOURCE = """
    select accompaniment.*, referral.line as referral_line, received_on
    from staged_accompaniments accompaniment left join staged_referrals referral using (referral_id)
"""
TOGETHER = (
    Rule(
        "referral_id",
        "referral_id is not null and referral_line is null",
        "aucune saisine de referrals.csv n'a cet identifiant",
        "celui d'une de ses lignes",
    ),
    Rule(
        "opened_on",
        "opened_on < received_on",
        "ouverture avant la saisine, reçue le {}",
        "le même jour ou plus tard",
        "received_on",
    ),
    Rule(
        "closed_on",
        "closed_on < received_on",
        "clôture avant la saisine, reçue le {}",
        "le même jour ou plus tard",
        "received_on",
    ),
)
"""What only holds when referrals.csv can be relied on."""

KEPT = (
    Rule(
        "received_on",
        "opened_on < received_on or closed_on < received_on",
        "saisine reçue après ce qu'a déjà son accompagnement, repris auparavant, le {}",
        "le même jour ou plus tôt, ou un fichier accompaniments.csv accepté qui le corrige",
        "least(opened_on, closed_on)",
    ),
)
"""What a referral owes an accompaniment that was brought in before and stays as it is."""


def kept_source(identifier: str, *, replaced: bool) -> str:
    """Referrals beside the accompaniment that is there already (`identifier`: its fact's, from the referral's line);
    `replaced`: but for those that accompaniments.csv brings again."""
    brought_again = "select from staged_accompaniments brought where brought.referral_id = referral.referral_id"
    return f"""
        select referral.*, kept.opened_on, kept.closed_on
        from staged_referrals referral join {AccompanimentFact._meta.db_table} kept on kept.id = {identifier}
        {f"where not exists ({brought_again})" if replaced else ""}
    """


# What can be and is not likely: brought in, and told (condition, sentence).
DOUBTS = {
    "referrals.csv": (
        (
            "birth_date <= received_on - interval '110 years' or (extract(month from birth_date) = 1"
            " and extract(day from birth_date) = 1 and birth_date <= '1901-01-01')",
            "birth_date : plus de 110 ans à la saisine, ou une date par défaut comme 1900-01-01 ?",
        ),
    ),
    "accompaniments.csv": (
        (
            "closure_reason = 'care_obtained' and 'care' <> all(themes)",
            "themes : soins obtenus (care_obtained) sans le thème care",
        ),
    ),
}


def doubts(cursor: CursorWrapper, file: str, table: str) -> list[str]:
    """What is told of the lines that are brought in, with how many and the first of them."""
    told = []
    for condition, sentence in DOUBTS[file]:
        cursor.execute(f"select count(*), (array_agg(line order by line))[1:3] from {table} where {condition}")
        count, lines = cursor.fetchone()
        if count:
            first = ", ".join(map(str, lines))
            told.append(f"{file}, {sentence} ({count} ligne{'s' * (count > 1)}, d'abord {first})")
    return told
