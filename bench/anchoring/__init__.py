"""How well a reader's selection is found again after the article was edited."""
