"""What `linli doctor` looks at; one file per organ, each check returns findings."""
