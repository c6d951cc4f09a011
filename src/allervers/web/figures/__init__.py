"""What the figures pages of a fund and of the nation share: the choice of a period, lines, charts, the exported file."""
