"""The closed lists of the trade (domain.md 1 to 3); a stored code never changes its meaning."""

from enum import StrEnum, auto


class Term(StrEnum):
    """A closed list whose stored codes are the member names."""

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return name

    @property
    def word(self) -> str:
        """The catalogue key of what people read, e.g. `enum.IntentLevel.H`."""
        return f"enum.{type(self).__name__}.{self.name}"


class IntentLevel(Term):
    """意向级别: ordered, hot to settled (public 三表一卡 template)."""

    O = auto()  # noqa: E741 - the trade's own letter
    H = auto()
    A = auto()
    B = auto()
    C = auto()
    D = auto()
    F1 = auto()
    F2 = auto()
    L = auto()


class VisitKind(Term):
    """客流类型."""

    FIRST = auto()
    FIRST_ON_FILE = auto()
    REVISIT = auto()
    NON_INTENT = auto()


class Channel(Term):
    """接触方式: came in, or rang."""

    WALK_IN = auto()
    PHONE_IN = auto()


class NonIntentReason(Term):
    """非意向原因."""

    PAPERWORK = auto()
    PICKUP = auto()
    CANCELLATION = auto()
    SERVICE = auto()
    OTHER = auto()


class Source(Term):
    """信息来源: how the customer heard of us."""

    WEB = auto()
    TELEVISION = auto()
    NEWSPAPER = auto()
    RADIO = auto()
    MAGAZINE = auto()
    FRIEND = auto()
    LIVE_STREAM = auto()
    SHORT_VIDEO = auto()
    ROAD_SHOW = auto()
    REFERRAL = auto()
    PASSING_BY = auto()
    OTHER = auto()


class Gender(Term):
    """性别."""

    FEMALE = auto()
    MALE = auto()


class CustomerType(Term):
    """客户类型."""

    PERSON = auto()
    COMPANY = auto()


class UseKind(Term):
    """用途."""

    HOME = auto()
    BUSINESS = auto()
    COMMERCIAL = auto()


class PayMode(Term):
    """付款方式 of the whole car."""

    FULL = auto()
    LOAN = auto()
    LEASE = auto()


class PurchaseKind(Term):
    """购车类型: first car, one more, or in place of another."""

    FIRST = auto()
    ADDITIONAL = auto()
    REPLACEMENT = auto()


class LostCategory(Term):
    """战败去向: where a lost customer went."""

    RIVAL_BRAND = auto()
    SAME_BRAND_ELSEWHERE = auto()
    GAVE_UP = auto()
    OTHER = auto()


class FollowUpMethod(Term):
    """跟进方式."""

    CALL = auto()
    MESSAGE = auto()
    WECHAT = auto()
    VISIT = auto()
    OTHER = auto()


class FollowUpResult(Term):
    """跟进结果; only a REACHED or INVITED customer was in effective contact."""

    REACHED = auto()
    INVITED = auto()
    NO_ANSWER = auto()
    REFUSED = auto()
    WRONG_NUMBER = auto()


class ConsentPurpose(Term):
    """授权目的: each asked by itself (PIPL 13-16, 23)."""

    SERVICE = auto()
    MARKETING = auto()
    SHARE_INSURER = auto()
    SHARE_LENDER = auto()
    SHARE_MAKER = auto()


class ClashStatus(Term):
    """撞单: two names or two consultants on one phone."""

    OPEN = auto()
    SAME_PERSON = auto()
    DIFFERENT_PEOPLE = auto()


class DriveMode(Term):
    """试驾 or 试乘."""

    DRIVE = auto()
    RIDE = auto()


class DriveStatus(Term):
    """试驾状态."""

    BOOKED = auto()
    OUT = auto()
    DONE = auto()
    CANCELLED = auto()
    NO_SHOW = auto()


class LicenceClass(Term):
    """准驾车型 (公安部令第162号); E and below ride two or three wheels."""

    A1 = auto()
    A2 = auto()
    A3 = auto()
    B1 = auto()
    B2 = auto()
    C1 = auto()
    C2 = auto()
    C3 = auto()
    C4 = auto()
    C5 = auto()
    C6 = auto()
    D = auto()
    E = auto()
    F = auto()


class Gearbox(Term):
    """变速箱, as far as the licence cares."""

    MANUAL = auto()
    AUTOMATIC = auto()


