"""Documents read on other machines: what the cache lacks goes out in lots, readings come back and are kept here.

    engine.py     what an engine does, and which one an address is of
    dask.py       the engine on Dask: lots to a scheduler, results from it
    reading.py    what a lot is here: documents, read on a worker by the function that kg's own processes run

Another engine is another module like ``dask.py``, and a line in ``engine.py``.
"""
