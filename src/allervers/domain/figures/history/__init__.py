"""The history that a fund brings from its former tool: two CSV files, read into facts and nothing else.

`fields` knows what a cell may hold, `layout` the columns of the two files, `reading` the lines, `rules` what lines owe
each other, `loading` brings it all into the facts or refuses it.
"""
