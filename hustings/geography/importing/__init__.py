"""Loading published geography: names and codes, postcodes, boundaries. Each file is read as it is published."""
