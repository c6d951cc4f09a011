"""The API: what programs of the funds and of the nation read, described at /api/schema/."""
