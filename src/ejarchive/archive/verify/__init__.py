"""The verifier of bags, ours or not. It shares nothing with the writer but the grammar of a manifest.

Why: a mistake of the writer cannot vouch for itself, and an archive must be checked by other eyes.
"""

from ejarchive.archive.verify.bag import Verification, verify_bag

__all__ = ["Verification", "verify_bag"]
