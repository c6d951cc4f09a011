"""The aid service of a fund: requests, and what is done for them."""
