"""Nobody has to know the word: what a contact or a referral says of a refusal of care proposes to report it.

A proposal is a question to whoever reads, and is never written by itself: the words below find too much rather than too
little.
"""

import re

from django.utils import timezone

from ..referrals.codes import ForgoneCause

_WHO = (
    r"(?:m[ée]decin|docteur|dr\b|dentiste|gyn[ée]co\w*|psychiatre|cabinet|secr[ée]tariat|pharmacien\w*|sp[ée]cialiste)"
)
_RIGHT = (
    r"(?:c2s|css\b|compl[ée]mentaire sant[ée] solidaire|cmu(?:-?c)?\b|ame\b|aide m[ée]dicale|tiers payant|carte vitale)"
)
_OBJECT = r"(?:l[ae]s?\s|l['’]\s?|me\s)?"
_NO = (
    r"(?:refus\w*|pas de nouveaux? patients?|a dit non"
    rf"|n(?:e\s|['’]\s?){_OBJECT}(?:a\s|ont\s)?(?:pas\s)?(?:veu|voul|pren|pri[st]|accept|re[çc]oi)\w*)"
)
_REFUSED = re.compile(
    rf"refus\w* (?:de soins?|de (?:me|la|le|les) (?:soigner|recevoir|prendre))"
    rf"|refus\w* (?:par|chez) (?:l[ae] |un |une |son |sa )?{_WHO}"
    rf"|{_WHO}.{{0,80}}{_NO}|{_NO}.{{0,60}}{_RIGHT}|{_RIGHT}.{{0,60}}{_NO}|pas de nouveaux? patients?",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 4000


def looks_like_refusal(text: str) -> bool:
    """Whether a text may tell of a professional who did not take somebody."""
    return bool(_REFUSED.search(text[:_LONGEST]))


def told_in(file) -> str:
    """Why a refusal may be reported from an accompaniment, as its referral or its contacts say; empty where they say
    nothing of it. Asks the database for nothing that the file has not loaded."""
    referral = file.referral
    if ForgoneCause.REFUSAL_BY_PROFESSIONAL in referral.forgone_causes:
        return "La saisine dit qu’un professionnel de santé a refusé de soigner."
    for contact in referral.contacts.all():
        if looks_like_refusal(contact.note):
            return f"Le contact du {timezone.localdate(contact.at):%d/%m/%Y} semble dire qu’un soin a été refusé."
    return "La saisine semble dire qu’un soin a été refusé." if looks_like_refusal(referral.note) else ""
