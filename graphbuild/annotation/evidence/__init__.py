"""Evidence: what the words around a name say about what it names."""
