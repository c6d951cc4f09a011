"""Fields and sentences that the forms of several rooms share."""
