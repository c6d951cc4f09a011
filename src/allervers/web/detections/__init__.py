"""Persons whom lists found over the population of the fund, before anybody knows who they are."""
