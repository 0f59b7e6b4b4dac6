"""Run by alembic: carries the migrations out on the open, encrypted connection it was handed."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
