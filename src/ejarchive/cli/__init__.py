"""The command line: argv → recipe → words, progress, exit code. It holds no rule and no path arithmetic."""
