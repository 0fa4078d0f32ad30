"""同步: how the desk stands with headquarters, and what waits for a person."""

from ui.pages.exchange.page import ExchangePage

__all__ = ["ExchangePage"]
