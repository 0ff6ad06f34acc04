"""WORDS: what people read in their mail, by language. Pure: templates in, bytes out."""
