"""What is wrong with a setting, in words."""

from __future__ import annotations

from chalicelib import settings, settings_cloud
from chalicelib.adapters.google.access import KeyBrokenError
from chalicelib.model.word import Phrase

SETTING_SAYINGS: tuple[tuple[type[Exception], Phrase], ...] = (
    (
        settings.SettingMissingError,
        Phrase("Set {evidence} in the environment.", "请设置环境变量 {evidence}。"),
    ),
    (
        settings.KeyFileError,
        Phrase("{evidence} names no file that can be read.", "{evidence} 指定的文件无法读取。"),
    ),
    (
        settings.KeyKindError,
        Phrase(
            "{evidence} is not the JSON key of a Google service account.",
            "{evidence} 不是 Google 服务账号的 JSON 密钥。",
        ),
    ),
    (
        settings.KeyLaterError,
        Phrase(
            "{evidence} names a secret that was not fetched; give the path of the key's file.",
            "{evidence} 只是密钥的名称，尚未取得密钥；请填写密钥文件的路径。",
        ),
    ),
    (
        settings.NumberError,
        Phrase("{evidence}: write a whole number, such as 40.", "{evidence} 应为整数，例如 40。"),
    ),
    (
        settings_cloud.SecretMissingError,
        Phrase(
            "{evidence}: no secret of that name is in this account and region, or it has no value.",
            "{evidence}：此账号和区域中没有该名称的密钥，或其值为空。",
        ),
    ),
    (
        settings_cloud.SecretDeniedError,
        Phrase(
            "{evidence}: AWS does not let you read that secret; allow it, or use other credentials.",
            "{evidence}：AWS 不允许读取该密钥；请授权，或改用其他凭证。",
        ),
    ),
    (
        settings_cloud.SecretEmptyError,
        Phrase(
            "{evidence}: nothing has been put into that secret.", "{evidence}：该密钥尚无内容。"
        ),
    ),
    (
        settings_cloud.SecretLaterError,
        Phrase(
            "{evidence}: the secret cannot be read at the moment; try again.",
            "{evidence}：暂时无法读取该密钥，请重试。",
        ),
    ),
    (
        settings_cloud.SecretNameError,
        Phrase("Write secret:NAME, or ssm:/NAME.", "请写成 secret:名称 或 ssm:/名称。"),
    ),
    (
        settings.EndpointError,
        Phrase(
            "{evidence} may only name a server on this machine, such as http://127.0.0.1:8899",
            "{evidence} 只能是本机地址，例如 http://127.0.0.1:8899",
        ),
    ),
    (
        settings.LinkSecretsError,
        Phrase(
            "{evidence}: write secrets of at least 32 characters, the newest first, with commas between.",
            "{evidence}：每个密钥至少 32 个字符，最新的在前，用英文逗号分隔。",
        ),
    ),
    (
        settings.PagesUrlError,
        Phrase(
            "{evidence}: write an address such as https://desk.example.com, or http://127.0.0.1:8000"
            " for this machine.",
            "{evidence} 应写成 https://desk.example.com 这样的地址，本机可用 http://127.0.0.1:8000。",
        ),
    ),
    (
        KeyBrokenError,
        Phrase(
            "The private key in AFTERSHEET_GOOGLE_KEY cannot be read: it was cut or altered.",
            "AFTERSHEET_GOOGLE_KEY 中的私钥无法读取：可能被截断或改动。",
        ),
    ),
)
