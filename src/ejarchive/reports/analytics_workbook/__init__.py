"""The deputy's workbook: a sheet for each question, to be sorted, counted anew, and — «Замечания» — sent back."""
