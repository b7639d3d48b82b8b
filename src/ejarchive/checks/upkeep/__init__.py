"""The judging of upkeep: who keeps the journal, how well and how timely (БГСХТ 4.2.2.1, Приказ 4; АПТ 2.3, 4.4)."""
