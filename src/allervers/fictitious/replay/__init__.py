"""A fictitious history of the year that the yearly report was published on, with its margins, and of the year before.

`margins-2024.yaml` says which number comes from which item of the inventory of sources, and which was chosen because
its chart is lost; `margins-2023.yaml` what the report tells of 2023. `closures` makes the closed files, `detections`
adds the referrals that were still open, `contents` and `people` fill them, `funds` gives each to a fund, `files` writes
the folder that `allervers import casework` reads. Nothing is drawn: numbers are apportioned exactly, and a shuffle that
is always the same decides who has what.
"""
