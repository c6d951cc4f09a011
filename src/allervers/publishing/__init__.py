"""What every publication shares, whatever it counts: statistical secrecy, numbers as French readers write them."""
