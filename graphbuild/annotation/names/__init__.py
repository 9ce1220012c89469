"""Names: their forms, and who bears them in the films under discussion."""
