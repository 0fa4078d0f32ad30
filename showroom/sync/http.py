"""The way to HQ over HTTPS: its authority pinned, requests signed, answers believed if signed.

There is no setting by which another certificate, or none, would do. Heavy imports wait for the
first call, which comes in the thread that syncs.
"""

import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from nacl.signing import SigningKey

from showroom.clock import Clock
from showroom.errors import Trouble
from showroom.ids import Ids
from showroom.sync import signing
from showroom.sync.problems import Problem, failure, read_problem
from showroom.sync.signing import Call

if TYPE_CHECKING:
    import httpx2

_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 60.0
_ATTEMPTS = 3
_RETRY_SECONDS = 5.0
_FIRST_WAIT_SECONDS = 0.1
_FAILED = 400
_ITS_FAULT = 500
_TOO_LARGE = 413
_CERTIFICATE = {
    9: "sync.hq_certificate_expired",
    10: "sync.hq_certificate_expired",
    62: "sync.hq_other_name",
    64: "sync.hq_other_name",
}
"""OpenSSL's verify codes that mean something a person can mend; all others are a stranger."""


@dataclass(frozen=True, slots=True)
class Site:
    """HQ as the invitation told it: its address, the authorities as PEM, its public sign key.

    `plain_loopback` lets tests speak plain HTTP to their own machine, and to no other.
    """

    url: str
    authority_pem: str
    sign_key: bytes
    plain_loopback: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """The desk that asks: its id and its signing key."""

    device: bytes
    key: SigningKey


@dataclass(slots=True)
class HttpTransport:
    """Asks HQ and gives its answers; close it when done. `offset_ms` is HQ's clock less ours."""

    site: Site
    signer: Signer
    clock: Clock
    ids: Ids
    offset_ms: int = 0
    _client: "httpx2.Client | None" = field(default=None, init=False)

    def post(self, path: str, body: bytes) -> bytes:
        """The answer to `body`; every message may be repeated, so a lost answer does no harm.

        Raises:
            Trouble: `sync.unreachable`, `sync.untrusted_hq`, `sync.hq_certificate_expired`,
                `sync.hq_other_name`, `sync.not_encrypted`, `sync.too_large`, `sync.too_often`,
                `sync.clock`, `sync.revoked`, `sync.unknown_device`, `sync.refused`, …
            Refusal: what HQ's rules say no to.
        """
        return self._asked(Call("POST", path, body))

    def put(self, path: str, body: bytes) -> bytes:
        """As `post`, by PUT: a part of a file."""
        return self._asked(Call("PUT", path, body))

    def get(self, path: str, wait_seconds: float = 0.0) -> bytes:
        """As `post`, by GET; `wait_seconds` more where HQ answers only when there is news."""
        return self._asked(Call("GET", path, b""), wait_seconds)

    def close(self) -> None:
        """Let the connection go."""
        if self._client:
            self._client.close()
            self._client = None

    def _asked(self, call: Call, wait_seconds: float = 0.0) -> bytes:
        """The answer; where HQ says the clocks differ, asked once more by HQ's clock."""
        problem = self._once(call, wait_seconds)
        if isinstance(problem, Problem) and problem.code == "sync.clock" and problem.now:
            self.offset_ms = problem.now - self._now()
            problem = self._once(call, wait_seconds)
        if isinstance(problem, Problem):
            raise failure(problem)
        return problem

    def _once(self, call: Call, wait_seconds: float) -> bytes | Problem:
        nonce = self.ids.new().bytes
        moment = (self._now() + self.offset_ms, nonce)
        headers = signing.sign(self.signer.key, self.signer.device, call, moment)
        answer = self._sent(call, headers, wait_seconds)
        body = answer.content
        told = answer.headers.get(signing.ANSWER)
        if told is None:
            raise _unsigned(answer.status_code)
        signing.check_answer(self.site.sign_key, told, (nonce, answer.status_code, body))
        return read_problem(body) if answer.status_code >= _FAILED else body

    def _sent(self, call: Call, headers: dict[str, str], wait_seconds: float) -> "httpx2.Response":
        """The answer as it came; tried again only where nothing can have been heard."""
        import httpx2
        import stamina

        stamina.instrumentation.set_on_retry_hooks([])
        safe = (httpx2.ConnectError, httpx2.ConnectTimeout)
        again = safe if call.method != "GET" else (*safe, httpx2.ReadError)
        limit = httpx2.Timeout(_ANSWER_SECONDS + wait_seconds, connect=_CONNECT_SECONDS)
        client = self._opened()
        try:
            for attempt in stamina.retry_context(
                on=lambda error: isinstance(error, again) and not _verify_code(error),
                attempts=_ATTEMPTS,
                timeout=_RETRY_SECONDS,
                wait_initial=_FIRST_WAIT_SECONDS,
            ):
                with attempt:
                    return client.request(
                        call.method, call.path, content=call.body, headers=headers, timeout=limit
                    )
        except httpx2.TransportError as error:
            raise _told(error) from error
        raise AssertionError("a retry ends in an answer or an error")

    def _opened(self) -> "httpx2.Client":
        if self._client is None:
            self._client = _client(self.site)
        return self._client

    def _now(self) -> int:
        return int(self.clock.now().timestamp() * 1000)


def _client(site: Site) -> "httpx2.Client":
    import httpx2

    parts = urlsplit(site.url)
    plain = parts.scheme == "http" and site.plain_loopback and _is_loopback(parts.hostname or "")
    if parts.scheme != "https" and not plain:
        raise Trouble("sync.not_encrypted", url=site.url)
    return httpx2.Client(
        base_url=site.url,
        verify=False if plain else pinned(site.authority_pem),
        trust_env=False,
        follow_redirects=False,
    )


def pinned(authority_pem: str) -> ssl.SSLContext:
    """TLS 1.2 or later with those authorities and no other; raises Trouble `sync.untrusted_hq`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=authority_pem)
    except (ssl.SSLError, ValueError) as error:
        raise Trouble("sync.untrusted_hq") from error
    return context


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _told(error: Exception) -> Trouble:
    """What a failed call is called."""
    code = _verify_code(error)
    if code is not None:
        return Trouble(_CERTIFICATE.get(code, "sync.untrusted_hq"))
    return Trouble("sync.unreachable")


def _verify_code(error: BaseException | None) -> int | None:
    """Why TLS did not come about; -1 for anything but the certificate; None if it was not TLS."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_code
        if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
            return -1
        error = error.__cause__ or error.__context__
    return None


def _unsigned(status: int) -> Trouble:
    """Somebody between us and HQ answered: a proxy that found it down, or one that cut us off."""
    if status == _TOO_LARGE:
        return Trouble("sync.too_large")
    return Trouble("sync.unreachable" if status >= _ITS_FAULT else "sync.untrusted_hq")
