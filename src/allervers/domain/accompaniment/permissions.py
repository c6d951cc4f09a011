"""Who may do what to a file. The database decides which files an account sees; these rules say what it may do there."""

from ..organisations.models import User
from ..organisations.roles import Permission, Role, declare
from ..people.models import Person
from ..referrals.models import Referral
from .corrections import why_not_correctable
from .models import Accompaniment, Action, Contact

REASSIGN = declare("reassign_files", "Réaffecter des accompagnements d’un conseiller à un autre", Role.MANAGER)
HAND_OVER = declare("hand_over", "Confier un dossier à un autre organisme, le reprendre", Role.ADVISER, Role.MANAGER)


def may_triage(user: User, referral: Referral) -> bool:
    """An adviser or manager examines the referrals of their own fund that still wait."""
    return user.may(Permission.TRIAGE) and referral.fund_id == user.organisation_id and referral.triaged_at is None


def may_work_in(user: User, accompaniment: Accompaniment) -> bool:
    """Who accompanies works in the files that their organisation owns or handles; what a closed one still lets be done
    is asked of its state."""
    concerned = user.organisation_id in (accompaniment.fund_id, accompaniment.handled_by_id)
    return user.may(Permission.ACCOMPANY) and concerned


def may_accompany(user: User, accompaniment: Accompaniment) -> bool:
    """They write into the open ones."""
    return may_work_in(user, accompaniment) and accompaniment.is_open


def may_mark(user: User, action: Action) -> bool:
    """What becomes of an action is told by who works in its file."""
    return may_work_in(user, action.accompaniment)


def may_correct(user: User, piece: Contact | Action, file: Accompaniment | None) -> bool:
    """Who wrote a contact or an action corrects it until the end of that day, where they may still write: in an open
    file, or in a referral that waits (`file` is then None)."""
    may_write = may_accompany(user, file) if file else user.may(Permission.TRIAGE)
    return may_write and not why_not_correctable(user, piece)


def may_reopen(user: User, accompaniment: Accompaniment) -> bool:
    """The fund that owns a closed file may take its closure back, if it had been opened."""
    return (
        user.may(Permission.ACCOMPANY)
        and accompaniment.fund_id == user.organisation_id
        and accompaniment.opened_on is not None
        and accompaniment.closed_on is not None
    )


def may_print_closure(user: User, accompaniment: Accompaniment) -> bool:
    """Whoever works in a file that is closed, and had been opened, prints the letter that tells the person so."""
    is_ended = accompaniment.opened_on is not None and accompaniment.closed_on is not None
    return may_work_in(user, accompaniment) and is_ended


def may_entrust(user: User, accompaniment: Accompaniment) -> bool:
    """Only the fund that owns a file decides who handles it."""
    return user.may(HAND_OVER) and accompaniment.fund_id == user.organisation_id


def may_hand_over(user: User, accompaniment: Accompaniment) -> bool:
    """An open file is entrusted to another body."""
    return may_entrust(user, accompaniment) and accompaniment.is_open


def may_take_back(user: User, accompaniment: Accompaniment) -> bool:
    """The fund that owns a file takes it back, closed too, from the body that handles it: it sees it no more."""
    return may_entrust(user, accompaniment) and accompaniment.handled_by_id is not None


def may_change_identity(user: User, person: Person) -> bool:
    """Only the fund that a person belongs to changes their identity and contact details.

    A body that handles one file could not see that a NIR is already that of somebody else in the fund.
    """
    return user.may(Permission.ACCOMPANY) and person.fund_id == user.organisation_id


def may_see_changes(user: User, person: Person) -> bool:
    """Who changed what is shown to the fund's own advisers and to its data-protection officer."""
    concerned = user.may(Permission.ACCOMPANY) or user.may(Permission.SEE_PRIVACY)
    return concerned and person.fund_id == user.organisation_id
