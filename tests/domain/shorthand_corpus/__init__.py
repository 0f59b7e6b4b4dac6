"""Lines as people type them in meetings, each with the meaning meant; all people in them are made up."""
