"""Signed messages (CMS, RFC 5652): read in any of the usual wrappings, and each signer held to the content.

asn1crypto takes the message apart, cryptography does the arithmetic; what is compared with what stands here.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ejarchive.archive.verify import trust

try:  # an extra of the installation: `signatures`
    from asn1crypto import cms, core, pem, tsp
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
except ImportError:  # trust.require_installed says so
    cms = core = pem = tsp = None

VALID, WRONG, UNTRUSTED, EXPIRED, GOST = "B402", "B403", "B404", "B405", "B406"
UNREADABLE, UNKNOWN, UNFIT, NAMELESS = "B407", "B409", "B410", "B411"
_GOST = "1.2.643."  # the arc of Russian standards
_DIGESTS = ("sha224", "sha256", "sha384", "sha512")
_RSA = {"rsassa_pkcs1v15", "rsassa_pss"}
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")


class NotSignedError(ValueError):
    """The bytes are no signed message."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of one signer: a code of the catalogue and the facts for its words."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def verdicts(data: bytes, content: bytes, roots: trust.Roots, now: dt.datetime) -> Iterator[Verdict]:
    """Yield what is found of each signer of a detached message, or of one that holds the content itself."""
    try:
        signed = _signed_data(data)
        certificates = [one.chosen for one in signed["certificates"] if one.name == "certificate"]
        signers = list(signed["signer_infos"])
        inside = signed["encap_content_info"]["content"]
        attached = None if isinstance(inside, core.Void) or inside.native is None else bytes(inside)
        kind = signed["encap_content_info"]["content_type"].dotted
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        yield Verdict(UNREADABLE)
        return
    if not signers:
        yield Verdict(UNREADABLE)
    for signer in signers:
        try:
            yield _verdict(_Signer(signer, certificates, kind), content, attached, roots, now)
        except UnsupportedAlgorithm:
            yield Verdict(UNKNOWN, {"algorithm": "неизвестный"})
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            yield Verdict(UNREADABLE)  # nothing in a message that strangers wrote may stop the check


class _Signer:
    """One signer of a message."""

    def __init__(self, info: Any, certificates: list[Any], kind: str) -> None:  # noqa: ANN401 - asn1crypto is untyped
        self.info, self.kind = info, kind
        self.others = certificates
        self.certificate = next((one for one in certificates if _is_of(one, info["sid"])), None)
        attributes = info["signed_attrs"]
        self.signs_attributes = not isinstance(attributes, core.Void) and len(attributes) > 0
        self.attributes: dict[str, list[Any]] = {}
        for one in attributes if self.signs_attributes else ():
            self.attributes.setdefault(one["type"].dotted, []).extend(one["values"])

    @property
    def algorithms(self) -> list[str]:
        """The identifiers of all algorithms that take part."""
        found = [self.info[name]["algorithm"].dotted for name in ("digest_algorithm", "signature_algorithm")]
        if self.certificate is not None:
            found.append(self.certificate.public_key["algorithm"]["algorithm"].dotted)
        return found

    def one(self, attribute: str) -> Any:  # noqa: ANN401 - asn1crypto is untyped
        """Return the only value of an attribute, by its identifier; None where it stands not once."""
        values = self.attributes.get(attribute, [])
        return values[0] if len(values) == 1 else None

    @property
    def signed_bytes(self) -> bytes:
        """The attributes as they were signed: a SET and not the field of the message (RFC 5652, 5.4)."""
        return b"\x31" + bytes(self.info["signed_attrs"].dump())[1:]


_CONTENT_TYPE, _MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
_SIGNING_TIME = "1.2.840.113549.1.9.5"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
_DATA = "1.2.840.113549.1.7.1"


def _verdict(signer: _Signer, content: bytes, attached: bytes | None, roots: trust.Roots, now: dt.datetime) -> Verdict:
    if any(one.startswith(_GOST) for one in signer.algorithms):
        return Verdict(GOST)
    digest = signer.info["digest_algorithm"]["algorithm"].native
    if digest not in _DIGESTS:
        return Verdict(UNKNOWN, {"algorithm": digest})
    if signer.certificate is None:
        return Verdict(NAMELESS)
    certificate = x509.load_der_x509_certificate(signer.certificate.dump())
    facts: dict[str, Any] = {
        "serial": f"{certificate.serial_number:X}",
        "until": certificate.not_valid_after_utc.date(),
    }
    if (attached is not None and attached != content) or not _speaks_of(signer, content, digest):
        return Verdict(WRONG, facts)
    covered = signer.signed_bytes if signer.signs_attributes else content
    if not _is_signed_by(certificate, signer, covered, digest):
        return Verdict(WRONG, facts)
    signed_at = _signing_time(signer)
    moment = signed_at if signed_at is not None and signed_at <= now else now
    facts["when"] = f"подписано {signed_at:%d.%m.%Y}" if signed_at else "время подписания не указано"
    if not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
        return Verdict(EXPIRED, facts | {"moment": moment.date(), "since": certificate.not_valid_before_utc.date()})
    if not trust.may_sign(certificate):
        return Verdict(UNFIT, facts)
    others = [x509.load_der_x509_certificate(one.dump()) for one in signer.others if one is not signer.certificate]
    trusted = trust.leads_to_root(certificate, others, roots, moment)
    return Verdict(VALID if trusted else UNTRUSTED, facts)


