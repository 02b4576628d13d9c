"""The whole program: where the rooms that know no subject are handed the one of a package."""
