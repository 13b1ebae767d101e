"""What the screens share: loop and tasks, windows, theme, list model, link light, the QML kit."""
