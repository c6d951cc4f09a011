"""Specialities as former tools wrote them, in free text, matched to the catalogue."""

import re
import unicodedata

from ...accompaniment.codes import Specialty

# Other words for each, without accents; the label of the catalogue is known besides. One word is found inside a longer
# text (« chirurgien-dentiste conventionné »), several only together and in this order.
WORDS = {
    Specialty.GENERAL_PRACTICE: "generaliste, medecin generaliste, medecin traitant, omnipraticien, mg",
    Specialty.DENTISTRY: "dentiste, dentaire, chirurgien dentiste, stomatologue, stomatologie, odontologie",
    Specialty.ORTHODONTICS: "orthodontiste, odf",
    Specialty.OPHTHALMOLOGY: "ophtalmologue, ophtalmologiste, ophtalmo, ophtalmologie, ophthalmologie, ophthalmologue",
    Specialty.OPTICS: "opticien, optique, lunettes",
    Specialty.HEARING_AIDS: "audioprothesiste, audition, appareil auditif, appareils auditifs",
    Specialty.ENT: "orl, oto rhino laryngologie, oto rhino laryngologiste, oto rhino",
    Specialty.GYNAECOLOGY: "gynecologue, gyneco, obstetrique, gynecologie obstetrique, gynecologie medicale",
    Specialty.MIDWIFERY: "sage femme, maieutique",
    Specialty.PAEDIATRICS: "pediatre",
    Specialty.CARDIOLOGY: "cardiologue, cardio",
    Specialty.VASCULAR_MEDICINE: "angiologie, angiologue, phlebologue, phlebologie",
    Specialty.PNEUMOLOGY: "pneumologue, pneumo",
    Specialty.DERMATOLOGY: "dermatologue, dermato, dermatologie venereologie",
    Specialty.RHEUMATOLOGY: "rhumatologue, rhumato",
    Specialty.ORTHOPAEDICS: "orthopediste, orthopedie, chirurgien orthopedique, chirurgie orthopedique",
    Specialty.GASTROENTEROLOGY: "gastro enterologue, gastroenterologie, gastroenterologue, gastro, hepatologie",
    Specialty.ENDOCRINOLOGY: "endocrinologue, endocrinologie, diabetologue, diabetologie",
    Specialty.NEPHROLOGY: "nephrologue",
    Specialty.UROLOGY: "urologue",
    Specialty.NEUROLOGY: "neurologue, neurochirurgie, neuro",
    Specialty.PSYCHIATRY: "psychiatre, pedopsychiatre, pedopsychiatrie, addictologie, addictologue, cmp",
    Specialty.PSYCHOLOGY: "psychologue, psychotherapie, psychotherapeute",
    Specialty.ONCOLOGY: "cancerologue, oncologie, oncologue, radiotherapie, chimiotherapie",
    Specialty.HAEMATOLOGY: "hematologue",
    Specialty.ALLERGOLOGY: "allergologue, allergie",
    Specialty.INFECTIOUS_DISEASES: "infectiologie, infectiologue, maladie infectieuse",
    Specialty.GERIATRICS: "geriatre",
    Specialty.PAIN: "algologie, algologue, centre antidouleur",
    Specialty.SURGERY: "chirurgien, chirurgie generale, chirurgie viscerale, chirurgien visceral",
    Specialty.ANAESTHESIA: "anesthesiste, anesthesie reanimation",
    Specialty.RADIOLOGY: "radiologue, radiologie, imagerie, irm, scanner, echographie, mammographie, radio",
    Specialty.BIOLOGY: "biologie, laboratoire, analyses, prise de sang, biologiste",
    Specialty.REHABILITATION: "mpr, medecine physique, reeducation fonctionnelle",
    Specialty.PHYSIOTHERAPY: "kinesitherapeute, kine, masseur kinesitherapeute",
    Specialty.NURSING: "infirmier, infirmiere, ide, idel, soins a domicile",
    Specialty.SPEECH_THERAPY: "orthophoniste",
    Specialty.ORTHOPTICS: "orthoptiste",
    Specialty.PODIATRY: "podologue, pedicure, podologie, pedicure podologue",
}


def _plain(text: str) -> str:
    """Lower case, no accents, one space between words."""
    bare = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z]+", bare))


def _names() -> dict[str, str]:
    names = {}
    for member in Specialty:
        others = WORDS[member].split(", ") if member in WORDS else []
        for name in (member.value.replace("_", " "), _plain(member.label), *others):
            names[name] = member.value
    return names


NAMES = _names()


def specialty(text: str) -> str:
    """The code of the catalogue; `other` when it is unknown, or when the text speaks of several."""
    plain = _plain(text)
    if plain in NAMES:
        return NAMES[plain]
    # The longest names first, and what they cover is not read again: « chirurgien dentiste » is no surgeon.
    found, rest = set(), f" {plain} "
    for name in sorted(NAMES, key=len, reverse=True):
        if f" {name} " in rest:
            found.add(NAMES[name])
            rest = rest.replace(f" {name} ", " | ")
    return found.pop() if len(found) == 1 else Specialty.OTHER.value


def specialties(cell: str) -> str:
    """A cell of free text separated by « | », matched to the catalogue, as COPY wants it."""
    return "{" + ",".join(dict.fromkeys(specialty(part) for part in cell.split("|") if part.strip())) + "}"
