"""The yearly report: one content, written as slides, as a document or as tables.

`content` reads the catalogue of indicators and makes a `document.Report`; the three writers (`slides`, `pdf`, `ods`)
lay out what it holds and compute nothing.
"""
