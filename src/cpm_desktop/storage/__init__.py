"""Floor 1: the encrypted database, its tables, migrations and backups; reads forms and settings."""
