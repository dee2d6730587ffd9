"""Processes, files and time: workers, the cache, the folder of a graph, costs."""
