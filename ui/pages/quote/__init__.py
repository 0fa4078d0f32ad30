"""报价: the list of quotes, and one quote on one screen with its price beside it."""

from ui.pages.quote.page import QuotePage

__all__ = ["QuotePage"]
