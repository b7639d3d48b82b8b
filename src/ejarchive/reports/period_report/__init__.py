"""Справка по итогам периода: grades, debts, programme, results, remarks, corrections, packs."""
