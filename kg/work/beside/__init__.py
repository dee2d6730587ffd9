"""What lies beside the store for kg itself: the articles as they were read, and the records, quick to read."""
