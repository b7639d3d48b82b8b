"""One function per job a person orders: the only place that joins the crafts. A recipe raises; the cli speaks."""
