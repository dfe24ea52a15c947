"""Reading other people's tables: headings, values, rows of estates. Pure: `base.tables` opens the files."""
