def add_plants(tables, seed): return []
