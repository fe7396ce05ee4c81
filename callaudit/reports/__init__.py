"""What an audit writes: JSON Lines, CSV, and one HTML file."""
