"""«Сетевой город. Образование (модуль ПОО)» of IRTech: saved answers of its web pages → a journal."""
