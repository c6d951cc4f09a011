"""Programmes of a whole population: what they have come to, for the nation and for a fund. Nothing is changed here."""
