"""Giving a message to who carries it: a mail server, an SMS gateway. One call, one answer, nothing remembered.

The answer says which of four things happened, because what may be done next depends on it: a message that was not taken
may leave later; one of which nobody knows may not leave again before somebody or the gateway has said.
"""

import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from enum import Enum
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

SECONDS = 20  # that a carrier may take to answer each step
HEADER = "X-Allervers-Message"


class Answer(Enum):
    """What became of a message that was handed over."""

    TAKEN = "taken"  # the carrier answers for it from now on
    REFUSED = "refused"  # it will never be taken
    NOT_NOW = "not_now"  # certainly not taken; later perhaps
    UNKNOWN = "unknown"  # the answer was lost: taken or not


@dataclass(frozen=True)
class Told:
    """An answer and what a person reads of it, without the address or the text."""

    answer: Answer
    why: str = ""


_CUT_BEFORE = Told(Answer.NOT_NOW, "le serveur de courriel a coupé avant le message")


def send_mail(url: str, *, message: UUID, sender: str, to: str, subject: str, text: str) -> Told:
    """Hand a plain-text message over by SMTP. It carries our identifier, which never changes."""
    with closing(MailServer(url)) as server:
        return server.send(message=message, sender=sender, to=to, subject=subject, text=text)


class MailServer:
    """A connection kept for many messages, one after the other. Lost between two of them, it is opened again."""

    def __init__(self, url: str):
        self._url, self._server = url, None

    def send(self, *, message: UUID, sender: str, to: str, subject: str, text: str) -> Told:
        """As `send_mail` does."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail[HEADER] = str(message)
        mail["Message-ID"] = f"<{message}@{sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text, cte="quoted-printable")
        was_open, content = self._server is not None, mail.as_bytes()
        told = self._send(sender, to, content)
        return self._send(sender, to, content) if was_open and told == _CUT_BEFORE else told

    def _send(self, sender: str, to: str, content: bytes) -> Told:
        if self._server is None:
            try:
                self._server = _connected(self._url)
            except (OSError, smtplib.SMTPException):
                return Told(Answer.NOT_NOW, "le serveur de courriel ne répond pas")
        told = _handed_over(self._server, sender, to, content)
        if told.answer != Answer.TAKEN:
            self.close()
        return told

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()


def _connected(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(
            parts.hostname, parts.port or 465, timeout=SECONDS, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or 25, timeout=SECONDS)
    try:
        if parse_qs(parts.query).get("tls") == ["1"]:
            server.starttls(context=ssl.create_default_context())
        server.ehlo_or_helo_if_needed()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _handed_over(server: smtplib.SMTP, sender: str, to: str, content: bytes) -> Told:
    """Step by step, since what a lost connection means depends on the step."""
    try:
        for code, _ in (server.mail(sender), server.rcpt(to)):
            if code >= 400:
                return _refused_or_later(code)
    except (OSError, smtplib.SMTPException):
        return _CUT_BEFORE
    try:
        code, _ = server.data(content)
    except smtplib.SMTPDataError as error:
        return _refused_or_later(error.smtp_code)
    except (OSError, smtplib.SMTPException):
        return Told(Answer.UNKNOWN, "le serveur de courriel a coupé sans dire s’il avait pris le message")
    return Told(Answer.TAKEN) if code < 400 else _refused_or_later(code)


def _refused_or_later(code: int) -> Told:
    if code >= 500:
        return Told(Answer.REFUSED, f"le serveur de courriel refuse cette adresse ou ce message ({code})")
    return Told(Answer.NOT_NOW, f"le serveur de courriel demande d’attendre ({code})")


def send_sms(url: str, *, message: UUID, to: str, text: str) -> Told:
    """Hand a text over to the gateway by our identifier: asked again with it, it sends nothing twice (409)."""
    body = {"id": str(message), "to": to, "text": text}
    try:
        answer = requests.post(url, json=body, timeout=SECONDS, allow_redirects=False)
    except requests.ConnectionError as error:
        if _never_reached(error):
            return Told(Answer.NOT_NOW, "la passerelle de SMS ne répond pas")
        return Told(Answer.UNKNOWN, "la passerelle de SMS a coupé sans répondre")
    except requests.RequestException:
        return Told(Answer.UNKNOWN, "la passerelle de SMS n’a pas répondu à temps")
    return _of_gateway(answer.status_code)


def _never_reached(error: requests.ConnectionError) -> bool:
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _of_gateway(status: int) -> Told:
    if 200 <= status < 300 or status == 409:
        return Told(Answer.TAKEN)
    if status in (429, 503):
        return Told(Answer.NOT_NOW, f"la passerelle de SMS demande d’attendre ({status})")
    if 400 <= status < 500 and status != 408:
        return Told(Answer.REFUSED, f"la passerelle de SMS refuse ce numéro ou ce message ({status})")
    return Told(Answer.UNKNOWN, f"la passerelle de SMS a répondu {status} sans dire si elle avait pris le message")
