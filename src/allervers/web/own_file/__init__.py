"""The person's own page: where their file stands, what is asked of them, what they send, say and correct.

No account: a code that the fund gave, used once, and the birth date (`rights_files.person_links`). The key of the visit
is in a cookie of these addresses alone; nothing about the person is in an address, and nothing is shown before both.
Without JavaScript, for a telephone first; easy French and English (`words`).
"""
