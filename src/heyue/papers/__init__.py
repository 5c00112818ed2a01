"""文书: answers made into documents: the check-up's reports, the workbook's template."""
