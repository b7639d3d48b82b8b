"""Аналитический отчёт классному руководителю (АПТ 4.3): one page over the group, then a sheet for each student."""
