"""The live meeting: who is here, the agenda, what is said, and what is captured while people talk."""
