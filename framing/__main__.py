"""The door of the command: nothing heavy is loaded before Ctrl-C is listened to."""

import sys


def main() -> int:
    """Load the command and run it; return its status, or 130 after Ctrl-C, also while it is being loaded."""
    try:
        # Loaded here: numpy, pandas and matplotlib take a second or more, and Ctrl-C then is no error to show.
        from framing.cli import main as command

        return command()
    except KeyboardInterrupt:
        sys.stderr.write("\nframing: interrupted\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
