"""What the pages of figures of a fund and of the nation share: choice of a period, lines, charts, exported file."""
