"""Floor 1: PDF documents, made, signed, verified and shown as page images."""
