"""Agreements of a fund with its partners: listed by when they end, noted, corrected, withdrawn, exported."""
