"""Дневник.ру, API v2: groups, persons, subjects, lessons, marks, log entries, periods and final marks."""