class QuoteStatus(Term):
    """报价单状态."""

    DRAFT = auto()
    ISSUED = auto()
    ACCEPTED = auto()
    EXPIRED = auto()
    VOID = auto()


class LineKind(Term):
    """报价项目."""

    OPTION = auto()
    ACCESSORY = auto()
    CASH_DISCOUNT = auto()
    TRADE_IN_SUBSIDY = auto()
    MAKER_SUBSIDY = auto()
    OTHER_DISCOUNT = auto()
    PURCHASE_TAX = auto()
    VEHICLE_TAX = auto()
    CONSUMPTION_TAX = auto()
    CTP_INSURANCE = auto()
    COMMERCIAL_INSURANCE = auto()
    PLATING_FEE = auto()
    FINANCE_FEE = auto()
    OTHER_FEE = auto()
    SERVICE_PACKAGE = auto()


class InsuranceCover(Term):
    """商业险险种."""

    VEHICLE_DAMAGE = auto()
    THIRD_PARTY = auto()
    OCCUPANTS = auto()
    DRIVER_PASSENGER = auto()
    EXTRA_MEDICAL = auto()
    CHARGING_POST = auto()


class Payee(Term):
    """收款方."""

    DEALER = auto()
    INSURER = auto()
    TAX = auto()
    OTHER = auto()


class Energy(Term):
    """能源: petrol or diesel, battery, plug-in hybrid."""

    ICE = auto()
    BEV = auto()
    PHEV = auto()


class LoanKind(Term):
    """还款方式."""

    LEVEL_PAYMENT = auto()
    LEVEL_PRINCIPAL = auto()
    BALLOON = auto()
    STEP = auto()


class ApprovalStatus(Term):
    """审批, of a discount or of a loss: asked, then decided by a manager."""

    REQUESTED = auto()
    APPROVED = auto()
    REJECTED = auto()


class ContractStatus(Term):
    """合同状态."""

    DRAFT = auto()
    PENDING = auto()
    SIGNED = auto()
    ALLOCATED = auto()
    READY = auto()
    DELIVERED = auto()
    CANCELLED = auto()


class MoneyKind(Term):
    """款项性质: 定金 carries the penalty of 民法典 587, 订金 does not."""

    EARNEST = auto()
    ADVANCE = auto()


class DisputeWay(Term):
    """争议解决."""

    LITIGATION = auto()
    ARBITRATION = auto()


class ReceiptKind(Term):
    """收据性质."""

    EARNEST = auto()
    ADVANCE = auto()
    DOWN_PAYMENT = auto()
    BALANCE = auto()
    OTHER = auto()
    REFUND = auto()


class PayMethod(Term):
    """收款方式."""

    CASH = auto()
    CARD = auto()
    TRANSFER = auto()
    WECHAT = auto()
    ALIPAY = auto()


class VehicleStatus(Term):
    """车辆状态 (public stock codes)."""

    ON_ORDER = auto()
    IN_TRANSIT = auto()
    IN_STOCK = auto()
    ALLOCATED = auto()
    DELIVERED = auto()
    TRANSFERRING = auto()
    ON_HOLD = auto()
    DEMO = auto()
    DEMO_RETIRED = auto()


class VehicleUse(Term):
    """车辆用途: to sell, or to drive."""

    SALE = auto()
    DEMO = auto()


class CertificateStatus(Term):
    """合格证."""

    HELD = auto()
    PLEDGED = auto()
    RELEASED = auto()


class OutletKind(Term):
    """网点类型."""

    S4 = auto()
    TIER2 = auto()
    CITY = auto()
    POP_UP = auto()


class OutletStatus(Term):
    """网点状态."""

    OPEN = auto()
    EXITED = auto()


class DealerTier(Term):
    """经销商层级, best first."""

    A = auto()
    B = auto()
    C = auto()


class Role(Term):
    """岗位: what a person may do hangs on it."""

    CONSULTANT = auto()
    RECEPTIONIST = auto()
    CASHIER = auto()
    SHOWROOM_MANAGER = auto()
    SALES_MANAGER = auto()
    GENERAL_MANAGER = auto()
    STORE_MANAGER = auto()
    TECHNICIAN = auto()
    ADMIN = auto()


class DayStatus(Term):
    """业务日状态."""

    OPEN = auto()
    CLOSED = auto()
    REOPENED = auto()
