"""The marketplace over HTTP: one router a feature, each route a call to a service and no more."""

from marketplace.api.app import create_app

__all__ = ["create_app"]
