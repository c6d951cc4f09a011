"""The public simulator: a few questions, then the rights of a household, without an account.

The answers travel in the form itself, page after page (`answers`), and nowhere else: no session, no cookie, no
database, no address, no journal. Which question comes next is the law library's choice (`flow`); how each is put is in
`pages`; what is shown at the end in `results`; every word in `words`.
"""
