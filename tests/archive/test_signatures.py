"""Signatures beside the files of a bag: valid by openssl and by us, or said in words why not."""

import base64
import datetime as dt
import json
import subprocess
import sys

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import pkcs7

from archive.bags import INFO
from archive.signers import DAY, EARLY, Signer, openssl_sign, openssl_verifies
from ejarchive.archive.bag import make_bag
from ejarchive.archive.verify.signatures import check_signatures, signatures_in
from ejarchive.archive.verify.trust import read_roots
from ejarchive.archive.writer import write_bag, write_zipped_bag
from ejarchive.errors import InstallationError, UnreadableError, UsageError
from ejarchive.finding import catalogue
from ejarchive.recipes.order import Order
from ejarchive.recipes.verify import VerifyOrder, verify_bags
from ejarchive.surroundings import Surroundings

NOW = dt.datetime(2027, 5, 1, tzinfo=dt.UTC)
CONTENT = b"%PDF-1.7\r\nline\n" + bytes(range(256))
PLANTED = {
    "B401_signature_not_checked", "B402_signature_valid", "B403_signature_wrong", "B404_signature_untrusted",
    "B405_certificate_expired", "B406_signature_gost", "B407_signature_unreadable", "B408_signature_of_nothing",
    "B409_signature_algorithm_unknown", "B410_certificate_unfit", "B411_signer_unknown",
}  # fmt: skip


