// Errors of version 3 that hold little more than an extension container.
#include "sigtran/map/parameter_codec.h"

namespace mapsim::map {

template Result<DataMissingParam> decode<DataMissingParam>(OctetView, Remarks*);
template Result<Octets> encode<DataMissingParam>(const DataMissingParam&, Ranges);
template Result<void> encode<DataMissingParam>(OutBuffer&, const DataMissingParam&, Ranges);
template Result<UnexpectedDataParam> decode<UnexpectedDataParam>(OctetView, Remarks*);
template Result<Octets> encode<UnexpectedDataParam>(const UnexpectedDataParam&, Ranges);
template Result<void> encode<UnexpectedDataParam>(OutBuffer&, const UnexpectedDataParam&, Ranges);
template Result<FacilityNotSupParam> decode<FacilityNotSupParam>(OctetView, Remarks*);
template Result<Octets> encode<FacilityNotSupParam>(const FacilityNotSupParam&, Ranges);
template Result<void> encode<FacilityNotSupParam>(OutBuffer&, const FacilityNotSupParam&, Ranges);
template Result<UnknownSubscriberParam> decode<UnknownSubscriberParam>(OctetView, Remarks*);
template Result<Octets> encode<UnknownSubscriberParam>(const UnknownSubscriberParam&, Ranges);
template Result<void> encode<UnknownSubscriberParam>(OutBuffer&, const UnknownSubscriberParam&, Ranges);
template Result<UnidentifiedSubParam> decode<UnidentifiedSubParam>(OctetView, Remarks*);
template Result<Octets> encode<UnidentifiedSubParam>(const UnidentifiedSubParam&, Ranges);
template Result<void> encode<UnidentifiedSubParam>(OutBuffer&, const UnidentifiedSubParam&, Ranges);
template Result<IllegalSubscriberParam> decode<IllegalSubscriberParam>(OctetView, Remarks*);
template Result<Octets> encode<IllegalSubscriberParam>(const IllegalSubscriberParam&, Ranges);
template Result<void> encode<IllegalSubscriberParam>(OutBuffer&, const IllegalSubscriberParam&, Ranges);
template Result<IllegalEquipmentParam> decode<IllegalEquipmentParam>(OctetView, Remarks*);
template Result<Octets> encode<IllegalEquipmentParam>(const IllegalEquipmentParam&, Ranges);
template Result<void> encode<IllegalEquipmentParam>(OutBuffer&, const IllegalEquipmentParam&, Ranges);
template Result<TeleservNotProvParam> decode<TeleservNotProvParam>(OctetView, Remarks*);
template Result<Octets> encode<TeleservNotProvParam>(const TeleservNotProvParam&, Ranges);
template Result<void> encode<TeleservNotProvParam>(OutBuffer&, const TeleservNotProvParam&, Ranges);
template Result<SubBusyForMtSmsParam> decode<SubBusyForMtSmsParam>(OctetView, Remarks*);
template Result<Octets> encode<SubBusyForMtSmsParam>(const SubBusyForMtSmsParam&, Ranges);
template Result<void> encode<SubBusyForMtSmsParam>(OutBuffer&, const SubBusyForMtSmsParam&, Ranges);
template Result<MessageWaitListFullParam> decode<MessageWaitListFullParam>(OctetView, Remarks*);
template Result<Octets> encode<MessageWaitListFullParam>(const MessageWaitListFullParam&, Ranges);
template Result<void> encode<MessageWaitListFullParam>(OutBuffer&, const MessageWaitListFullParam&, Ranges);

}  // namespace mapsim::map
