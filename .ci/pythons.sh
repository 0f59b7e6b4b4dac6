# Which Pythons there are on this machine, and an environment from the lock; read in by the scripts beside it.

# Prints the path of every usable interpreter of Python 3.11 and later, oldest first.
list_pythons() {
  {
    ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3 2>/dev/null || true
    for minor in 11 12 13 14 15 16; do command -v "python3.$minor" || true; done
    command -v python3 || true
  } | while read -r python; do
    "$python" -c 'import sys, venv, ensurepip, ssl
if sys.version_info >= (3, 11): print("%d.%d.%d" % sys.version_info[:3], sys.executable)' 2>/dev/null || true
  done | sort -t . -k 1,1n -k 2,2n -k 3,3n | awk '{print $2}'
}

make_environment() { # folder, interpreter
  rm -rf "$1"
  "$2" -m venv "$1"
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/locked.txt
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
}

oldest_python() { # the last of 3.11
  list_pythons | while read -r python; do
    "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' && echo "$python"; done | tail -n 1
}

newest_python() { list_pythons | tail -n 1; }
