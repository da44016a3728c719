"""The GraphQL surface: translates, asks, translates. No business is decided here."""
