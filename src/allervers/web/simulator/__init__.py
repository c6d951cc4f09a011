"""The public simulator: a few questions, then the rights of a household, without an account.

Each question has its address, which carries the answers sealed (`seal`), and they are nowhere else: no session, no
cookie, no database, no journal. Which question comes next is the law library's choice (`flow`), what a button does in
`interview`; how each is put is in `pages`; what is shown at the end in `results`; every word in `words`.
"""
