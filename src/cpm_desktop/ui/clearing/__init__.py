"""Clearing filed records from this computer, legal holds against it, and the proofs that stay."""
