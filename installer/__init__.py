"""Makes what people install: packages for Windows and Linux, a recipe for macOS, and what says what is in them."""
