"""An identity provider as a process of its own, over HTTP: it speaks as ProConnect does, and lies when it is told to.

`python issuer.py` prints its address. `POST /told` with a JSON object says who signs in next (`sub`, `email`, `amr`…)
and how it misbehaves (`lie`). It approves at once: `/authorize` sends back with a code. Nobody in it exists.
"""

import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "allervers-test", "a-secret-of-the-tests"
KEY = RSAKey.generate_key(2048, {"kid": "published", "use": "sig", "alg": "RS256"})
LATER_KEY = RSAKey.generate_key(2048, {"kid": "later", "use": "sig", "alg": "RS256"})
FORGER = RSAKey.generate_key(2048, {"kid": "published"})
told, codes, tokens, asked = {}, {}, {}, []


def _part(content: dict | bytes) -> str:
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def signed(claims: dict, lie: str, what: str) -> str:
    """The JWT, or what a forger would send in its place; `what` is "id" or "userinfo"."""
    if lie == f"{what}_alg_none":
        return f"{_part({'alg': 'none', 'kid': 'published'})}.{_part(claims)}."
    if lie == f"{what}_hs256":  # signed with the public key, which everybody has
        text = f"{_part({'alg': 'HS256', 'kid': 'published'})}.{_part(claims)}"
        return f"{text}.{_part(hmac.digest(KEY.as_pem(private=False), text.encode(), 'sha256'))}"
    if lie == f"{what}_hs256_client_secret":
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET * 2), algorithms=["HS256"])
    if lie == "new_key":
        return jwt.encode({"alg": "RS256", "kid": "later"}, claims, LATER_KEY)
    key = FORGER if lie == f"{what}_forged" else KEY
    kid = "unknown" if lie == f"{what}_unknown_key" else "published"
    return jwt.encode({"alg": "RS256", "kid": kid}, claims, key)


def altered(claims: dict, lie: str, what: str) -> dict:
    now = int(time.time())
    changes = {
        "wrong_nonce": {"nonce": "another"},
        "wrong_iss": {"iss": "https://elsewhere.example.org"},
        "wrong_aud": {"aud": "another-service"},
        "several_aud": {"aud": [CLIENT, "another-service"]},
        "expired": {"exp": now - 120},
        "of_the_future": {"iat": now + 3600},
        "sub_is_a_list": {"sub": ["x"]},
        "other_sub": {"sub": "somebody-else"},
        "empty_sub": {"sub": ""},
    }
    missing = {"no_nonce": "nonce", "no_exp": "exp", "no_sub": "sub", "no_iss": "iss", "no_aud": "aud"}
    lie = lie.removeprefix(f"{what}_") if lie.startswith(f"{what}_") else ""
    claims = claims | changes.get(lie, {})
    claims.pop(missing.get(lie), None)
    return claims


class Issuer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/api/v2"

    def answer(self, body, kind="application/json", status=200, **headers):
        body = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        address = urlsplit(self.path)
        given = dict(parse_qsl(address.query))
        asked.append(address.path)
        match address.path:
            case "/api/v2/.well-known/openid-configuration":
                names = ("authorize", "token", "userinfo", "session/end")
                keys = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "end_session_endpoint")
                found = {key: f"{self.issuer}/{name}" for key, name in zip(keys, names, strict=True)}
                issuer = "https://elsewhere.example.org" if told.get("lie") == "other_description" else self.issuer
                self.answer(found | {"issuer": issuer, "jwks_uri": f"{self.issuer}/jwks"})
            case "/api/v2/jwks":
                keys = [KEY, LATER_KEY] if told.get("lie") == "new_key" else [KEY]
                self.answer({"keys": [key.as_dict(private=False) for key in keys]})
            case "/api/v2/authorize":
                self.authorize(given)
            case "/api/v2/userinfo":
                self.userinfo()
            case "/api/v2/session/end":
                hint = jwt.decode(given["id_token_hint"], KEY, algorithms=["RS256"]).claims
                assert hint["aud"] == CLIENT
                back = f"{given['post_logout_redirect_uri']}?{urlencode({'state': given['state']})}"
                self.answer("", status=302, Location=back)
            case "/asked":
                self.answer(asked)
            case _:
                self.answer({}, status=404)

    def authorize(self, given: dict):
        wanted = {"response_type": "code", "client_id": CLIENT, "code_challenge_method": "S256"}
        claims = json.loads(given["claims"])["id_token"]["amr"]["essential"]
        scopes = given["scope"] == "openid given_name usual_name email uid siret idp_id"
        if any(given.get(name) != value for name, value in wanted.items()) or not claims or not scopes:
            self.answer({"error": "invalid_request"}, status=400)
            return
        code = secrets.token_urlsafe(16)
        codes[code] = given
        answer = {"code": code, "state": given["state"], "iss": self.issuer}
        if told.get("lie") == "denied":
            answer = {"error": "access_denied", "state": given["state"]}
        self.answer("", status=302, Location=f"{given['redirect_uri']}?{urlencode(answer)}")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/told":
            told.clear()
            told.update(json.loads(body))
            self.answer({})
        elif self.path == "/api/v2/token":
            self.token({name: values[0] for name, values in parse_qs(body).items()})
        else:
            self.answer({}, status=404)

    def token(self, given: dict):
        known = codes.pop(given.get("code"), None)  # a code serves once
        verifier = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = _part(verifier)
        right = known and (
            known["redirect_uri"] == given.get("redirect_uri")
            and known["code_challenge"] == challenge
            and (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)
        )
        lie = told.get("lie", "")
        if not right:
            self.answer({"error": "invalid_grant"}, status=400)
        elif lie == "token_is_html":
            self.answer("<html>panne</html>", "text/html")
        elif lie == "token_500":
            self.answer("panne", "text/plain", status=500)
        else:
            now = int(time.time())
            claims = {"iss": self.issuer, "aud": CLIENT, "sub": told["sub"], "iat": now, "exp": now + 60}
            claims |= {"nonce": known["nonce"], "amr": told.get("amr", ["pwd"])}
            access = secrets.token_urlsafe(16)
            tokens[access] = dict(told)
            id_token = signed(altered(claims, lie, "id"), lie, "id")
            answer = {"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": id_token}
            if lie == "no_id_token":
                del answer["id_token"]
            self.answer(answer)

    def userinfo(self):
        person = tokens.pop(self.headers["Authorization"].removeprefix("Bearer "), None)
        if not person:
            self.answer({}, status=401)
            return
        lie = told.get("lie", "")
        about = {"iss": self.issuer, "aud": CLIENT, "sub": person["sub"], "email": person.get("email", "")}
        about |= {"given_name": "Zoé", "usual_name": "Fictive", "siret": "00000000000000", "idp_id": "fictif"}
        if lie == "userinfo_plain":
            self.answer(about)
        else:
            self.answer(signed(altered(about, lie, "userinfo"), lie, "userinfo"), "application/jwt")


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.close()
    server.serve_forever()
