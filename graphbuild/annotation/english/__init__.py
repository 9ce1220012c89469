"""English as writers about films write it: word lists, capitals, clauses, defining sentences."""
