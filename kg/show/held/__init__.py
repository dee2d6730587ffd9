"""What people hold in Python beside the graph itself: an entity, lists that show as tables, data frames, an example."""
