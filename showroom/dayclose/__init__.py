"""日结: a business date is counted, reported and locked."""
