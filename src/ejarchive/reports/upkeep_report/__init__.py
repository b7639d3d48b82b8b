"""Справка по итогам проверки ведения журналов: her working page, the act itself, its annexes, the director's page."""
