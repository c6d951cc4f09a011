"""The territorial diagnosis: who does not take up the C2S, who loses rights, where; for a fund or the country.

dimensions   by what persons are counted, and how each is said
counting     the numbers, part by part
publication  which numbers may be shown (statistical secrecy), and the rates that follow
content      sections, sentences, tables, charts; page (HTML) and printed (PDF) lay them out
plan         the local action plan, read from a file or left to be filled in
"""
