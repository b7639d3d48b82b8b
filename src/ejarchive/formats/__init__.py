"""Outside formats → Journal; Journal → folder, zip and workbook."""
