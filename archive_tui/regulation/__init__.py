"""The company's rules, named as the regulation names them: pure functions over frozen records."""
