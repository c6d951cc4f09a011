"""Partners of a fund: the agreements that it signed with them."""
