"""ejarchive: from an electronic journal to sign-ready paper and a verifiable archive."""

__version__ = "0.1.0"
