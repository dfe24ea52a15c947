"""Who and where: places, users, postings, roles."""
