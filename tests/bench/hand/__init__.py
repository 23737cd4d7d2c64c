"""The annotator's hand, measured: plans for a gold layer, played in the real window."""
