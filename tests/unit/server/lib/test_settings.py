"""Settings are checked at start, and an error names the one that is wrong."""

from pathlib import Path

import pytest

from server.lib.settings import SettingInvalid, describe, load


def test_without_any_setting_the_database_lies_in_the_data_folder() -> None:
    settings = load({"ZAOTAI_DATA_DIR": "/srv/zaotai"})
    assert settings.database_url == "sqlite:////srv/zaotai/zaotai.db"
    assert (settings.host, settings.port, settings.redis_url) == ("127.0.0.1", 8000, None)


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    file = tmp_path / "zaotai.toml"
    file.write_text('port = 9000\nhost = "0.0.0.0"\n', encoding="utf-8")
    settings = load({"ZAOTAI_CONFIG": str(file), "ZAOTAI_PORT": "9001"})
    assert (settings.port, settings.host) == (9001, "0.0.0.0")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ZAOTAI_PORT", "http", "port to listen on"),
        ("ZAOTAI_PORT", "0", ">= 1"),
        ("ZAOTAI_PORT", "65536", "<= 65535"),
        ("ZAOTAI_DATABASE_URL", "mysql://db/zaotai", "sqlite:///file"),
        ("ZAOTAI_REDIS_URL", "localhost:6379", "redis://"),
        ("ZAOTAI_LOG_LEVEL", "loud", "least level"),
        ("ZAOTAI_HOST", "", "address to listen on"),
        ("ZAOTAI_CONFIG", "/nowhere/zaotai.toml", "cannot read"),
        ("ZAOTAI_SMS_HOST", "smssh1.253.com", "as the provider's console names it"),
        ("ZAOTAI_SMS_BATCH_PATH", "msg/send/json", "send to many phones"),
        ("ZAOTAI_SMS_CALLBACK_SECRETS", "chuanglan=short", "16 or more letters"),
        ("ZAOTAI_SMS_PULL_EVERY_S", "-1", ">= 0"),
        ("ZAOTAI_DATBASE_URL", "sqlite:///x.db", "did you mean ZAOTAI_DATABASE_URL"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_expected(
    name: str, value: str, expected: str
) -> None:
    with pytest.raises(SettingInvalid) as caught:
        load({name: value})
    assert caught.value.setting == name
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("text", "setting", "expected"),
    [
        ("prot = 9000", "prot", "there are"),
        ('port = "9000"', "port", "Expected `int`"),
        ("port = = 1", "ZAOTAI_CONFIG", "is not TOML"),
    ],
)
def test_a_wrong_file_is_named_too(tmp_path: Path, text: str, setting: str, expected: str) -> None:
    file = tmp_path / "zaotai.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingInvalid) as caught:
        load({"ZAOTAI_CONFIG": str(file)})
    assert caught.value.setting == setting
    assert expected in str(caught.value)


def test_variables_of_the_apps_are_let_through() -> None:
    assert load({"ZAOTAI_KDS_VOICE": "silent", "PATH": "/bin"}).port == 8000


def test_printed_settings_show_no_password() -> None:
    settings = load({"ZAOTAI_DATABASE_URL": "postgresql://zaotai:very-secret@db/zaotai"})
    assert "very-secret" not in repr(settings)


def test_every_setting_has_a_meaning_for_the_manual() -> None:
    described = describe()
    assert "ZAOTAI_DATABASE_URL" in {variable for variable, _, _ in described}
    assert all(meaning for _, _, meaning in described)
