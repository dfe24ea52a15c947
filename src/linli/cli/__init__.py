"""`linli …`: each command is one call into the rules or a service."""
