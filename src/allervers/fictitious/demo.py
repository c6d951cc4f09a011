"""The demonstration: two funds that do not exist, one account per role, and what happened there for fourteen months."""

from django.db import connection, transaction

from allervers.config.local import Unusable
from allervers.domain.organisations.models import AccountChange, Organisation

from .accounts import FUND, create_accounts, create_organisations, not_fictitious
from .appointments import receive
from .campaigns import run_campaigns
from .care_refusals import open_mediation
from .coverage import open_rights
from .detections import hand_over_lists
from .directory import fill_directory
from .field_actions import go_towards_people
from .financial_aid import open_aid_service
from .partners import sign_agreements
from .rights_files import deposit_all
from .social_service import open_social_service
from .surveys import open_survey
from .telling import tell_all

# One process at a time loads the demonstration.
_LOCK = 3_201_998_906


@transaction.atomic
def load_demo() -> None:
    """Load everything or nothing; nothing if it is there already. Takes a few seconds. As the owner, who alone may
    write accounts.

    Raises Unusable where somebody who may exist has an account: fictitious files never mix with real ones.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    if not_fictitious():
        raise Unusable(
            "Cette base contient de vrais comptes : la démonstration n'y est pas chargée. "
            "Choisir un autre dossier avec ALLERVERS_DATA, ou une autre base avec DATABASE_URL."
        )
    if Organisation.objects.filter(code=FUND).exists():
        return
    organisations = create_organisations()
    accounts = create_accounts(organisations)
    AccountChange.objects.all().delete()  # nobody made these accounts whom anybody could be told about
    tell_all(organisations, accounts)
    hand_over_lists(accounts["conseiller"])
    hand_over_lists(accounts["conseiller-montclair"], shift=500)
    deposit_all(organisations, accounts)
    open_rights(organisations[FUND])
    receive(accounts)
    open_social_service(organisations, accounts)
    open_aid_service(organisations, accounts)
    open_mediation(organisations, accounts)
    run_campaigns(accounts["responsable"])
    go_towards_people(accounts)
    sign_agreements(accounts["responsable"])
    fill_directory(accounts["partenariats"])
    open_survey(accounts["national"], accounts["responsable"])
