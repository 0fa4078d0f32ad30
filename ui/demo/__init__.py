"""The demo day: one outlet's day played in the very window, without a screen, and checked."""

from ui.demo.command import main

__all__ = ["main"]
