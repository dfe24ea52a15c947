"""The parts the DOCX papers are put together from."""
