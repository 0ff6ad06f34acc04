"""Google Sheets, through gspread's client.

- ``workbook``   ports.Workbook on a shared spreadsheet; ``layout`` what it knows beside the cells
- ``client``     Google's API, called patiently and carefully; ``fault``: what an answer means
- ``writing``    a write by column tag, checked by its answer (``places``, ``tags``);
                 ``repair``: what strayed; ``naming``: ids for rows without one
- ``setup``      building or completing the tabs (``dress*``: how they look)
- ``doctor``     what stands in the way; ``probe``: what Google does and nobody wrote down
- ``access``     keys and addresses; ``detour``: a server on this machine in Google's place
"""
