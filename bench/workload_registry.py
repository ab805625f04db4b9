"""The registered models of the benchmark, as rows of MLflow's own schema. Deterministic."""

import sqlite3

MODELS = 300
BIG = "model-big"
BIG_VERSIONS = 2_000


def write_registry(database: sqlite3.Connection, start_ms: int, run_ids: list[str]) -> dict:
    """300 models, all but one with five versions and an alias; versions come from the given runs, in their order."""
    names = [BIG, *(f"model-{index:03d}" for index in range(1, MODELS))]
    models, versions, aliases, tags = [], [], [], []
    for place, name in enumerate(names):
        count = BIG_VERSIONS if name == BIG else 5
        # The big one was touched last: both lists show it on their first page.
        at = start_ms + (MODELS - place) * 60_000
        models.append((name, at, at + count * 1_000, f"Model {place} of the benchmark."))
        for version in range(1, count + 1):
            own = run_ids[(place + version) % len(run_ids)] if name != BIG else run_ids[version % len(run_ids)]
            made = at + version * 1_000
            versions.append((name, version, made, made, "ada", "None", f"runs:/{own}/model", own, "READY"))
            tags.append(("validation_status", "approved" if version % 3 == 0 else "pending", name, version))
        aliases.append(("champion", count - 1, name))
    aliases.append(("challenger", BIG_VERSIONS, BIG))
    database.executemany(
        "INSERT INTO registered_models (name, creation_time, last_updated_time, description) VALUES (?, ?, ?, ?)", models
    )
    database.executemany(
        "INSERT INTO model_versions (name, version, creation_time, last_updated_time, user_id, current_stage, source,"
        " run_id, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        versions,
    )
    database.executemany("INSERT INTO registered_model_aliases (alias, version, name) VALUES (?, ?, ?)", aliases)
    database.executemany("INSERT INTO model_version_tags (key, value, name, version) VALUES (?, ?, ?, ?)", tags)
    return {"models": MODELS, "big": BIG, "versions": BIG_VERSIONS, "champion": BIG_VERSIONS - 1}
