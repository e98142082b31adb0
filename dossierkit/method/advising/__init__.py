"""Advice from the playbook for the next step."""
