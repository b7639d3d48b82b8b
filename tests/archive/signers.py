"""Certificates and signatures for the tests, made on the fly: by `cryptography`, and by `openssl cms` from outside."""

import datetime as dt
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from judges import program

DAY = dt.timedelta(days=1)
EARLY, LATE = dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.datetime(2060, 1, 1, tzinfo=dt.UTC)
_NO = dict.fromkeys(
    ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
     "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False
)  # fmt: skip


class Signer:
    """A key and its certificate, and the files of both for openssl."""

    def __init__(self, folder: Path, name: str, *, issuer: "Signer | None" = None, usage: str = "digital_signature",
                 since: dt.datetime = EARLY, until: dt.datetime = LATE, curve: bool = False,
                 twin: "Signer | None" = None) -> None:  # fmt: skip
        self.key = ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, 2048)
        if twin is not None:  # another certificate of the same key
            self.key = twin.key
        self.issuer = issuer
        above = issuer or self
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        authority = usage == "key_cert_sign"
        builder = x509.CertificateBuilder().subject_name(subject).public_key(self.key.public_key())
        builder = builder.issuer_name(issuer.certificate.subject if issuer else subject)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)
        builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        builder = builder.add_extension(x509.KeyUsage(**_NO | {usage: True}), critical=True)
        own = x509.SubjectKeyIdentifier.from_public_key(self.key.public_key())
        theirs = x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key())
        builder = builder.add_extension(own, critical=False).add_extension(theirs, critical=False)
        self.certificate = builder.sign(above.key, hashes.SHA256())
        self.pem, self.key_file = folder / f"{name}.pem", folder / f"{name}.key"
        self.pem.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        encoding = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        self.key_file.write_bytes(self.key.private_bytes(*encoding))

    def sign(self, content: bytes, *options: pkcs7.PKCS7Options) -> bytes:
        """Return a detached signature made by `cryptography`."""
        builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
        builder = builder.add_signer(self.certificate, self.key, hashes.SHA256())
        if self.issuer is not None and self.issuer.issuer is not None:
            builder = builder.add_certificate(self.issuer.certificate)
        chosen = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, *options]
        return builder.sign(serialization.Encoding.DER, chosen)


def openssl_sign(content: Path, *signers: Signer, form: str = "DER", options: tuple[str, ...] = ()) -> bytes:
    """Return a signature made by `openssl cms`."""
    who = [word for one in signers for word in ("-signer", str(one.pem), "-inkey", str(one.key_file))]
    call = [
        program("openssl", "openssl"),
        "cms",
        "-sign",
        "-binary",
        "-in",
        str(content),
        "-outform",
        form,
        *who,
        *options,
    ]
    return subprocess.run(call, check=True, capture_output=True).stdout


def openssl_verifies(signature: bytes, content: Path, root: Signer) -> bool:
    """Tell what `openssl cms` says of a detached signature in DER."""
    call = [program("openssl", "openssl"), "cms", "-verify", "-binary", "-inform", "DER", "-in", "/dev/stdin",
            "-content", str(content), "-CAfile", str(root.pem), "-purpose", "any", "-out", "/dev/null"]  # fmt: skip
    return subprocess.run(call, input=signature, check=False, capture_output=True).returncode == 0
