"""Where the time goes, in Markdown."""

import cProfile
import io
import pstats


def top_of(profile: cProfile.Profile, lines: int = 16) -> str:
    """Return the functions that took longest, with what they called."""
    text = io.StringIO()
    pstats.Stats(profile, stream=text).strip_dirs().sort_stats("cumulative").print_stats(lines)
    shown = [line for line in text.getvalue().splitlines() if line.strip()]
    return "```text\n" + "\n".join(shown) + "\n```"
