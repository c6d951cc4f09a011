"""Sessions, as Django asks for them (`SESSION_ENGINE`), kept where the application cannot list them.

The database holds the hash of a session's key: neither a fault of ours nor a copy of the database lets anybody go on in
somebody's place. A session ends after a time without a page (`SESSION_COOKIE_AGE`) and at the latest after
`SESSION_LONGEST`, which the database sees to.
"""

import datetime
import hashlib

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection
from django.utils import timezone

# A page a second must not write a row a second.
WRITTEN_EVERY = datetime.timedelta(minutes=1)


class SessionStore(SessionBase):
    """`ends_at` and `started_at` are known once the session was read."""

    started_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None

    def load(self) -> dict:
        data, self.started_at, self.ends_at = _ask("select * from session_read(%s)", digest(self.session_key))
        if data is None:
            self._session_key = None
            return {}
        return self.decode(data)

    def exists(self, session_key: str) -> bool:
        return _ask("select session_exists(%s)", digest(session_key))[0]

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        written = _ask(
            "select session_write(%s, %s, %s, %s, %s, %s)",
            *(digest(self.session_key), self.encode(data), data.get("_auth_user_id"), self.get_expiry_date()),
            *(settings.SESSION_LONGEST, must_create),
        )
        if not written[0]:
            raise CreateError if must_create else UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            _ask("select session_end(%s)", digest(key))

    @classmethod
    def clear_expired(cls) -> None:
        _ask("select sessions_forget()")

    def stay(self) -> datetime.timedelta:
        """A page was asked for: the session goes on from now. Gives how long it lasts if no other is."""
        now = timezone.now()
        end = now + datetime.timedelta(seconds=self.get_expiry_age())
        if self.started_at:
            end = min(end, self.started_at + settings.SESSION_LONGEST)
        if self.ends_at is None or end - self.ends_at > WRITTEN_EVERY:
            self.modified, self.ends_at = True, end
        return self.ends_at - now


def open_sessions(account) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """Since when and until when each is open; only for its owner and for an administrator of the account."""
    with connection.cursor() as cursor:
        cursor.execute("select started_at, expires_at from sessions_of(%s)", [account.pk])
        return cursor.fetchall()


def end_sessions(account, *, but: SessionStore | None = None) -> int:
    """Every session of the account ends at once, except one; gives how many ended."""
    return _ask("select sessions_end(%s, %s)", account.pk, digest(but.session_key) if but else "")[0]


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _ask(statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()
