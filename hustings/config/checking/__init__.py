"""Whether the database is as the code says: found by looking, said in sentences."""
