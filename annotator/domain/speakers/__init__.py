"""Who said it: finding the words that name the speaker of a quote, by rules and word lists."""
