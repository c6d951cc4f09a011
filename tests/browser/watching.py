"""What a browser sees of every page without being asked: the addresses, and the rules that a page breaks."""

import re
from urllib.parse import parse_qsl, unquote_plus, urlsplit

# Numbers, and the codes of persons' own pages, in capitals.
IDENTIFIER = re.compile(r"(?<=/)([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+|[A-Z2-9]{12})(?=/)")


def pattern(address: str) -> str:
    """The path, every identifier as « <id> », with the names of its parameters: what makes a screen that screen."""
    parts = urlsplit(address)
    names = "&".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return IDENTIFIER.sub("<id>", parts.path) + (f"?{names}" if names else "")


class Watch:
    """Listens to one session of the browser from its beginning."""

    def __init__(self, context):
        self.addresses, self.complaints = [], []
        context.on("request", lambda request: self.addresses.append(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _hear(self, message):
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def elsewhere(self, server: str) -> list[str]:
        """The addresses that are not those of our server."""
        asked = [address for address in self.addresses if address.startswith(("http", "ws"))]
        return [address for address in asked if not address.startswith(f"{server}/")]

    def telling(self, words) -> list[str]:
        """The addresses in which one of these words stands, whatever the case and the spaces."""
        plain = [_plain(word) for word in words]
        return [address for address in self.addresses if any(word in _plain(address) for word in plain)]


def _plain(text: str) -> str:
    return re.sub(r"[\s.-]", "", unquote_plus(text)).casefold()
