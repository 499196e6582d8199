"""The demo campaign: an invented region, its towns, people, register files and conversations.

The towns stand on Doggerland, land that the North Sea covered eight thousand years ago, so that no door, postcode or
person here can be taken for a real one. Everything but `filling` and `commands` is pure: a seed and a
day in, values out.
"""
