"""All settings, from environment variables named MARKETPLACE_* or from a .env file in the working folder."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

StoreName = Literal["postgres", "mongo", "redis", "neo4j"]
STORES: tuple[StoreName, ...] = get_args(StoreName)


class Settings(BaseSettings):
    """Where the stores are. A store without a URL is started embedded under `home`; any mixture is fine."""

    model_config = SettingsConfigDict(env_prefix="MARKETPLACE_", env_file=".env", extra="ignore")

    postgres_url: str | None = Field(None, description="postgresql://user:password@host:5432/database")
    mongo_url: str | None = Field(None, description="mongodb://user:password@host:27017/?directConnection=true")
    redis_url: str | None = Field(None, description="redis://:password@host:6379/0 or redis+cluster://…")
    neo4j_url: str | None = Field(None, description="bolt://user:password@host:7687")
    home: Path = Field(
        default_factory=lambda: user_data_path("artisan-marketplace"), description="data of the embedded stores"
    )
    sign_in_as: bool = Field(True, description="the demo's switch: shop as anybody, without a password")
    find_tastes: bool = Field(
        False, description="work out Insights at the start if nobody ever has: `marketplace demo` and `api` say so"
    )
    model: str = Field("all-MiniLM-L6-v2", description="a sentence-transformers model: the one shipped, or a folder")
    app_port: int = Field(8501, ge=1, le=65535)
    api_port: int = Field(8502, ge=1, le=65535)
    lab_port: int = Field(8503, ge=1, le=65535)
    maven_mirror: str | None = Field(None, description="another Maven repository to fetch Neo4j's jars from")

    def url(self, store: StoreName) -> str | None:
        """The URL set for a store, or None where it is to be embedded. An empty variable counts as unset."""
        value: str | None = getattr(self, f"{store}_url")
        return value or None

    def embedded(self) -> tuple[StoreName, ...]:
        """The stores that have no URL."""
        return tuple(store for store in STORES if self.url(store) is None)
