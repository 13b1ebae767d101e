"""The contract behind the layer table refuses what it should (the table itself is in pyproject.toml)."""

from grimp import ImportGraph

from tests.house.leans_on import LeansOn


def is_kept(imports: dict[str, str], **row: list[str]) -> bool:
    graph = ImportGraph()
    graph.add_module("common.domain")
    for importer, imported in imports.items():
        graph.add_module(importer)
        graph.add_module(imported)
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    contract = LeansOn(name="rules", session_options={}, contract_options=row)
    return contract.check(graph, verbose=False).kept


def test_a_package_may_import_itself_and_what_its_row_names() -> None:
    imports = {"common.domain.kitchen": "common.domain.ids", "common.domain.money": "msgspec"}
    assert is_kept(imports, packages=["common.domain"], may_import=["msgspec"])


def test_the_bare_parent_package_is_only_a_place() -> None:
    assert is_kept({"common.domain.kitchen": "common"}, packages=["common.domain"])
    assert not is_kept({"common.domain.kitchen": "common.qt"}, packages=["common.domain"])


def test_a_library_that_nobody_named_is_refused() -> None:
    assert not is_kept({"common.domain.kitchen": "requests"}, packages=["common.domain"])


def test_a_name_that_only_begins_alike_is_refused() -> None:
    imports = {"common.domain.kitchen": "msgspec_extras"}
    assert not is_kept(imports, packages=["common.domain"], may_import=["msgspec"])


def test_a_row_can_narrow_the_standard_library() -> None:
    imports = {"common.domain.kitchen": "time"}
    assert is_kept(imports, packages=["common.domain"])
    assert not is_kept(imports, packages=["common.domain"], stdlib=["datetime"])
    assert not is_kept(imports, packages=["common.domain"], never=["time"])


def test_a_row_may_stand_before_its_package() -> None:
    assert is_kept({}, packages=["common.printing"])
