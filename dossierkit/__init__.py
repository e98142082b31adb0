"""dossierkit: business relationships in plain files, turned into the right next step."""

__version__ = "0.1.0"
