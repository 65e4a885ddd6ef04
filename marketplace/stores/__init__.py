"""The four stores: pools, migrations, health. Nothing here knows the domain."""
