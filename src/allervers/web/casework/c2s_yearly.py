"""Lines of the C2S check that tell a sum of a year rather than of a month: of the last tax notice (R861-8 CSS), of an
independent activity that no notice shows yet (R861-15), of what brings nothing in (R861-6).
"""

import datetime

from allervers.law.codes import TAX_NOTICE_KINDS, WORDS

# The notice of a year comes in the summer of the next.
NOTICE_FROM_MONTH = 9

NOTICE = {
    f"notice_{kind}": f"Dernier avis d'imposition, total de l'année : {WORDS[kind][0].lower()}{WORDS[kind][1:]}"
    for kind in TAX_NOTICE_KINDS
}
# Of who sells, the turnover; of who directs a company, a share of its profit or a pay.
_NEW = "Activité indépendante sans avis d'imposition encore"
BUSINESS = {
    **{
        f"business_{kind}": f"{_NEW}, chiffre d'affaires hors taxe des quatre derniers trimestres : {WORDS[kind]}"
        for kind in ("sales", "services", "professional", "farm")
    },
    "business_director_income_tax": f"{_NEW}, part du bénéfice : {WORDS['director_income_tax']}",
    "business_director_corporate_tax": f"{_NEW}, rémunération de la période : {WORDS['director_corporate_tax']}",
}
_SUM_OF = {"director_income_tax": "profit_share", "director_corporate_tax": "pay"}
IDLE = {
    "idle_buildings_rental_value": "Bâtiment qui ne rapporte rien (hors logement occupé), valeur locative de l'année",
    "idle_land_rental_value": "Terrain qui ne rapporte rien, valeur locative de l'année",
    "idle_capital": "Argent placé qui ne rapporte rien, montant",
}
YEARLY = {**NOTICE, **BUSINESS, **IDLE}


def notice_year(on: datetime.date) -> int:
    """The year that the last tax notice tells of on that day."""
    return on.year - (1 if on.month >= NOTICE_FROM_MONTH else 2)


def fields_of(lines: list[dict], on: datetime.date) -> dict:
    """What these lines (``kind``, ``amount``) say of a person of a situation."""
    said = {line["kind"]: line["amount"] for line in lines if line.get("kind") in YEARLY}
    notice = {kind.removeprefix("notice_"): amount for kind, amount in said.items() if kind in NOTICE}
    idle = {kind.removeprefix("idle_"): amount for kind, amount in said.items() if kind in IDLE}
    business = {kind.removeprefix("business_"): amount for kind, amount in said.items() if kind in BUSINESS}
    fields: dict = {}
    if notice:
        fields["last_tax_notice"] = {"year": notice_year(on), "amounts": notice}
    for kind, amount in business.items():
        fields["new_business"] = {"kind": kind, _SUM_OF.get(kind, "turnover"): amount}
    if idle:
        fields["idle_assets"] = idle
    return fields


def lines_of(person: dict, on: datetime.date) -> list[dict]:
    """What an earlier check said, back to lines; a notice that is no longer the last one is left out."""
    notice = person.get("last_tax_notice") or {}
    amounts = (notice.get("amounts") or {}) if notice.get("year") == notice_year(on) else {}
    business, idle = person.get("new_business") or {}, person.get("idle_assets") or {}
    lines = [{"kind": f"notice_{kind}", "amount": amount} for kind, amount in amounts.items()]
    if kind := business.get("kind"):
        lines.append({"kind": f"business_{kind}", "amount": business.get(_SUM_OF.get(kind, "turnover"))})
    return [*lines, *({"kind": f"idle_{name}", "amount": amount} for name, amount in idle.items())]


def said_before(kind: str, earlier: list[str]) -> bool:
    """A sum of a year is told once; there is one new activity."""
    return kind in earlier if kind not in BUSINESS else any(each in BUSINESS for each in earlier)
