"""Names for what an id points at. All are UUIDv7 strings, lower case, 36 characters."""

from __future__ import annotations

from typing import Final, NewType

BrandId = NewType("BrandId", str)
ShopId = NewType("ShopId", str)
RoomId = NewType("RoomId", str)
StationId = NewType("StationId", str)
DeviceId = NewType("DeviceId", str)
StaffId = NewType("StaffId", str)
CategoryId = NewType("CategoryId", str)
GoodsId = NewType("GoodsId", str)
OptionId = NewType("OptionId", str)
StayId = NewType("StayId", str)
OrderId = NewType("OrderId", str)
BatchId = NewType("BatchId", str)
LineId = NewType("LineId", str)
MessageId = NewType("MessageId", str)
CallId = NewType("CallId", str)
TherapistId = NewType("TherapistId", str)
ChargeId = NewType("ChargeId", str)
AdjustmentId = NewType("AdjustmentId", str)
PaymentId = NewType("PaymentId", str)
RefundId = NewType("RefundId", str)
ShiftId = NewType("ShiftId", str)
PrinterId = NewType("PrinterId", str)
PrintJobId = NewType("PrintJobId", str)
SmsPackageId = NewType("SmsPackageId", str)
SmsPurchaseId = NewType("SmsPurchaseId", str)
SmsLotId = NewType("SmsLotId", str)
SmsHoldId = NewType("SmsHoldId", str)
SmsDebtId = NewType("SmsDebtId", str)
SmsMessageId = NewType("SmsMessageId", str)

Fen = NewType("Fen", int)
"""Money: integer fen (1 yuan = 100 fen). Never a float."""

NO_FEN: Final = Fen(0)
