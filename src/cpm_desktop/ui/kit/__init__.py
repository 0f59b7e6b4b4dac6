"""What every screen is built of: theme, icons, labels, buttons, fields, panels and lists."""
