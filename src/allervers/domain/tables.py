"""Many tables in one operation of a migration.

Django keeps a picture of the models beside the database, and at each operation draws anew all that are tied to what
changed: here, nearly all. Table after table, a new database took a minute of drawing for three seconds of PostgreSQL.
"""

from collections.abc import Sequence

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """What `operations` make (`CreateModel`, and `AddTrigger` of these models), each drawn once, when all are known.

    They may name each other in any order: keys between tables are laid when the migration ends. For new tables only: no
    model of before names them, so none has to be drawn again. What `makemigrations` writes need not be put into one of
    these; it is worth it for dozens of tables.
    """

    reversible = False
    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]):
        self.operations = operations

    def deconstruct(self):
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        picture = state.__dict__.pop("apps", None)  # what is not drawn is not drawn again
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if picture:
            state.apps = picture
            made = [operation for operation in self.operations if isinstance(operation, CreateModel)]
            picture.render_multiple([state.models[app_label, model.name_lower] for model in made])

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.operations)} tables and triggers"