class People:
    """A root, an issuer below it, and those who sign."""

    def __init__(self, folder):
        authority = {"usage": "key_cert_sign"}
        self.root, self.stranger = Signer(folder, "root", **authority), Signer(folder, "stranger", **authority)
        self.issuer = Signer(folder, "issuer", issuer=self.root, **authority, curve=True)
        self.director = Signer(folder, "director", issuer=self.root)
        self.deputy = Signer(folder, "deputy", issuer=self.root, curve=True)
        self.below = Signer(folder, "below", issuer=self.issuer, usage="content_commitment")
        self.expired = Signer(folder, "expired", issuer=self.root, until=EARLY + 30 * DAY, curve=True)
        self.cipher = Signer(folder, "cipher", issuer=self.root, usage="key_encipherment")
        self.file = folder / "pack.pdf"
        self.file.write_bytes(CONTENT)

    def openssl(self, *signers, **how):
        return openssl_sign(self.file, *signers, **how)


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    return People(tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def codes(people):
    """Return the codes found of a signature, with the root or with other certificates given."""

    def find(signature, content=CONTENT, *, root=None, now=NOW, **files):
        bag = make_bag({"pack.pdf": content, "pack.pdf.sig": signature, **files}, INFO)
        sizes = {path: len(data) for path, data in bag.files.items()}
        source = type("Bag", (), {"sizes": sizes, "read": staticmethod(lambda path: bag.files[path])})
        return [one.code for one in check_signatures(source, read_roots((root or people.root).pem), now)]

    return find


WAYS = {
    "rsa by cryptography": lambda p: p.director.sign(CONTENT),
    "ecdsa by cryptography": lambda p: p.deputy.sign(CONTENT),
    "without attributes": lambda p: p.director.sign(CONTENT, pkcs7.PKCS7Options.NoAttributes),
    "below an issuer": lambda p: p.below.sign(CONTENT),
    "rsa by openssl": lambda p: p.openssl(p.director),
    "ecdsa by openssl": lambda p: p.openssl(p.deputy),
    "sha512": lambda p: p.openssl(p.director, options=("-md", "sha512")),
    "pss": lambda p: p.openssl(p.director, options=("-keyopt", "rsa_padding_mode:pss")),
    "by key identifier": lambda p: p.openssl(p.deputy, options=("-keyid",)),
    "cades": lambda p: p.openssl(p.director, options=("-cades",)),
    "pem": lambda p: p.openssl(p.director, form="PEM"),
    "base64": lambda p: base64.encodebytes(p.openssl(p.deputy)),
    "attached": lambda p: p.openssl(p.director, options=("-nodetach",)),
    "streamed": lambda p: p.openssl(p.director, options=("-stream", "-nodetach")),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_valid_signature_is_valid_and_one_byte_of_the_file_makes_it_wrong(way, people, codes):
    signature = WAYS[way](people)
    assert codes(signature) == ["B402"]
    assert codes(signature, CONTENT[:-1] + b"x") == ["B403"]
    assert codes(signature, root=people.stranger) == ["B404"]


@pytest.mark.parametrize(
    "way", ["rsa by cryptography", "ecdsa by cryptography", "without attributes", "below an issuer"]
)
def test_openssl_thinks_the_same(way, people, tmp_path):
    altered = tmp_path / "altered"
    altered.write_bytes(CONTENT + b" ")
    signature = WAYS[way](people)
    assert openssl_verifies(signature, people.file, people.root)
    assert not openssl_verifies(signature, altered, people.root)
    assert not openssl_verifies(signature, people.file, people.stranger)


def test_of_several_signers_each_is_told(people, codes):
    both = people.openssl(people.director, people.deputy)
    assert codes(both) == ["B402", "B402"]
    assert codes(both, CONTENT * 2) == ["B403", "B403"]
    assert sorted(codes(people.openssl(people.director, people.expired))) == ["B402", "B405"]


def test_a_certificate_must_have_been_good_when_it_was_used(people, codes):
    assert codes(people.expired.sign(CONTENT)) == ["B405"]
    late = people.director.certificate.not_valid_after_utc + DAY
    assert codes(people.director.sign(CONTENT), now=late) == ["B402"], "good then, over now"
    assert codes(people.director.sign(CONTENT, pkcs7.PKCS7Options.NoAttributes), now=late) == ["B405"], "no time told"


def test_a_key_for_other_purposes_signs_nothing(people, codes):
    assert codes(people.cipher.sign(CONTENT)) == ["B410"]


def test_whoever_is_given_as_trusted_is_and_nobody_who_is_over(people, codes, tmp_path):
    for trusted in (people.issuer, people.below):
        assert codes(people.below.sign(CONTENT), root=trusted) == ["B402"]
    old = Signer(tmp_path, "old", usage="key_cert_sign", until=EARLY + DAY)
    assert codes(Signer(tmp_path, "late", issuer=old).sign(CONTENT), root=old) == ["B404"]


def test_a_signer_who_is_no_issuer_vouches_for_nobody(people, codes, tmp_path):
    false = Signer(tmp_path, "false", issuer=people.director)
    assert codes(false.sign(CONTENT)) == ["B404"]


def test_a_message_without_the_signers_certificate_names_nobody(people, codes):
    assert codes(people.openssl(people.director, options=("-nocerts",))) == ["B411"]


def test_old_algorithms_are_not_believed(people, codes):
    assert codes(people.openssl(people.director, options=("-md", "sha1"))) == ["B409"]


@pytest.mark.parametrize("field", ["digest_algorithm", "signature_algorithm"])
def test_gost_is_told_and_neither_valid_nor_wrong(field, people, codes):
    message = cms.ContentInfo.load(people.director.sign(CONTENT))
    signer = message["content"]["signer_infos"][0]
    gost = {"digest_algorithm": "1.2.643.7.1.1.2.2", "signature_algorithm": "1.2.643.7.1.1.1.1"}[field]
    signer[field] = {"algorithm": gost}
    message["content"]["signer_infos"] = [signer]
    assert codes(message.dump(force=True)) == ["B406"]


def test_attributes_of_another_are_not_his(people, codes):
    message = cms.ContentInfo.load(people.openssl(people.director))
    other = cms.ContentInfo.load(people.deputy.sign(b"another file"))
    message["content"]["signer_infos"][0]["signed_attrs"] = other["content"]["signer_infos"][0]["signed_attrs"]
    assert codes(message.dump(force=True)) == ["B403"]


def test_a_certificate_cannot_be_changed_for_another_of_the_same_key(people, codes, tmp_path):
    twin = Signer(tmp_path, "twin", issuer=people.root, twin=people.director)
    theirs = cms.ContentInfo.load(people.openssl(twin, options=("-keyid",)))["content"]["certificates"]
    for options, found in ((("-keyid",), "B402"), (("-keyid", "-cades"), "B403")):
        message = cms.ContentInfo.load(people.openssl(people.director, options=options))
        message["content"]["certificates"] = theirs
        assert codes(message.dump(force=True)) == [found], "only the signed attribute of CAdES binds the certificate"


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"\x30\x82", b"MIIB", "подпись".encode(), b"\x00" * 500])
def test_garbage_is_said_to_be_garbage(garbage, codes):
    assert codes(garbage) == ["B407"]


