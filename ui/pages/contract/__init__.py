"""合同与收款: the list, a contract made from an accepted quote, its money."""

from ui.pages.contract.page import ContractPage

__all__ = ["ContractPage"]
