"""The pages, and the generators of their tables; none of it is shipped in the package."""
