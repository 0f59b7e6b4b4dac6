"""A mutant in a fresh process: the module is spoilt as it is loaded, nothing on the disk is changed."""

import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

from tools.mutants.sites import Site, spoil

SITE = "MUTANTS_SITE"


def module_name(module: str) -> str:
    """Return the name a source file is imported by."""
    return module.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class _Spoilt(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, site: Site) -> None:
        super().__init__(name, path)
        self._site = site

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        return compile(spoil(Path(self.path).read_text(encoding="utf-8"), self._site), self.path, "exec")


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, site: Site) -> None:
        self._site = site
        self._name = module_name(site.module)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del target
        if fullname != self._name:
            return None
        found = importlib.machinery.PathFinder.find_spec(fullname, path)
        if found is None or found.origin is None:
            return None
        return importlib.util.spec_from_file_location(
            fullname, found.origin, loader=_Spoilt(fullname, found.origin, self._site)
        )


def plant() -> None:
    """Plant the mutant that the environment names, if it names one."""
    told = os.environ.get(SITE)
    if told:
        sys.meta_path.insert(0, _Finder(Site(**json.loads(told))))
