"""Every paper of the samples with what prints it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from showroom.contract.document import agreement_of_sale, receipt
from showroom.customer.document import lead_card
from showroom.dayclose.document import daily_report
from showroom.documents.press import Printed
from showroom.quote.document import quotation
from showroom.testdrive.document import agreement, feedback
from showroom.visit.document import visit_log
from tests.documents import daysamples, samples


@dataclass(frozen=True)
class Sample:
    """A paper: what prints it, and believable data."""

    prints: Callable[[Any], Printed]
    data: Any

    def printed(self) -> Printed:
        """The paper of the sample."""
        return self.prints(self.data)


ALL = {
    "quote": Sample(quotation, samples.QUOTE),
    "contract": Sample(agreement_of_sale, samples.CONTRACT),
    "receipt": Sample(receipt, samples.RECEIPT),
    "agreement": Sample(agreement, daysamples.AGREEMENT),
    "feedback": Sample(feedback, daysamples.FEEDBACK),
    "day report": Sample(daily_report, daysamples.DAY_REPORT),
    "visit log": Sample(visit_log, daysamples.VISITS),
    "lead card": Sample(lead_card, daysamples.LEAD),
}
