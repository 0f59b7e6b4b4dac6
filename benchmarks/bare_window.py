"""The floor of every start: one window with one word in it, as large as the application's."""

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

application = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLabel("bare window"))
window.resize(1440, 900)
window.show()
sys.exit(application.exec())
