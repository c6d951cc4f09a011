"""The same law over a whole country: Parquet in, Parquet out (formats §2). No Django, nothing of the casework."""
