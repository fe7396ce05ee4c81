"""Words to language: tokens, meaning, spoken values and names."""
