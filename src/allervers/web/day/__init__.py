"""« Ma journée »: what waits for an account today, person by person."""
