"""The diagnosis as sections: what is said follows the numbers, and what may not be shown is not said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allervers.population.diagnosis import annexes, charts, ended, losses, places
from allervers.population.diagnosis.dimensions import (
    ACTIVITY,
    AGE,
    COMMUNE,
    CONTACT,
    COVER,
    DEPARTMENT,
    HOUSEHOLD,
    PUBLICS,
    SEX,
    UNKNOWN,
    Dimension,
)
from allervers.population.diagnosis.document import (
    Block,
    Cards,
    Diagnosis,
    Map,
    Paragraph,
    Plan,
    Section,
)
from allervers.population.diagnosis.document import Sentences as Listed
from allervers.population.diagnosis.places import Fund
from allervers.population.diagnosis.plan import Step
from allervers.population.diagnosis.publication import COUNTRY, OTHERS, Publication, TakeUp
from allervers.population.targets import known as targets
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Card, Chart, Series, Table
from allervers.publishing.ended import EndedRights

ALL_FUNDS = "Ensemble des caisses"
FEWEST_DEPARTMENTS = 2
EXTREMES = 8


class Content:
    """Makes the sections of one publication."""

    def __init__(self, publication: Publication, funds: Mapping[str, Fund]):
        self.of, self.funds = publication, funds
        self.fund = publication.tally.fund
        self.total = publication.take_up()

    def diagnosis(
        self, steps: Sequence[Step], warning: str, law_version: str, rights_ended: EndedRights | None = None
    ) -> Diagnosis:
        sections = [
            self._essentials(),
            self._by_right(),
            self._by_age(),
            self._by_situation(),
            self._where(),
            self._reach(),
            losses.section(self.of, self.funds),
            ended.section(rights_ended),
            self._to_find(),
            Section("plan", "Plan d'action local (PLANIR)", self._plan(steps)),
            *annexes.sections(self.of, self.funds, law_version),
        ]
        found = [section for section in sections if section.blocks]
        return Diagnosis("Diagnostic territorial du non-recours", self.place, self.of.tally.day, warning, found)

    @property
    def place(self) -> str:
        if self.fund is None:
            count = len(self.of.funds)
            return f"{ALL_FUNDS} ({count} caisse{'s' if count > 1 else ''})"
        return f"{self.funds[self.fund].name} ({self.fund})" if self.fund in self.funds else f"Caisse {self.fund}"

    # Sections.

    def _essentials(self) -> Section:
        lost = self.of.lost()
        cards = [
            Card("Ont droit à la C2S", self.total.entitled, f"sur {self.of.insured()} personnes"),
            Card("Y ont droit et ne l'ont pas", self.total.without),
            Card("Part sans la C2S", self.total.rate, self._beside(self.of.take_up(scope=COUNTRY).rate)),
            Card(f"Jours de droits perdus en {losses.window(self.of)}", lost.days, f"{lost.gaps} ruptures"),
        ]
        said = [self._headline(), self._classes(), self._ages(), *self._places(), losses.headline(self.of)]
        return Section("essentiel", "L'essentiel", [Cards(cards), Listed([text for text in said if text])])

    def _by_right(self) -> Section:
        rows = [
            (label, *self._cells(self.of.take_up(of=right), self.of.take_up(of=right, scope=COUNTRY)))
            for right, label in (
                ("free", "C2S gratuite"),
                ("contribution", "C2S avec participation"),
                ("all", "**Ensemble**"),
            )
        ]
        headings = ["Droit", "Ont droit", "Sans la C2S", "Part sans la C2S", *self._beside_heading()]
        bars = [(label.strip("*"), cells[2]) for label, *cells in rows]
        title = "Non-recours par droit"
        drawn = [self._bars(title, bars)] if self.total.rate.number is not None else []
        return Section("droits", title, [*drawn, Table(title, headings, rows)])

    def _by_age(self) -> Section:
        return Section("age", "Selon l'âge et le sexe", [*self._cut(AGE), *self._cut(SEX, chart=False)])

    def _by_situation(self) -> Section:
        blocks = [*self._cut(HOUSEHOLD), *self._cut(ACTIVITY)]
        rows = [
            (
                each.title,
                *self._cells(self.of.take_up(each.name, "yes"), self.of.take_up(each.name, "yes", scope=COUNTRY)),
            )
            for each in PUBLICS
            if each in self.of.dimensions
        ]
        few = [each.title for each in PUBLICS if each not in self.of.dimensions]
        note = "Une personne peut être dans plusieurs lignes."
        if few:
            note += f" Non communiqués : {', '.join(few)}."
        if rows:
            headings = ["Public", "Ont droit", "Sans la C2S", "Part sans la C2S", *self._beside_heading()]
            blocks.append(Table("Publics à approcher", headings, rows, note))
        return Section("situation", "Selon la situation", blocks)

    def _where(self) -> Section:
        groups = [group for group in self.of.groups(DEPARTMENT) if group != UNKNOWN]
        rates = {group: self.of.take_up(DEPARTMENT, group, scope=COUNTRY).rate for group in groups}
        blocks: list[Block] = []
        if len(groups) >= FEWEST_DEPARTMENTS:
            mine = self.funds[self.fund].department if self.fund in self.funds else None
            said = charts.map_description(rates)
            if mine in rates:
                said += f" Entouré : {places.NAMES[mine]}, {rates[mine]}."
            title = "Part sans la C2S parmi ceux qui y ont droit, par département"
            blocks.append(Map(title, rates, mine, said))
            blocks.append(self._extremes(rates))
        if self.of.communes:
            blocks.append(self._commune_table())
        return Section("territoire", "Selon le territoire", blocks)

    def _reach(self) -> Section:
        blocks: list[Block] = []
        if "other_cover" not in self.of.tally.absent:
            blocks += self._counts(COVER, "Les personnes sans la C2S ont-elles une autre complémentaire ?")
        blocks += self._counts(CONTACT, "Comment joindre les personnes sans la C2S")
        return Section("joindre", "Couverture et moyens de contact", blocks)

    def _to_find(self) -> Section:
        rows = [
            (target.label, self.of.target(name))
            for name, target in targets().items()
            if name not in self.of.tally.unanswered
        ]
        rows.sort(key=lambda row: (row[1].number is None, -(row[1].number or 0)))
        lacking = [
            f"{targets()[name].label} : colonne absente {', '.join(columns)}."
            for name, columns in self.of.tally.unanswered.items()
        ]
        note = " ".join(["Un foyer compte pour une ligne quand le droit est celui du foyer.", *lacking])
        intro = Paragraph(
            "Chaque liste se tire avec « allervers population detect » : qui contacter, et la phrase qui dit pourquoi."
        )
        table = Table("Personnes à trouver, par cible", ["Cible", "Personnes à contacter"], rows, note)
        return Section("cibles", "Personnes à trouver", [intro, table])

    def _plan(self, steps: Sequence[Step]) -> list[Block]:
        text = "Objectifs, pilotes et échéances décidés avec les partenaires."
        return [Paragraph(text if steps else f"{text} À remplir en réunion."), Plan(steps)]

    # Pieces.

    def _beside_heading(self) -> list[str]:
        return ["Part, toutes caisses"] if self.of.compares else []

    def _beside(self, rate: Amount) -> str:
        return f"{ALL_FUNDS} : {rate}" if self.of.compares else ""

    def _cells(self, here: TakeUp, country: TakeUp) -> list[Amount]:
        return [here.entitled, here.without, here.rate, *([country.rate] if self.of.compares else [])]

    def _bars(self, title: str, rows: Sequence[tuple[str, Amount]]) -> Chart:
        labels, rates = zip(*rows, strict=True)
        return Chart(
            f"{title} : part sans la C2S",
            labels,
            (Series("", rates),),
            reference=self.total.rate,
            reference_of="l'ensemble",
        )

    def _cut(self, dimension: Dimension, chart: bool = True) -> list[Block]:
        """A chart of the rates by group, and their table with both classes."""
        groups = self.of.groups(dimension.name)
        if dimension not in self.of.dimensions or not groups:
            return []
        headings = [dimension.title, "Ont droit", "Sans la C2S", "Part sans la C2S", *self._beside_heading()]
        rows = []
        for group in groups:
            here, country = (self.of.take_up(dimension.name, group, scope=scope) for scope in ("here", COUNTRY))
            classes = [self.of.take_up(dimension.name, group, of).rate for of in ("free", "contribution")]
            rows.append((dimension.label(group), *self._cells(here, country), *classes))
        headings += ["Part, gratuite", "Part, participation"]
        bars = [(str(row[0]), row[3]) for row in rows]
        title = f"Non-recours selon {dimension.article}"
        drawn = [self._bars(title, bars)] if chart and any(rate.number is not None for _, rate in bars) else []
        return [*drawn, Table(title, headings, rows)]

    def _counts(self, dimension: Dimension, title: str) -> list[Block]:
        if dimension not in self.of.dimensions:
            return []
        rows = [
            (dimension.label(group), self.of.take_up(dimension.name, group).without)
            for group in self.of.groups(dimension.name)
        ]
        return [Table(title, [dimension.title, "Personnes sans la C2S"], rows)]

    def _extremes(self, rates: Mapping[str, Amount]) -> Table:
        known = sorted((code for code in rates if rates[code].number is not None), key=lambda code: -rates[code].number)
        few = len(known) <= 2 * EXTREMES
        chosen = known if few else [*known[:EXTREMES], *known[-EXTREMES:]]
        title = "Les départements" if few else f"Les {EXTREMES} taux les plus hauts et les {EXTREMES} plus bas"
        rows = [(places.named(code), *self.of.take_up(DEPARTMENT, code, scope=COUNTRY), rates[code]) for code in chosen]
        return Table(
            title,
            ["Département", "Ont droit", "Sans la C2S", "Part sans la C2S"],
            rows,
            "" if few or self.fund else "Tous les départements sont en annexe.",
        )

    def _commune_table(self) -> Table:
        shown = [(f"Commune {code} (code Insee)", self.of.take_up(COMMUNE, code)) for code in self.of.communes]
        others = self.of.take_up(COMMUNE, OTHERS)
        shown.sort(key=lambda row: (row[1].without.number is None, -(row[1].without.number or 0)))
        shown += [("Autres communes", others)] if others.entitled.number != 0 else []
        rows = [(label, *each, each.rate) for label, each in shown]
        return Table(
            f"Les {len(self.of.communes)} communes où vivent le plus d'assurés de la caisse",
            ["Commune", "Ont droit", "Sans la C2S", "Part sans la C2S"],
            rows,
        )

    # Sentences. Each gives "" when one of its numbers may not be shown.

    def _headline(self) -> str:
        if self.total.rate.number is None:
            return ""
        beside = self.of.take_up(scope=COUNTRY).rate
        more = f" ({beside} dans l'ensemble des caisses)" if self.of.compares and beside.number is not None else ""
        return (
            f"**{self.total.entitled}** personnes ont droit à la C2S d'après leurs ressources connues ;"
            f" **{self.total.without}** ne l'ont pas, soit **{self.total.rate}**{more}."
        )

    def _classes(self) -> str:
        free, paid = (self.of.take_up(of=right).rate for right in ("free", "contribution"))
        if free.number is None or paid.number is None:
            return ""
        if str(free) == str(paid):
            return f"Le non-recours est le même pour la C2S gratuite et avec participation : **{free}**."
        compared = "plus fréquent" if paid.number > free.number else "moins fréquent"
        return (
            f"Le non-recours est {compared} pour la C2S avec participation (**{paid}**)"
            f" que pour la C2S gratuite (**{free}**)."
        )

    def _ages(self) -> str:
        if AGE not in self.of.dimensions:
            return ""
        groups = [group for group in self.of.groups(AGE.name) if group != UNKNOWN]
        rates = {group: self.of.take_up(AGE.name, group).rate for group in groups}
        known = [group for group in groups if rates[group].number is not None]
        if len(known) < 2:
            return ""
        high, low = max(known, key=lambda group: rates[group].number), min(known, key=lambda group: rates[group].number)
        if str(rates[high]) == str(rates[low]):
            return ""
        among = "" if len(known) == len(groups) else " (parmi les âges que l'on peut montrer)"
        return (
            f"Il est le plus fréquent chez les {AGE.label(high).lower()} (**{rates[high]}**) et le plus rare chez les"
            f" {AGE.label(low).lower()} (**{rates[low]}**){among}."
        )

    def _places(self) -> list[str]:
        if self.of.communes:
            without = {code: self.of.take_up(COMMUNE, code).without for code in self.of.communes}
            shown = [code for code in without if without[code].number is not None]
            first = max(shown, key=lambda code: without[code].number, default=None)
            if first is None or not without[first].number:
                return []
            among = "celles qui ont le plus d'assurés"
            among += "" if len(shown) == len(without) else " et que l'on peut montrer"
            said = f"Parmi {among}, la commune où le plus de personnes ne l'ont pas est {first} (code Insee)"
            return [f"{said} : **{without[first]}**."]
        if self.fund is not None:
            return []
        codes = [code for code in self.of.groups(DEPARTMENT) if code != UNKNOWN]
        rates = {code: self.of.take_up(DEPARTMENT, code).rate for code in codes}
        known = [code for code in codes if rates[code].number is not None]
        if len(known) < FEWEST_DEPARTMENTS:
            return []
        high, low = max(known, key=lambda code: rates[code].number), min(known, key=lambda code: rates[code].number)
        return [
            f"Par département, la part va de **{rates[low]}** ({places.NAMES[low]}) à **{rates[high]}**"
            f" ({places.NAMES[high]})."
        ]
