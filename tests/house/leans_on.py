"""A contract of import-linter: a package may import what its row of the layer table names, no more.

An allow-list, where import-linter's own contracts forbid: a library that nobody thought of is refused
too. Packages of the row that do not exist yet are passed over, so a row can stand before its package.
"""

import sys
from collections.abc import Iterable
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class LeansOn(Contract):
    """`packages` may import themselves, `may_import` and the standard library.

    `stdlib`, where given, narrows the standard library to those modules; `never` takes some out.
    """

    type_name = "leans_on"

    packages = fields.ListField(subfield=fields.StringField())
    may_import = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    stdlib = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    never = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        # On an instance, import-linter has put the parsed values where the class has the fields.
        packages = cast(list[str], self.packages)
        shared = cast(list[str], self.may_import)
        standard = cast(list[str], self.stdlib) or sys.stdlib_module_names
        never = cast(list[str], self.never)

        def allowed(imported: str, package: str) -> bool:
            if _is_within(imported, [package, *shared]) or package.startswith(f"{imported}."):
                return True  # the bare parent package is only a place, not a thing to lean on
            return _is_within(imported, standard) and not _is_within(imported, never)

        broken = [
            (importer, imported, graph.get_import_details(importer=importer, imported=imported))
            for package in packages
            for importer in _modules_of(package, graph)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not allowed(imported, package)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, details in check.metadata["broken"]:
            lines = ", ".join(f"l.{detail['line_number']}" for detail in details)
            output.print_error(f"{importer} may not import {imported} ({lines})", bold=False)


def _modules_of(package: str, graph: ImportGraph) -> list[str]:
    if package not in graph.modules:
        return []
    return sorted({package, *graph.find_descendants(package)})


def _is_within(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)
