"""How the heads of the second detector are trained and chosen; not part of the package."""
