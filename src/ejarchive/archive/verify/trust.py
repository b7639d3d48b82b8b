"""Whom a signature is believed: the certificates given as roots, and the chain from a signer to one of them.

No list of revoked certificates is asked for: an archive is checked without a network, and decades later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ejarchive.causes import cause_of
from ejarchive.errors import InstallationError, UnreadableError

try:  # an extra of the installation: `signatures`
    import asn1crypto
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import verification
except ImportError:
    asn1crypto = None


@dataclass(frozen=True, slots=True)
class Roots:
    """The certificates a person trusts, whatever they are: roots or a signer's own."""

    certificates: tuple[x509.Certificate, ...]


def read_roots(path: Path) -> Roots:
    """Read certificates from a PEM file (or one in DER); `InstallationError` without the extra."""
    require_installed()
    try:
        data = path.read_bytes()
        pem = b"-----BEGIN" in data
        found = x509.load_pem_x509_certificates(data) if pem else [x509.load_der_x509_certificate(data)]
    except (OSError, ValueError) as error:
        cause = cause_of(error) if isinstance(error, OSError) else "в нём нет сертификатов"
        raise UnreadableError(
            f"Не удалось прочитать корневые сертификаты {path}: {cause}.", "Нужен файл PEM: --roots корневые.pem"
        ) from error
    return Roots(tuple(found))


def require_installed() -> None:
    """Raise `InstallationError` where signatures cannot be checked."""
    if asn1crypto is None:
        raise InstallationError(
            "Для проверки подписей не хватает пакетов cryptography и asn1crypto.",
            "Установите их: pip install ejarchive[signatures]",
        )


def leads_to_root(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], roots: Roots, moment: dt.datetime
) -> bool:
    """Tell whether the certificate and every one above it were good at that moment, up to a trusted one."""
    trusted = [one for one in roots.certificates if _has_known_key(one)]
    if not trusted:
        return False
    builder = verification.PolicyBuilder().store(verification.Store(trusted)).time(moment)
    builder = builder.extension_policies(ca_policy=_issuers(), ee_policy=verification.ExtensionPolicy.permit_all())
    try:
        builder.build_client_verifier().verify(certificate, list(others))
    except (verification.VerificationError, ValueError, UnsupportedAlgorithm):
        return False
    return True


def may_sign(certificate: x509.Certificate) -> bool:
    """Tell whether the key may sign documents: a certificate that limits its use must name that use."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    return usage.digital_signature or usage.content_commitment


def _issuers() -> verification.ExtensionPolicy:
    """Ask of an issuer what RFC 5280 does; not what browsers ask of those who vouch for web sites."""
    anyhow = verification.Criticality.AGNOSTIC
    policy = verification.ExtensionPolicy.permit_all()
    policy = policy.require_present(x509.BasicConstraints, anyhow, _is_issuer)
    return policy.may_be_present(x509.KeyUsage, anyhow, _signs_certificates)


def _is_issuer(_policy: object, _certificate: object, constraints: x509.BasicConstraints) -> None:
    if not constraints.ca:
        raise ValueError("no issuer of certificates")


def _signs_certificates(_policy: object, _certificate: object, usage: x509.KeyUsage | None) -> None:
    if usage is not None and not usage.key_cert_sign:
        raise ValueError("its key may not sign certificates")


def _has_known_key(certificate: x509.Certificate) -> bool:
    try:
        certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):  # ГОСТ among them
        return False
    return True
