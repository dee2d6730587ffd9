"""The editor of the query page out of its package: Yasqe, but for the table of prefixes that it brings along.

    python tools/yasqe.py zazuko-yasqe-4.6.2.tgz

The table has five hundred prefixes of other people's vocabularies, a twentieth of the file, for a look-up that the page
turns off: kg declares its own. Nothing else is changed, and the package must be the one that is known here.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tarfile
from pathlib import Path

ASSETS = Path(__file__).parent.parent / "kg" / "web" / "pages" / "assets"
FOLDER = "package/build/"
STYLE, SCRIPT = "yasqe.min.css", "yasqe.min.js"
# As they are in the package.
PUBLISHED = {
    STYLE: "f82256c2a56f83a5356abef88c760cff67da21e38873e744db73afaf08f285a2",
    SCRIPT: "288202e5f1c0195a71d1190b35c052ad5e5103e73d61455da029ffcacb7f9347",
}
# A variable for each prefix, and an object of all of them.
TABLE = re.compile(r"(?:\w+=`[^`]*`,)+prefixes_default=\{[^}]*\}")


def without_table(script: str) -> str:
    """The script with an empty table of prefixes.

    >>> without_table("var a=1,foaf=`http://x`,rdf=`http://y`,prefixes_default={foaf,rdf},b=2")
    'var a=1,prefixes_default={},b=2'
    """
    found, count = TABLE.subn("prefixes_default={}", script)
    if count != 1:
        sys.exit("the table of prefixes stands there in another form; look at the script, and change TABLE")
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("package", type=Path, help="the package as npm pack gives it")
    with tarfile.open(options.parse_args().package) as package:
        for name, digest in PUBLISHED.items():
            file = package.extractfile(FOLDER + name)
            data = file.read() if file is not None else b""
            if hashlib.sha256(data).hexdigest() != digest:
                sys.exit(f"{name} of this package is not the one that is known; see {ASSETS / 'vendored.tsv'}")
            made = without_table(data.decode()).encode() if name == SCRIPT else data
            (ASSETS / name).write_bytes(made)
            print(name, hashlib.sha256(made).hexdigest())


if __name__ == "__main__":
    main()
