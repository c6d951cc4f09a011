"""Refusals of care: reported from the page of a person, handled by the mediation service of the fund."""
