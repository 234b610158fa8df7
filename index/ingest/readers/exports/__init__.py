"""Exports of programs in which people write: chats, help centers, wikis, sites."""
