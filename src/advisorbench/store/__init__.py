"""All SQL stands here: the book on disk, its journal, its migrations, and one module of queries per subject."""
