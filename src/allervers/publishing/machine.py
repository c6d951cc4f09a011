"""Why the machine could not read or write, in French: the system's own words are English."""

import errno

FULL = "il n'y a plus de place sur le disque"
WHY = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: "le quota du disque est atteint",
    errno.EFBIG: "le fichier dépasse la taille permise",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOENT: "fichier ou dossier introuvable",
    errno.ENOTDIR: "un fichier tient la place d'un dossier",
    errno.EISDIR: "un dossier tient la place d'un fichier",
    errno.EIO: "le disque ne répond pas correctement",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENOMEM: "mémoire insuffisante",
    errno.EADDRINUSE: "ce port est déjà pris",
    errno.EADDRNOTAVAIL: "cette adresse n'est pas celle de la machine",
}


def why(error: OSError) -> str:
    """Without its capital nor its full stop, to stand inside a sentence."""
    return WHY.get(error.errno, f"erreur {error.errno} du système")
