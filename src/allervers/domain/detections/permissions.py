"""Who may work on detections."""

from ..organisations.roles import Role, declare

EXAMINE_DETECTIONS = declare(
    "examine_detections",
    "Voir les détections à examiner, en faire des saisines ou les écarter",
    *(Role.ADVISER, Role.MANAGER),
    opens_files=True,
)
