"""The one window: header, pages, status bar, going from page to page, and what works behind them."""
