"""The SQL that draws a fictitious population: settings once, then households, persons and resources of each part."""
