"""Entra's sign-in host as a service of the cloud: its routes; nobody needs a token to ask for one."""

from sandbox.cloud.login import metadata, token_endpoint
from sandbox.cloud.login.refusals import render
from sandbox.cloud.routing import Router
from sandbox.cloud.service import Service

SERVICE = Service("login", Router((*metadata.ROUTES, *token_endpoint.ROUTES)), render)
