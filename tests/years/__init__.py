"""Years in the life of a council's register, invented, whose truth is known: who each row of each file really is."""
