"""试乘试驾: slots, licences, agreements, feedback."""
