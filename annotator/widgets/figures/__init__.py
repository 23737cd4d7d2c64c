"""Figures that can be opened: grids, a histogram, a line over time."""
