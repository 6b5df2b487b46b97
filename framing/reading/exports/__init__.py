"""Exports of press databases: Europresse, Factiva, Nexis, ProQuest, and files of text-analysis programs."""