def test_nothing_that_is_cut_or_altered_is_valid_or_stops_the_check(people, codes):
    signature = people.director.sign(CONTENT)
    for length in range(0, len(signature), 41):
        assert "B402" not in codes(signature[:length])
    signed = signature.rindex(b"\x04\x82")  # where the signature proper begins, at the end
    for place in range(0, len(signature), 17):
        altered = bytearray(signature)
        altered[place] ^= 0x41
        found = codes(bytes(altered))
        assert place < signed or found != ["B402"]


def test_certificates_alone_are_no_signature(people, codes):
    message = cms.ContentInfo.load(people.director.sign(CONTENT))
    message["content"]["signer_infos"] = []
    assert codes(message.dump(force=True)) == ["B407"]


def test_which_file_a_signature_signs():
    paths = [
        "d/a.pdf",
        "d/a.pdf.sig",
        "d/a.pdf.director.P7S",
        "d/b.pdf",
        "d/b.sig",
        "d/c.sig",
        "d/e.p7s",
        "d/e.x",
        "d/e.y",
    ]
    assert dict(signatures_in(paths)) == {
        "d/a.pdf.sig": "d/a.pdf",
        "d/a.pdf.director.P7S": "d/a.pdf",
        "d/b.sig": "d/b.pdf",
        "d/c.sig": None,
        "d/e.p7s": None,
    }


@pytest.fixture
def verify(tmp_path):
    def run(bag, **wanted):
        surroundings = Surroundings(now=NOW, folder=tmp_path, environment={}, cache=tmp_path / "cache")
        return verify_bags([bag], VerifyOrder(**wanted), Order(), surroundings)

    return run


@pytest.mark.parametrize("write", [write_bag, write_zipped_bag])
def test_verify_checks_them_with_roots_and_names_them_without(write, people, verify, tmp_path):
    payload = {"pack.pdf": CONTENT, "pack.pdf.sig": people.director.sign(CONTENT), "lonely.sig": b"?"}
    bag = write(make_bag(payload, INFO), tmp_path / "bag.zip")
    outcome = verify(bag)
    assert (outcome.exit_code, [one.code for one in outcome.findings]) == (0, ["B408", "B401"])
    outcome = verify(bag, roots=people.root.pem)
    assert (outcome.exit_code, [one.code for one in outcome.findings]) == (0, ["B408", "B402"])
    outcome = verify(bag, roots=people.stranger.pem)
    assert (outcome.exit_code, [one.code for one in outcome.findings]) == (6, ["B408", "B404"])
    last = (tmp_path / "ejarchive-state/fixity.jsonl").read_text("utf-8").splitlines()[-1]
    event = json.loads(last)
    assert (event["eventOutcome"], event["eventOutcomeDetail"]) == ("pass", {"B404": 1, "B408": 1}), "the bag is whole"
    for one in outcome.findings:
        text = f"{one.message} {one.remedy} {one.place}"
        assert not set("{}\n") & set(text), text
        assert "director" not in text, "who signed stands in the certificate, not in a finding"


def test_roots_that_are_none_are_refused(verify, people, tmp_path, folder):
    (tmp_path / "roots.pem").write_text("no certificate")
    with pytest.raises(UnreadableError):
        verify(folder, roots=tmp_path / "roots.pem")
    with pytest.raises(UnreadableError):
        verify(folder, roots=tmp_path / "absent.pem")
    with pytest.raises(UsageError):
        verify(folder, roots=people.root.pem, fast=True)


def test_without_the_extra_the_command_to_install_it_is_told(people, folder):
    script = (
        "import sys\nsys.modules['asn1crypto'] = None\n"
        "from pathlib import Path\nfrom ejarchive.archive.verify.trust import read_roots\n"
        "from ejarchive.errors import InstallationError\n"
        f"try:\n    read_roots(Path({str(people.root.pem)!r}))\n"
        "except InstallationError as error:\n"
        "    print(error.exit_code, 'pip install ejarchive[signatures]' in str(error))\n"
        "from ejarchive.archive.verify.signatures import check_signatures\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [str(InstallationError.exit_code), "True"]


def test_every_code_of_signatures_is_planted_here():
    assert {f"{rule.code}_{rule.name}" for rule in catalogue().values() if rule.code.startswith("B4")} == PLANTED
