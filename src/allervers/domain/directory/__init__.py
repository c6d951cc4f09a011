"""The directory of structures that help people: who they are, where, when they are open, and who knows them here."""
