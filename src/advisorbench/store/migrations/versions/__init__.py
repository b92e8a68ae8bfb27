"""One module per revision, in plain SQLAlchemy types, importing no model."""
