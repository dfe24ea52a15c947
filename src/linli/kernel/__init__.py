"""Plain values the whole house speaks in. Knows neither Django nor our domain."""
