"""What detectors begin with."""

from allervers.domain.organisations.roles import Permission

from ..navigation import REFERRALS, Screen, Search, register

register(
    Screen(Permission.REFER, "Signaler une personne", "detector:new", place=70, group=REFERRALS),
    Screen(
        Permission.REFER,
        "Mes signalements",
        "detector:mine",
        place=80,
        group=REFERRALS,
        search=Search("Chercher dans mes signalements", "typed"),
    ),
)
