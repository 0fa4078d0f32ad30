"""HQ's own authority and the certificate of its service: X.509 on the curve P-256.

Desks pin two authorities: the one that signs, and a reserve whose key lies only in the escrow, for
the day the first one's key is lost.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from db.errors import KeyMissing
from showroom.hq.store import write_private

AUTHORITY = "authority"
RESERVE = "reserve"
SERVER = "server"
_AUTHORITY_DAYS = 20 * 365
_SERVER_DAYS = 397
_EARLY = timedelta(days=1)  # desks' clocks may be behind

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate that signs, and its key."""

    certificate: x509.Certificate
    key: Key


def new_authority(name: str, now: datetime) -> Authority:
    """An authority of its own, good for twenty years."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        _builder(called, key, now, _AUTHORITY_DAYS)
        .issuer_name(called)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
    )
    return Authority(builder.sign(key, hashes.SHA256()), key)


def issue(authority: Authority, names: list[str], now: datetime) -> Authority:
    """A server certificate for host names and addresses, good for 397 days."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    signer = authority.certificate.public_key()
    builder = (
        _builder(called, key, now, _SERVER_DAYS)
        .issuer_name(authority.certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(list(map(_name, names))), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer),  # type: ignore[arg-type]
            critical=False,
        )
    )
    return Authority(builder.sign(authority.key, hashes.SHA256()), key)


def save(folder: Path, name: str, made: Authority, *, with_key: bool = True) -> None:
    """Write `name.pem` and its key, which only the owner reads."""
    write_private(folder / f"{name}.pem", pem(made.certificate))
    if with_key:
        write_private(folder / f"{name}.key", key_pem(made.key))


def load(folder: Path, name: str) -> Authority:
    """What was saved under the name; raises KeyMissing."""
    try:
        certificate = x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
        key = key_of((folder / f"{name}.key").read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise KeyMissing(str(folder / f"{name}.key")) from error
    return Authority(certificate, key)


def authorities(folder: Path) -> tuple[bytes, ...]:
    """The DER certificates desks are to pin: the one in use, then the reserve."""
    found = [folder / f"{name}.pem" for name in (AUTHORITY, RESERVE)]
    return tuple(
        x509.load_pem_x509_certificate(file.read_bytes()).public_bytes(serialization.Encoding.DER)
        for file in found
        if file.exists()
    )


def expires_at(folder: Path) -> datetime:
    """Until when the service's certificate is good, UTC."""
    return load(folder, SERVER).certificate.not_valid_after_utc


def pem(certificate: x509.Certificate) -> bytes:
    """A certificate as text."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def key_pem(key: Key) -> bytes:
    """A key as text, not wrapped: for a file of the owner's alone, and for escrow."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def key_of(text: bytes) -> Key:
    """The key in its text; raises ValueError, TypeError."""
    key = serialization.load_pem_private_key(text, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("not a key of ours")
    return key


def _builder(called: x509.Name, key: Key, now: datetime, days: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLY)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(told: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(told))
    except ValueError:
        return x509.DNSName(told)
