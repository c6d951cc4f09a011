"""Field actions of the fund: noted on a telephone in under a minute, listed, corrected, taken away as a file."""
