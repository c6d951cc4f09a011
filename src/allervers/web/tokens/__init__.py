"""Access by a program: the tokens of one's own account."""
