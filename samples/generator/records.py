def add_records(tables, planted):
    tables["corrections"].sort(key=lambda r: (r["at"], r["lesson_id"], r["student_id"]))
    for n, row in enumerate(tables["corrections"], start=1):
        row["correction_id"] = f"k{n:04}"
