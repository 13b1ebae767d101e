"""Enough of QML's grammar to hold the rules of the house: objects, their bindings, their code.

Not a checker (that is qmllint): it takes well-formed QML and says what stands where.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""(?P<space>[ \t\r]+)
      | (?P<newline>\n)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)
      | (?P<word>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)
      | (?P<number>\d[\w.]*)
      | (?P<mark>=>|[^\w\s])""",
    re.VERBOSE | re.DOTALL,
)
OPENING = {"{": "}", "(": ")", "[": "]"}
# A line that ends or begins with one of these is one expression with its neighbour.
JOINS_NEXT = {"?", ":", "&", "|", "+", "-", "*", "/", "%", "=", "<", ">", ",", ".", "!", "=>"}
JOINS_PREVIOUS = {"?", ":", "&", "|", "+", "*", "/", "%", "=", "<", ">", ".", ","}


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Code:
    """A function, a handler or a block in braces; `length` counts the lines between its braces."""

    name: str
    line: int
    length: int


@dataclass(slots=True)
class QmlObject:
    """`Type { … }`. `bindings` holds `name: value` as text, grouped ones under their full name."""

    type: str
    line: int
    parent: "QmlObject | None" = None
    bindings: dict[str, str] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    children: list["QmlObject"] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)

    def walk(self) -> Iterator["QmlObject"]:
        yield self
        for child in self.children:
            yield from child.walk()


def parse(source: str) -> QmlObject:
    """The root object of a QML file; its inline components stand among the children."""
    return _Parser(list(_tokens(source))).file()


def _tokens(source: str) -> Iterator[Token]:
    line = 1
    for match in TOKEN.finditer(source):
        kind, text = match.lastgroup or "", match.group()
        if kind not in {"space", "comment"}:
            yield Token(kind, text, line)
        line += text.count("\n")


def _is_type(token: Token) -> bool:
    return token.kind == "word" and token.text.rsplit(".", 1)[-1][:1].isupper()


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def file(self) -> QmlObject:
        while self._peek().text in {"import", "pragma"} or self._peek().kind == "newline":
            self._rest_of_line()
        return self._object(None)

    def _object(self, parent: QmlObject | None) -> QmlObject:
        name = self._take()
        made = QmlObject(name.text, name.line, parent)
        if self._peek().text == "on":  # Behavior on x { … }
            self._take()
            self._take()
        self._body(made, prefix="")
        return made

    def _body(self, made: QmlObject, prefix: str) -> None:
        self._skip_newlines()
        self._take()  # {
        while self._peek().text != "}":
            self._member(made, prefix)
        self._take()

    def _member(self, made: QmlObject, prefix: str) -> None:
        token = self._peek()
        if token.kind == "newline" or token.text == ";":
            self._take()
        elif token.text == "function":
            self._function(made)
        elif token.text in {"signal", "enum"}:
            self._signal_or_enum()
        elif token.text == "component":
            self._inline_component(made)
        elif token.text in {"property", "required", "readonly", "default"}:
            self._property(made)
        elif _is_type(token) and self._peek(1).text in {"{", "on"}:
            made.children.append(self._object(made))
        elif self._peek(1).text == "{":  # a group: anchors { … }
            self._body(made, prefix=f"{prefix}{self._take().text}.")
        else:
            name = self._take()
            self._take()  # :
            self._value(made, prefix + name.text)

    def _function(self, made: QmlObject) -> None:
        self._take()
        name = self._take()
        while self._peek().text != "{":
            self._take_balanced()
        made.code.append(self._block(name.text))

    def _signal_or_enum(self) -> None:
        while self._peek().kind != "newline" and self._peek().text not in {";", "}"}:
            self._take_balanced()

    def _inline_component(self, made: QmlObject) -> None:
        self._take()
        self._take()  # its name
        self._take()  # :
        made.children.append(self._object(made))

    def _property(self, made: QmlObject) -> None:
        name = ""
        while self._peek().kind != "newline" and self._peek().text not in {":", ";", "}"}:
            name = self._take().text
        made.declared.add(name)
        if self._peek().text == ":":
            self._take()
            self._value(made, name)

    def _value(self, made: QmlObject, name: str) -> None:
        self._skip_newlines()
        first = self._peek()
        if _is_type(first) and self._peek(1).text in {"{", "on"}:
            made.children.append(self._object(made))
            made.bindings[name] = first.text
        elif first.text == "[" and self._holds_objects():
            self._object_list(made)
            made.bindings[name] = "[…]"
        elif first.text == "{":
            made.code.append(self._block(name))
            made.bindings[name] = "{…}"
        else:
            made.bindings[name] = self._expression(made, name)

    def _holds_objects(self) -> bool:
        ahead = 1
        while self._peek(ahead).kind == "newline":
            ahead += 1
        return _is_type(self._peek(ahead)) and self._peek(ahead + 1).text == "{"

    def _object_list(self, made: QmlObject) -> None:
        self._take()
        while self._peek().text != "]":
            if _is_type(self._peek()):
                made.children.append(self._object(made))
            else:
                self._take()
        self._take()

    def _block(self, name: str) -> Code:
        opening = self._peek()
        closing = self._take_balanced()[-1]
        return Code(name, opening.line, max(0, closing.line - opening.line - 1))

    def _expression(self, made: QmlObject, name: str) -> str:
        taken: list[Token] = []
        while not self._expression_ends(taken):
            if self._peek().text == "{":
                made.code.append(self._block(name))
                taken.append(Token("mark", "{…}", self._peek().line))
            else:
                taken.extend(self._take_balanced())
        return " ".join(token.text for token in taken if token.kind != "newline")

    def _expression_ends(self, taken: list[Token]) -> bool:
        token = self._peek()
        if token.text in {";", "}"}:
            return True
        if token.kind != "newline" or not taken:
            return False
        ahead = 0
        while self._peek(ahead).kind == "newline":
            ahead += 1
        before = next((t.text for t in reversed(taken) if t.kind != "newline"), "")
        return before not in JOINS_NEXT and self._peek(ahead).text not in JOINS_PREVIOUS

    def _take_balanced(self) -> list[Token]:
        """One token, or everything up to the bracket that closes it."""
        taken = [self._take()]
        closing = OPENING.get(taken[0].text)
        while closing:
            part = self._take_balanced()
            taken.extend(part)
            if part[0].text == closing:
                closing = None
        return taken

    def _rest_of_line(self) -> None:
        while self._take().kind != "newline":
            pass

    def _skip_newlines(self) -> None:
        while self._peek().kind == "newline":
            self._take()

    def _peek(self, ahead: int = 0) -> Token:
        return self._tokens[self._at + ahead]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]
