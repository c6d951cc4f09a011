"""Files to examine, letters to send, and the files that one deposited."""

from allervers.domain.organisations.roles import Permission

from ..navigation import REFERRALS, Screen, register

register(
    Screen(Permission.EXAMINE_FILE, "Dossiers à examiner", "rights_files:queue", place=60),
    Screen(Permission.EXAMINE_FILE, "Courriers à envoyer", "rights_files:batches", place=65),
    Screen(Permission.DEPOSIT_FILE, "Mes dossiers de droits", "rights_files:mine", place=90, group=REFERRALS),
)
