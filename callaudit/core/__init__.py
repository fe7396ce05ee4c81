"""Types and errors that every stage shares; imports the standard library and pydantic only."""
