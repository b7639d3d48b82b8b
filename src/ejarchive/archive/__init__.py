"""Bags (BagIt 1.0, RFC 8493): files and bag info in, a folder or a zip out; and the verifier, which trusts neither."""
