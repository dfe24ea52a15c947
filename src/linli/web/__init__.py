"""The pages. Translate the request, make one call, translate the answer; no rules here."""
