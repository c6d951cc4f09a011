"""Who may do what with a rights file. The database decides which files an account sees; these rules what it may do."""

from ..organisations.models import User
from ..organisations.roles import Permission
from ..people.models import Person
from .codes import LetterKind
from .models import (
    Appeal,
    Control,
    Decision,
    Letter,
    PapersRequest,
    PersonWord,
    RequiredPaper,
    RightsFile,
    SuppliedPaper,
)
from .queries import is_contested


def may_deposit(user: User) -> bool:
    """Partners, desks and advisers deposit for somebody; officers too, who open the post."""
    return user.may(Permission.DEPOSIT_FILE)


def may_complete(user: User, file: RightsFile) -> bool:
    """Whoever deposited a file adds to it as long as it is under way, as somebody contests what was decided, or as a
    control of its right asks for papers; so does whoever may examine it."""
    takes_papers = not file.is_ended or file.controls.filter(ended_on=None).exists() or is_contested(file)
    return takes_papers and (may_examine(user, file) or (may_deposit(user) and concerns(user, file)))


def concerns(user: User, file: RightsFile) -> bool:
    """The file is of the account's fund, or the account itself deposited it."""
    return file.deposited_by_id == user.pk or file.fund_id == user.organisation_id


def may_examine(user: User, file: RightsFile) -> bool:
    """Officers of the body that handles the file examine it; where none does, those of the fund that owns it."""
    return user.may(Permission.EXAMINE_FILE) and (file.handled_by_id or file.fund_id) == user.organisation_id


def may_read_papers(user: User, file: RightsFile) -> bool:
    """What is inside of the papers is read by who examines. Everybody else is told that they are there."""
    return may_examine(user, file)


def may_read_letters(user: User, file: RightsFile) -> bool:
    """The fund and who examines read all letters; a helper those of a file whose person agreed to copies."""
    if user.organisation_id in (file.fund_id, file.handled_by_id):
        return user.may(Permission.EXAMINE_FILE) or user.may(Permission.ACCOMPANY)
    return file.deposited_by_id == user.pk and (file.helper_may_receive_copies or not file.helper_organisation)


def may_give_access(user: User, file: RightsFile) -> bool:
    """Who reads the letters of a file in its fund, or where it is examined, gives the person a way to their page.

    Never who deposited it from outside: they know the birth date, and the page shows what they may not read.
    """
    return user.organisation_id in (file.fund_id, file.handled_by_id) and may_read_letters(user, file)


def may_control_right(user: User, person: Person) -> bool:
    """Officers of the person's fund look again at a right that was open before there was a file."""
    return user.may(Permission.EXAMINE_FILE) and person.fund_id == user.organisation_id


# The same, asked of a piece of a file.


def may_complete_line(user: User, line: RequiredPaper) -> bool:
    """A line of the list is told of by whoever adds to the file."""
    return may_complete(user, line.file)


def may_take_up(user: User, line: RequiredPaper) -> bool:
    """The paper that another file holds is taken up for a line by who examines: it shows what is inside of it."""
    return may_examine(user, line.file)


def may_read_paper(user: User, paper: SuppliedPaper) -> bool:
    """A document is opened by who may read what is inside of the papers."""
    return may_read_papers(user, paper.file)


def may_set_aside(user: User, paper: SuppliedPaper) -> bool:
    """A document that cannot serve is set aside by who examines."""
    return may_examine(user, paper.file)


def may_revoke(user: User, request: PapersRequest) -> bool:
    """A request for papers is taken back by who examines."""
    return may_examine(user, request.file)


def may_answer(user: User, word: PersonWord) -> bool:
    """What the person wrote from their page is read by who examines."""
    return may_examine(user, word.file)


def may_look_again(user: User, control: Control) -> bool:
    """A control is ended, and its card noted, by who examines."""
    return may_examine(user, control.file)


def may_answer_appeal(user: User, appeal: Appeal) -> bool:
    """The answer to an appeal is written by who examines."""
    return may_examine(user, appeal.file)


def may_hand_letter(user: User, letter: Letter) -> bool:
    """That a letter was given to the person, or posted, is told by who examines."""
    return may_examine(user, letter.file)


def may_read_letter(user: User, letter: Letter) -> bool:
    """The acknowledgement is for everybody who sees the file."""
    return letter.kind == LetterKind.ACKNOWLEDGEMENT or may_read_letters(user, letter.file)


def may_read_rules(user: User, decision: Decision) -> bool:
    """The rules applied are read by whoever reads the letter of the decision."""
    return may_read_letters(user, decision.file)
