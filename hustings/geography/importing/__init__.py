"""Loading published geography: names and codes, postcodes, boundaries, each file as it is published."""
