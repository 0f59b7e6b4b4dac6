"""What every screen is built of. Widgets take plain values and send signals; they know nothing of the domain.

Only ``question_editors`` knows forms: its ``QuestionsCard`` asks in the meeting, its preparation and the waiver.

A `Theme` is made once by the application and handed to what draws: `Button(theme, "Add action", "primary")`.
Texts are always shown as typed, and everything grows with the person's text factor.

- ``tokens``: colours, type and space read from resources/tokens.toml; ``contrast_ratio``
- ``theme``: ``Theme``, ``Appearance``, ``Scheme``; ``palettes``, ``styling``, ``fonts``, ``icons`` are its parts
- ``arranging``: ``across``, ``down``, ``at_top``, ``frame``, ``hairline``, ``empty``
- ``flow_layout``: ``FlowLayout`` goes on in the next line
- ``labels``: ``Label`` by role, ``ElidedLabel``, ``FieldLabel``, ``IconLabel``, ``set_tool_tip``
- ``buttons``: ``Button`` and ``primary_button``, ``link_button``, ``icon_button``; ``wrapping_link``: ``WrappingLink``
- ``choices``: ``SegmentControl``, ``Pills``, ``KindKeys``, each of ``Choice``
- ``panels``: ``Panel``, ``Rail``, ``Scroll``, ``SectionHead``, ``EmptyState``
- ``tags``: ``Tag``, ``IconText``; ``messages``: ``Message``
- ``header_bar``: ``HeaderBar`` with ``saved_indicator``: ``SavedIndicator``; ``status_bar``: ``StatusBar``
- ``fields``: ``Field`` around any control, ``PassphraseField``; ``text_fields``: ``LineEdit``, ``PlainEditor``
- ``reading_text``: ``ReadingText`` for the guide; ``guide_key``: ``GuideKey``, F1 in a dialog
- ``search_line``: ``SearchLine`` with its lens; ``key_names``: ``keys_in_words``
- ``parsed_fields``: ``DateField``, ``TimeField``; ``day_field``: ``DayField``
- ``selects``: ``Select``, ``SearchSelect``, each of ``Option``
- ``tick_boxes``: ``CheckBox``, ``RadioButton``, ``RadioGroup``; ``error_summary``: ``ErrorSummary``
- ``lists``: ``RowList`` of ``ListEntry``; ``step_list``: ``StepList`` of ``Step``
- ``table``: ``Table`` of ``TableEntry`` and ``Cell``, in groups
- ``avatar``: ``Avatar``, ``initials_of``; ``meters``: ``Meter``, ``HeldDots``, ``StepsBar``
- ``why``: ``Why`` opens a rule and its source in place
- ``dialogs``: ``DialogShell``; ``panes``: ``PaneCycle`` for F6; ``announcing``: ``announce``
- ``signature_pad``: ``SignaturePad``; ``pdf_view``: ``PdfView`` of ``PageImage``
"""
