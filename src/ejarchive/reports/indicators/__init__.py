"""Indicators of how the journal is kept and what it shows: definitions, facts, figures by level and span."""
