"""The group as HQ sees it: a day's figures, who belongs, what waits for an operator."""
