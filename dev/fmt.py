"""`make fmt`: sort imports and format."""

import subprocess
import sys


def main() -> int:
    for command in (["check", "--fix-only", "--quiet", "."], ["format", "."]):
        if failed := subprocess.run([sys.executable, "-m", "ruff", *command]).returncode:
            return failed
    return 0


if __name__ == "__main__":
    sys.exit(main())
