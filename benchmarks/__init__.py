"""How fast the application is, each figure beside a floor that was measured in the same rounds."""
