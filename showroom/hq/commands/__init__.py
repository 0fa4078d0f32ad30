"""The sub-commands of `showroom hq`, grouped by what they are about."""
