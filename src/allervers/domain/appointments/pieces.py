"""What appointments bring to the page of a person: each one, with what became of it."""

from collections.abc import Iterable, Iterator

from django.db.models import TextChoices

from ..people.models import Person
from ..pieces import Entry, Names, Pieces, register
from ..pieces.refusals import refuses
from .codes import Kind as About
from .codes import State, Way
from .models import Appointment
from .words import when

refuses(
    {
        "agent_receives_one_slot_at_a_time": "L’agent reçoit déjà quelqu’un à cette heure.",
        "room_holds_one_slot_at_a_time": "Ce guichet est déjà pris à cette heure.",
        "person_is_at_one_place_at_a_time": "La personne a déjà un rendez-vous à cette heure.",
        "partner_books_what_is_open": "Ces créneaux ne sont pas ouverts aux partenaires. Choisissez-en un autre.",
        "partner_books_for_whom_they_reported": "La personne n’est plus accompagnée : appelez la caisse.",
        "appointment_seat_once": "Cette place vient d’être prise.",
        "appointment_is_to_come": "Un rendez-vous se donne pour plus tard : ce créneau est passé.",
        "place_named_once": "Votre caisse a déjà un lieu de ce nom.",
        "room_named_once": "Ce lieu a déjà un guichet de ce nom.",
    }
)


class Kind(TextChoices):
    APPOINTMENT = "appointment", "Rendez-vous"


_TAGS = {State.BOOKED: "info", State.HONOURED: "success", State.NO_SHOW: "warning"}


@register
class Appointments(Pieces):
    """The appointments of a person, the soonest first."""

    kinds = Kind

    def __init__(self, person: Person):
        super().__init__(person)
        found = Appointment.objects.filter(person=person).select_related("opening__place", "room")
        self.appointments = list(found.prefetch_related("events"))

    def users(self) -> set[int | None]:
        return {user for row in self.appointments for user in (row.agent_id, row.author_id)}

    def entries(self, names: Names) -> Iterator[Entry]:
        for row in self.appointments:
            state = State(row.state)
            place = row.opening.place
            yield Entry(
                kind=Kind.APPOINTMENT,
                date=row.starts_at,
                title=f"Rendez-vous : {state.label.lower()}",
                body="\n".join(
                    filter(
                        None,
                        [
                            f"{About(row.opening.kind).label}, {Way(row.opening.way).label.lower()}, {place}",
                            f"{when(row.local_start)}, heure de {place}, avec {names.user(row.agent_id)}",
                            row.why,
                        ],
                    )
                ),
                author=names.user(row.author_id),
                tag=_TAGS.get(state, "neutral"),
                about=row.pk,
            )

    def trails(self) -> Iterable[Iterable]:
        yield [event for row in self.appointments for event in row.events.all()]
