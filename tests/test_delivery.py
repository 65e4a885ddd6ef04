"""What a stranger is handed: the compose file, the settings' example, the README's commands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from marketplace.cli import app
from marketplace.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
EXAMPLE = (ROOT / ".env.example").read_text()


def test_every_image_of_a_store_has_an_exact_tag_a_health_check_and_a_named_volume() -> None:
    volumes = yaml.safe_load(COMPOSE)["volumes"]
    for name in ("postgres", "mongo", "redis", "neo4j"):
        service = SERVICES[name]
        assert re.search(r":\d+\.\d+\.\d+", service["image"]), service["image"]
        assert service["healthcheck"]["test"]
        assert service["volumes"][0].split(":")[0] in volumes


def test_neo4j_has_thirty_seconds_to_start() -> None:
    assert SERVICES["neo4j"]["healthcheck"]["start_period"] == "30s"


def test_no_variable_of_the_neo4j_image_is_taken_for_a_setting_it_does_not_know() -> None:
    known = {"NEO4J_AUTH", "NEO4J_PLUGINS"}
    for name in SERVICES["neo4j"]["environment"]:
        assert name in known or not name.startswith("NEO4J_") or "_" in name.removeprefix("NEO4J_"), name


def test_ports_are_bound_to_loopback() -> None:
    for service in SERVICES.values():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:")


def test_the_example_sets_every_variable_that_compose_demands() -> None:
    demanded = set(re.findall(r"\$\{([A-Z0-9_]+):\?", COMPOSE))
    assert demanded == {"POSTGRES_PASSWORD", "MONGO_PASSWORD", "REDIS_PASSWORD", "NEO4J_PASSWORD"}
    assert demanded == set(re.findall(r"^([A-Z0-9_]+)=$", EXAMPLE, re.MULTILINE))
    assert not re.findall(r"\$\{[A-Z0-9_]+[-}]", COMPOSE), "a variable without :? could silently be empty"


def test_the_example_names_every_setting() -> None:
    named = {name.lower() for name in re.findall(r"MARKETPLACE_([A-Z0-9_]+)=", EXAMPLE)}
    assert named == set(Settings.model_fields)


def test_containers_run_the_versions_that_are_embedded() -> None:
    lock = (ROOT / "marketplace/embedded/neo4j-jars.csv").read_text()
    version = re.search(r"^org\.neo4j,neo4j,([\d.]+)", lock, re.MULTILINE)
    assert version is not None
    assert SERVICES["neo4j"]["image"] == f"neo4j:{version[1]}-community"
    assert SERVICES["postgres"]["image"].endswith("-pg18")


def test_dependencies_are_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    explained = (ROOT / "docs/dependencies.md").read_text()
    required = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=; ]", requirement)[0] for requirement in required}
    for name in names:
        stem = (
            "opentelemetry-"
            if name.startswith("opentelemetry-")
            else name.removeprefix("types-").removesuffix("-stubs")
        )
        assert stem in explained, f"{name} is not in docs/dependencies.md"


@pytest.mark.parametrize("text", ["README.md", "docs/architecture.md"])
def test_commands_and_files_named_in_the_docs_exist(text: str) -> None:
    words = (ROOT / text).read_text()
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for command in re.findall(r"^marketplace ([a-z-]+)", words, re.MULTILINE):
        assert command in commands, command
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for target in re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", words, re.MULTILINE):
        assert set(filter(None, target)) <= targets, target
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", words):
        assert ((ROOT / text).parent / link).exists(), link
