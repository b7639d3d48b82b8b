"""Reads a printed page as a person does: the ruled boxes, and which letters stand in which of them."""
