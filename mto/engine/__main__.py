"""`python3 -m mto.engine setup`: make the engine and the Python environment of this clone.

Any Python 3 can read this file, so that one that is too old is told so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the older one is what this line is for
    sys.exit(
        "Python 3.11 or later is needed, and %s is %d.%d.\n    Run `make up PYTHON=/path/to/a/newer/python3`."  # noqa: UP031  older interpreters read it
        % (sys.executable, sys.version_info[0], sys.version_info[1])
    )

from mto.engine.command import main

sys.exit(main())
