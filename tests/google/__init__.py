"""
A Google Sheets server for tests: Sheets v4, the slice of Drive v3 and the OAuth token exchange
that gspread uses, over real HTTP on loopback, with a scripted person, quotas and faults.

Run it by hand: ``python -m tests.google --port 8899``.

- ``state``      what is kept: files, spreadsheets, sheets, rows, columns, cells; ``small`` makes some
- ``a1``         ranges: A1 and R1C1 words to grid rectangles and back
- ``fault``      ApiError: what Google answers when it refuses; ``access``: who may do what
- ``entry``      what USER_ENTERED makes of typed text; ``number_*``: how a value is shown
- ``formulas``   the formulas that are worked out (``formula_*``)
- ``values``     spreadsheets.values.* (``value_*``, ``append``, ``values_by_filter``)
- ``metadata``   developer metadata and data filters (``tags``, ``data_filters``)
- ``sheet``      spreadsheets.get, create, getByDataFilter, sheets.copyTo
- ``structure``  what moves rows and columns, and all that hangs on them (``structure_*``)
- ``batch``      spreadsheets.batchUpdate: one module per family of requests (``batch_*``)
- ``drive``      Drive v3: files, permissions, export, upload (``drive_*``)
- ``oauth``      the token exchange
- ``discovery``  every request and answer held against Google's discovery documents
- ``weather``    what the network and Google do to us (``mishaps``, ``quota``, ``clock``)
- ``person``     somebody who edits before the n-th request (``deed*``, ``story``), and ``twin``,
                 which knows what people typed; ``strategies`` makes up both for hypothesis
- ``server``     routes, and the HTTP server itself; ``transport`` answers without a socket
"""
