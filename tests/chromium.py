"""The system's Chromium for tests and pictures; Playwright's own would be a download. Its shell without windows opens
a page in a third of the time."""

import shutil

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def program() -> str:
    """The path of the first one that is installed. Raises `AssertionError` where none is."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert found, "Chromium is missing: `make test` installs it as root, else install it with the system's tools"
    return found
