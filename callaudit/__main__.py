"""`python -m callaudit`."""

from callaudit.cli.main import app

if __name__ == "__main__":
    app()
