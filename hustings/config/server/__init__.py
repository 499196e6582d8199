"""The embedded PostgreSQL: its folder, its binaries, its process. Nothing here needs Django."""
