"""The graph at rest and asked: RDF, the database, SPARQL, checks and differences."""
