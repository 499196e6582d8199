"""The first page of a new installation: who it serves, its seats and its first key-holders, step by step."""
