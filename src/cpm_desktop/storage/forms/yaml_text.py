"""YAML as nodes with lines: every scalar stays text, and what would make a form ambiguous is refused."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from cpm_desktop.storage.forms.nodes import Listing, Mapping, Node, Text, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml import Event, MarkedYAMLError

    from cpm_desktop.storage.forms.findings import Findings

MOST_BYTES: Final = 1_000_000
_MOST_NODES = 60_000
_MOST_DEPTH = 20
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def decode_file(content: bytes) -> str:
    """Return the text of a file.

    Raises:
        UnreadableFile: it is too large, not UTF-8, or holds a control character.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            f"The file has {len(content):,} bytes.", f"A file may have {MOST_BYTES:,}; split it."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            "The file is not UTF-8 text.", "Save it as UTF-8 and try again.", line
        ) from error
    found = _NOT_ALLOWED.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        what = f"The character U+{ord(found.group()):04X} cannot stand in a form."
        raise UnreadableFile(what, "Delete it.", line)
    return text


def compose_yaml(text: str, findings: Findings) -> Node:
    """Take a YAML text apart; tags, anchors and aliases are found faults.

    Raises:
        UnreadableFile: it is no YAML, is empty, or holds several documents.
    """
    import yaml  # noqa: PLC0415 - the first window is painted before forms are read

    # The reader written in C is several times as fast; where it is missing the other tells the same.
    loader: Any = (yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)(text)
    try:
        return _Composer(findings).compose(iter(loader.get_event, None))
    except yaml.MarkedYAMLError as error:
        raise _explain(error, text) from error
    except yaml.YAMLError as error:
        raise UnreadableFile(
            "The file is no YAML.", "Compare it with the forms that came with the application."
        ) from error
    finally:
        loader.dispose()


def _explain(error: MarkedYAMLError, text: str) -> UnreadableFile:
    """Return an error of the YAML parser in words for the person who edits the file."""
    problem = (error.problem or error.context or "it makes no sense").replace("\n", " ")
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    line = (
        min(mark.line + 1, len(lines)) if mark is not None else 0
    )  # the end of the file counts as a line more
    written = lines[line - 1] if line else ""
    remedy = _remedy_for(problem, written)
    if error.context_mark is not None and error.context_mark.line + 1 != line:
        remedy += f" It may have begun at line {error.context_mark.line + 1}."
    return UnreadableFile(f"The file cannot be read here: {problem}.", remedy, line)


def _remedy_for(problem: str, written: str) -> str:
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return "Indent with spaces, never with tabs."
    if "mapping values are not allowed" in problem:
        return "Put the whole text in quotation marks if it holds a colon, or mend the indentation."
    if "cannot start any token" in problem:
        return "Put the text in quotation marks."
    if "simple key" in problem or "expected" in problem:
        return "Begin lines that belong together in the same column, end each key in a colon, close each quotation."
    return "Check the indentation, and put texts with special marks in quotation marks."


class _Kind(Enum):
    """Kinds of event, as far as they are told apart."""

    SCALAR = auto()
    ALIAS = auto()
    SEQUENCE = auto()
    MAPPING = auto()
    END = auto()
    DOCUMENT = auto()
    STREAM_END = auto()


_KINDS: Final = {
    "ScalarEvent": _Kind.SCALAR,
    "AliasEvent": _Kind.ALIAS,
    "SequenceStartEvent": _Kind.SEQUENCE,
    "MappingStartEvent": _Kind.MAPPING,
    "SequenceEndEvent": _Kind.END,
    "MappingEndEvent": _Kind.END,
    "DocumentStartEvent": _Kind.DOCUMENT,
    "StreamEndEvent": _Kind.STREAM_END,
}


class _Frame:
    """A list or mapping that is being read."""

    def __init__(self, line: int, *, is_mapping: bool) -> None:
        self.line = line
        self.is_mapping = is_mapping
        self.entries: list[Node] = []
        self.pairs: list[tuple[Text, Node]] = []
        self.key: Text | None = None

    def take(self, node: Node) -> None:
        """Take in the next key, value or entry."""
        if not self.is_mapping:
            self.entries.append(node)
        elif self.key is not None:
            self.pairs.append((self.key, node))
            self.key = None
        elif isinstance(node, Text):
            self.key = node
        else:
            raise UnreadableFile(
                "A list or group stands where a key belongs.", "A key is one word.", node.line
            )

    def close(self) -> Node:
        """Return the whole."""
        if self.is_mapping:
            return Mapping(tuple(self.pairs), self.line)
        return Listing(tuple(self.entries), self.line)


class _Composer:
    """Builds nodes from YAML's events without recursion, so that no depth can exhaust the stack."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._open: list[_Frame] = []
        self._whole: Node | None = None
        self._count = 0

    def compose(self, events: Iterator[Event]) -> Node:
        """Return the root of the only document."""
        documents = 0
        for event in events:  # pragma: no branch - the end of the stream comes last
            kind = _KINDS.get(type(event).__name__)
            if kind is _Kind.SCALAR:
                self._take_scalar(event)
            elif kind is _Kind.DOCUMENT:
                documents += 1
                if documents > 1:
                    what = "A second document begins here."
                    raise UnreadableFile(
                        what, "Delete the line “---”; one file holds one form.", _line_of(event)
                    )
            elif kind is _Kind.STREAM_END:
                break
            elif kind is not None:
                self._take(kind, event)
        if self._whole is None:
            raise UnreadableFile("The file is empty.", "Fill it, or delete it.")
        return self._whole

    def _take_scalar(self, event: Any) -> None:  # noqa: ANN401 - an event of a library without types
        line = event.start_mark.line + 1
        self._see(event, line)
        self._place(Text(event.value, line))

    def _take(self, kind: _Kind, event: Any) -> None:  # noqa: ANN401 - an event of a library without types
        line = _line_of(event)
        self._see(event, line)
        if kind is _Kind.ALIAS:
            self._place(Text("", line))
        elif kind is _Kind.END:
            self._place(self._open.pop().close())
        else:
            if len(self._open) >= _MOST_DEPTH:
                raise UnreadableFile(
                    "Lists and groups stand too deep in each other.", "Mend the indentation.", line
                )
            self._open.append(_Frame(line, is_mapping=kind is _Kind.MAPPING))

    def _see(self, event: Any, line: int) -> None:  # noqa: ANN401 - an event of a library without types
        """Count an event, and find what refers to elsewhere in the file."""
        self._count += 1
        if self._count > _MOST_NODES:
            raise UnreadableFile(f"The file holds more than {_MOST_NODES:,} values.", "Split it.", line)
        referring = _referring(event)
        if referring is not None:
            self._findings.add("", *referring, line=line)

    def _place(self, node: Node) -> None:
        if self._open:
            self._open[-1].take(node)
        else:
            self._whole = node


def _line_of(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 0


def _referring(event: Any) -> tuple[str, str] | None:  # noqa: ANN401 - an event of a library without types
    """Return what refers to elsewhere in the file, and the remedy."""
    if type(event).__name__ == "AliasEvent":
        return "An alias (*name) stands here.", "Write the text itself, or put it in quotation marks."
    if getattr(event, "anchor", None) is not None:
        return "An anchor (&name) stands here.", "Delete it, or put the text in quotation marks."
    if getattr(event, "tag", None) is not None:
        return "A tag (!name) stands here.", "Delete it, or put the text in quotation marks."
    return None
