"""The generated pages of the documentation: functions from the library's own objects to text. Only `staging` writes."""
