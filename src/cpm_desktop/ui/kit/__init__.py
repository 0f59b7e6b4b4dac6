"""What every screen is built of. Widgets take plain values and send signals; they know nothing of the domain.

A `Theme` is made once by the application and handed to what draws: `Button(theme, "Add action", "primary")`. Texts are
always shown as typed, and everything grows with the person's text factor.

- ``tokens``: colours, type and space read from resources/tokens.toml; ``contrast_ratio``
- ``theme``: ``Theme``, ``Appearance``, ``Scheme``; ``palettes``, ``styling``, ``fonts`` and ``icons`` are its parts
- ``arranging``: ``across``, ``down``, ``at_top``, ``frame``, ``hairline``, ``empty``; ``flow_layout``: ``FlowLayout``
- ``labels``: ``Label`` by role, ``ElidedLabel``, ``FieldLabel``, ``IconLabel``, ``set_tool_tip``
- ``buttons``: ``Button`` and ``primary_button``, ``link_button``, ``icon_button``
- ``choices``: ``SegmentControl``, ``PillRow``, ``KindKeys``, each of ``Choice``
- ``panels``: ``Panel``, ``Rail``, ``Scroll``, ``SectionHead``, ``EmptyState``
- ``tags``: ``Tag``, ``IconText``; ``messages``: ``Message``
- ``header_bar``: ``HeaderBar`` with ``saved_indicator``: ``SavedIndicator``; ``status_bar``: ``StatusBar``
- ``announcing``: ``announce`` says a sentence to a screen reader
"""
