"""Papers that people entrust to us: checked, encrypted, kept outside of the database (decision 0032)."""
