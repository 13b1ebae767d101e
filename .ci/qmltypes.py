#!/usr/bin/env python
"""Describes to qmllint the types that Python registers with QML: build/qml/<module>/{qmldir,types.qmltypes}.

Read from the live meta objects, so a property that was renamed in Python is an error in QML.
"""

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
TARGET = REPOSITORY / "build" / "qml"

# QML module → its types as "python module:class".
SINGLETONS = {"Zaotai.Tokens": ["common.qt.theme:Tokens"]}
NAMED: dict[str, list[str]] = {}

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(REPOSITORY))

from PySide6.QtCore import QMetaMethod, QMetaObject, QObject  # noqa: E402

QT_TYPES = {"PyObject": "QVariant", "PyObject*": "QObject", "int32_t": "int", "void": ""}


def describe(cls: type[QObject], module: str, *, singleton: bool) -> Iterator[str]:
    meta = cls.staticMetaObject
    base = cls.__mro__[1].__name__
    yield "    Component {"
    yield f'        file: "{cls.__module__.replace(".", "/")}.py"'
    yield f'        name: "{cls.__name__}"'
    yield '        accessSemantics: "reference"'
    yield f'        prototype: "{base if base.startswith("Q") else "QObject"}"'
    yield f'        exports: ["{module}/{cls.__name__} 1.0"]'
    yield "        isCreatable: false"
    yield f"        isSingleton: {str(singleton).lower()}"
    yield "        exportMetaObjectRevisions: [256]"
    yield from properties(meta)
    yield from methods(meta)
    yield "    }"


def properties(meta: QMetaObject) -> Iterator[str]:
    for index in range(meta.propertyOffset(), meta.propertyCount()):
        each = meta.property(index)
        name = each.name()
        parts = [f'name: "{name}"', f'type: "{qt_type(each.typeName())}"', f'read: "{name}"']
        if each.hasNotifySignal():
            parts.append(f'notify: "{bytes(each.notifySignal().name()).decode()}"')
        parts.append("isReadonly: true" if not each.isWritable() else f'write: "{name}"')
        if each.isConstant():
            parts.append("isPropertyConstant: true")
        yield f"        Property {{ {'; '.join(parts)} }}"


def methods(meta: QMetaObject) -> Iterator[str]:
    for index in range(meta.methodOffset(), meta.methodCount()):
        each = meta.method(index)
        kind = "Signal" if each.methodType() == QMetaMethod.MethodType.Signal else "Method"
        parts = [f'name: "{bytes(each.name()).decode()}"']
        answer = qt_type(each.typeName())
        if kind == "Method" and answer:
            parts.append(f'type: "{answer}"')
        for name, given in zip(each.parameterNames(), each.parameterTypes(), strict=True):
            parts.append(
                f'Parameter {{ name: "{bytes(name).decode()}"; '
                f'type: "{qt_type(bytes(given).decode())}" }}'
            )
        yield f"        {kind} {{ {'; '.join(parts)} }}"


def qt_type(name: str | None) -> str:
    return QT_TYPES.get(name or "", name or "")


def write(module: str, types: list[str], *, singleton: bool) -> None:
    folder = TARGET.joinpath(*module.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "qmldir").write_text(f"module {module}\ntypeinfo types.qmltypes\n", encoding="utf-8")
    lines = ["import QtQuick.tooling 1.2", "", "Module {"]
    for each in types:
        source, _, name = each.partition(":")
        cls = getattr(importlib.import_module(source), name)
        lines.extend(describe(cls, module, singleton=singleton))
    lines.append("}\n")
    (folder / "types.qmltypes").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    for module, types in SINGLETONS.items():
        write(module, types, singleton=True)
    for module, types in NAMED.items():
        write(module, types, singleton=False)
