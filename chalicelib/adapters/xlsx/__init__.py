"""An .xlsx workbook on disk: read with calamine, changed cell by cell, made anew."""
