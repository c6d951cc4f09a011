"""Persons and their files: advisers, bodies that a file is entrusted to, and whoever may read them."""
