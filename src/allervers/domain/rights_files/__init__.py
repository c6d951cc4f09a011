"""Rights files: a request for a right, from its first paper to its decision, with the dates of the law."""
