"""Chapters as a page, a workbook or a PDF."""
