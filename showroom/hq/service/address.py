"""Where the service listens."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen, and the server's certificate and key; without them plain HTTP."""

    host: str = "127.0.0.1"
    port: int = 8443
    certificate: Path | None = None
    key: Path | None = None

    @property
    def scheme(self) -> str:
        """`https`, but for tests on loopback."""
        return "https" if self.certificate else "http"
