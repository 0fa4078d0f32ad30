"""Figures and the records behind them."""
