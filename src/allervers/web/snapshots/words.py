"""What happened to facts, in sentences."""

from allervers.domain.figures.facts import Fact
from allervers.domain.snapshots.queries import FactChanges
from allervers.publishing.secrecy import Mask, is_small

_DONE = {
    "added": ("a été ajouté{e} à cette période", "ont été ajouté{e}s à cette période"),
    "entered": ("est entré{e} dans cette période", "sont entré{e}s dans cette période"),
    "reopened": ("a été rouvert{e}", "ont été rouvert{e}s"),
    "left": ("est sorti{e} de cette période", "sont sorti{e}s de cette période"),
    "removed": ("a été retiré{e}", "ont été retiré{e}s"),
    "corrected": ("a été corrigé{e}", "ont été corrigé{e}s"),
}


def described(changes: FactChanges, *, published: bool) -> list[str]:
    """« 3 dossiers clos ont été corrigés (gains : 1). » What is `published` tells no small number."""
    sentences, said = [], changes.facts.declaration
    for what, words in _DONE.items():
        number = changes.how_many.get(what, 0)
        if not number:
            continue
        several = number > 1 or published
        done = words[several].format(e="e" if said.feminine else "")
        fields = changes.fields.items() if what == "corrected" else ()
        details = ", ".join(f"{_name(changes.facts, column)} : {_told(count, published)}" for column, count in fields)
        which = f" ({details})" if details else ""
        sentences.append(f"{_how_many(number, published)} {said.words[several]} {done}{which}.")
    return sentences


def _name(facts: type[Fact], column: str) -> str:
    names = {field.column: field.verbose_name for field in facts._meta.concrete_fields}
    return names.get(column, column)  # a snapshot may be older than a column that is gone


def _how_many(number: int, published: bool) -> str:
    return f"Un nombre {Mask.HIDDEN.value} de" if published and is_small(number) else str(number)


def _told(number: int, published: bool) -> str:
    return Mask.HIDDEN.value if published and is_small(number) else str(number)
