"""Surveys of the funds: opened and read nationally, answered by each fund."""
