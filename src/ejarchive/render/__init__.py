"""Document → PDF/A. Knows templates and engines, not journals."""
