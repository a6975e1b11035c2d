"""The publication as a whole: a study, its chapters, and the page, workbook or PDF made of them."""
