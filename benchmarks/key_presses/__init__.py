"""Ten usual captures and the keys they take: here, in a form of a word processor, and in another tool for minutes."""
