"""News text to a knowledge graph in which every edge can say who said it, where and in which words."""
