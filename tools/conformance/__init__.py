"""Asks veraPDF whether files are what they say they are: PDF/A-3a and PDF/UA-1."""
