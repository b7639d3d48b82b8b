"""Our own profile: it binds the bags that declare it; in others its breach is a warning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ejarchive.archive.manifest import PROFILE, manifest_name, manifest_text
from ejarchive.archive.verify.completeness import FETCH
from ejarchive.archive.verify.findings import fault
from ejarchive.archive.verify.manifests import PAYLOAD, Manifest, manifest_kind
from ejarchive.archive.verify.names import colliding, is_system_file, unfit
from ejarchive.archive.verify.source import Source
from ejarchive.archive.verify.tags import DECLARATION, INFO
from ejarchive.finding import Finding

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LABELS = (
    "Source-Organization",
    "External-Description",
    "Bagging-Date",
    "External-Identifier",
    "Bag-Group-Identifier",
    "Payload-Oxum",
    "Bag-Software-Agent",
    "Internal-Sender-Identifier",
)
_ALGORITHMS = {"sha256", "sha512"}


def declares_profile(labels: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the bag says it is one of ours."""
    return ("BagIt-Profile-Identifier", PROFILE) in labels


def look_at_names(source: Source, *, ours: bool) -> Iterator[Finding]:
    """Find names that another system takes for one, or cannot hold."""
    for first, second in colliding((*source.sizes, *source.folders)):
        yield fault("B206" if ours else "B125", second, other=first)
    for path in source.sizes:
        if unfit(path):
            yield fault("B207" if ours else "B126", path)
        if is_system_file(path):
            yield fault("B127", path)


def breaches(source: Source, manifests: Sequence[Manifest], labels: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Find where a bag that declares our profile breaks it: every byte of its tag files has one right value."""
    if source.read(DECLARATION) != _DECLARATION:
        yield fault("B202", DECLARATION)
    for manifest in manifests:
        text = manifest_text({path: entry.digest for path, entry in manifest.entries.items()})
        named = manifest_name(manifest.algorithm, tags=manifest.tags)
        if source.read(manifest.name) != text.encode() or named != manifest.name:
            yield fault("B202", manifest.name)
    yield from _lacking_labels(labels)
    yield from _lacking_manifests(manifests)
    yield from _unlisted_tags(source, manifests)
    if FETCH in source.sizes:
        yield fault("B205", FETCH)


def _lacking_labels(labels: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    for label in _LABELS:
        values = [value for name, value in labels if name == label]
        if len(values) != 1 or not values[0]:
            yield fault("B201", INFO, label=label)


def _lacking_manifests(manifests: Sequence[Manifest]) -> Iterator[Finding]:
    payload = {manifest.algorithm for manifest in manifests if not manifest.tags}
    wanted = _ALGORITHMS | payload
    for tags, there in ((False, payload), (True, {one.algorithm for one in manifests if one.tags})):
        for algorithm in sorted(wanted - there):
            yield fault("B203", manifest_name(algorithm, tags=tags))
    for algorithm in sorted({one.algorithm for one in manifests if one.tags} - wanted):
        yield fault("B203", manifest_name(algorithm))


def _unlisted_tags(source: Source, manifests: Sequence[Manifest]) -> Iterator[Finding]:
    for path in source.sizes:
        kind = manifest_kind(path)
        if path.startswith(PAYLOAD) or (kind is not None and kind[1]):
            continue
        for manifest in manifests:
            if manifest.tags and path not in manifest.entries:
                yield fault("B204", path, manifest=manifest.name)