def _signed_data(data: bytes) -> Any:  # noqa: ANN401 - asn1crypto is untyped
    message = cms.ContentInfo.load(_unwrapped(data), strict=True)
    if message["content_type"].native != "signed_data":
        raise NotSignedError
    return message["content"]


def _unwrapped(data: bytes) -> bytes:
    """Return DER out of PEM, of bare base64, or as it is."""
    if pem.detect(data):
        return bytes(pem.unarmor(data)[2])
    stripped = data.removeprefix(b"\xef\xbb\xbf").strip()
    if stripped and _BASE64.fullmatch(stripped):
        try:
            return base64.b64decode(stripped, validate=False)
        except binascii.Error as error:
            raise NotSignedError from error
    return data


def _is_of(certificate: Any, sid: Any) -> bool:  # noqa: ANN401 - asn1crypto is untyped
    if sid.name == "subject_key_identifier":
        return bool(certificate.key_identifier == sid.chosen.native)
    return bool(
        certificate.serial_number == sid.chosen["serial_number"].native
        and certificate.issuer.dump() == sid.chosen["issuer"].dump()
    )


def _speaks_of(signer: _Signer, content: bytes, digest: str) -> bool:
    """Tell whether the signed attributes are about this content, of this kind, by this certificate (RFC 5652, 5.3)."""
    if not signer.signs_attributes:
        return signer.kind == _DATA
    kind, told = signer.one(_CONTENT_TYPE), signer.one(_MESSAGE_DIGEST)
    if kind is None or told is None:
        return False
    own = signer.one(_SIGNING_CERTIFICATE)
    return (
        kind.dotted == signer.kind
        and told.native == hashlib.new(digest, content).digest()
        and (own is None or _names(own, signer))
    )


def _names(attribute: Any, signer: _Signer) -> bool:  # noqa: ANN401 - asn1crypto is untyped
    """Tell whether the signed attribute binds this very certificate (RFC 5035)."""
    first = tsp.SigningCertificateV2.load(attribute.dump())["certs"][0]  # asn1crypto's own table needs its `tsp`
    algorithm = first["hash_algorithm"]["algorithm"].native
    assert signer.certificate is not None  # noqa: S101 - asked before
    der = signer.certificate.dump()
    return bool(first["cert_hash"].native == hashlib.new(algorithm, der, usedforsecurity=False).digest())


def _is_signed_by(certificate: x509.Certificate, signer: _Signer, covered: bytes, digest: str) -> bool:
    key = certificate.public_key()
    algorithm = signer.info["signature_algorithm"]
    scheme = algorithm.signature_algo
    named = digest if algorithm["algorithm"].native in {"rsassa_pkcs1v15", "ecdsa"} else algorithm.hash_algo
    if named not in _DIGESTS:
        raise UnsupportedAlgorithm(named)
    signature = signer.info["signature"].native
    try:
        if isinstance(key, rsa.RSAPublicKey) and scheme in _RSA:
            pad = _pss(algorithm) if scheme == "rsassa_pss" else padding.PKCS1v15()
            key.verify(signature, covered, pad, _hash(named))
        elif isinstance(key, ec.EllipticCurvePublicKey) and scheme == "ecdsa":
            key.verify(signature, covered, ec.ECDSA(_hash(named)))
        else:
            raise UnsupportedAlgorithm(scheme)
    except InvalidSignature:
        return False
    return True


def _pss(algorithm: Any) -> padding.PSS:  # noqa: ANN401 - asn1crypto is untyped
    facts = algorithm["parameters"].native
    mask = facts["mask_gen_algorithm"]["parameters"]["algorithm"]
    return padding.PSS(padding.MGF1(_hash(mask)), facts["salt_length"])


def _hash(name: str) -> hashes.HashAlgorithm:
    if name not in _DIGESTS:
        raise UnsupportedAlgorithm(name)
    found: hashes.HashAlgorithm = getattr(hashes, name.upper())()
    return found


def _signing_time(signer: _Signer) -> dt.datetime | None:
    value = signer.one(_SIGNING_TIME)
    told = value.native if value is not None else None
    return told if isinstance(told, dt.datetime) else None
