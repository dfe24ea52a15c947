"""How much of a stranger's file we are willing to look at. Every figure is well above honest use."""

FILE_BYTES = 50 * 1024 * 1024
ROWS = 200_000
COLUMNS_OF_DATA = 256
COLUMNS_AT_ALL = 10_000
CELL_CHARACTERS = 32_767  # what a spreadsheet itself allows
MERGED_RANGES = 20_000
MERGED_CELLS = 1_000_000
SHEETS = 200
SHEET_NAME = 100

ENTRIES = 2_000
DIRECTORY_BYTES = 1024 * 1024
PART_BYTES = 300 * 1024 * 1024
INFLATED_BYTES = 300 * 1024 * 1024
# Deflate reaches 1032; an honest sheet of like rows stays below 100.
RATIO = 250
RATIO_FROM_BYTES = 4 * 1024 * 1024
HELD_BYTES = 64 * 1024 * 1024  # up to here a workbook is inflated once and kept while it is read
SMALL_PART_BYTES = 4 * 1024 * 1024  # workbook.xml and the relations: read whole
WINDOW_BYTES = 1024 * 1024
DEPTH = 64
PIECE_BYTES = 16 * 1024
ELEMENTS = 6_000_000
AREA = 10_000_000  # readers keep the whole rectangle from A1 to the last cell
SHARED_STRINGS = 3_000_000
REPEATED_BYTES = 256 * 1024 * 1024  # what the cells of a sheet may add up to when they repeat shared texts

CHILD_SECONDS = 30
CHILD_BYTES = 768 * 1024 * 1024
