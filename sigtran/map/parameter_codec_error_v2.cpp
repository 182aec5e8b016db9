// Errors with a parameter of their own.
#include "sigtran/map/parameter_codec.h"

namespace mapsim::map {

template Result<AbsentSubscriberParamV1> decode<AbsentSubscriberParamV1>(OctetView, Remarks*);
template Result<Octets> encode<AbsentSubscriberParamV1>(const AbsentSubscriberParamV1&, Ranges);
template Result<void> encode<AbsentSubscriberParamV1>(OutBuffer&, const AbsentSubscriberParamV1&, Ranges);
template Result<CallBarredParamV2> decode<CallBarredParamV2>(OctetView, Remarks*);
template Result<Octets> encode<CallBarredParamV2>(const CallBarredParamV2&, Ranges);
template Result<void> encode<CallBarredParamV2>(OutBuffer&, const CallBarredParamV2&, Ranges);
template Result<SystemFailureParamV2> decode<SystemFailureParamV2>(OctetView, Remarks*);
template Result<Octets> encode<SystemFailureParamV2>(const SystemFailureParamV2&, Ranges);
template Result<void> encode<SystemFailureParamV2>(OutBuffer&, const SystemFailureParamV2&, Ranges);
template Result<SmDeliveryFailureParamV1> decode<SmDeliveryFailureParamV1>(OctetView, Remarks*);
template Result<Octets> encode<SmDeliveryFailureParamV1>(const SmDeliveryFailureParamV1&, Ranges);
template Result<void> encode<SmDeliveryFailureParamV1>(OutBuffer&, const SmDeliveryFailureParamV1&, Ranges);
template Result<SmDeliveryFailureCauseWithDiagnostic> decode<SmDeliveryFailureCauseWithDiagnostic>(OctetView,
                                                                                                   Remarks*);
template Result<Octets> encode<SmDeliveryFailureCauseWithDiagnostic>(
    const SmDeliveryFailureCauseWithDiagnostic&, Ranges);
template Result<void> encode<SmDeliveryFailureCauseWithDiagnostic>(
    OutBuffer&, const SmDeliveryFailureCauseWithDiagnostic&, Ranges);
template Result<SmDeliveryFailureCause> decode<SmDeliveryFailureCause>(OctetView, Remarks*);
template Result<Octets> encode<SmDeliveryFailureCause>(const SmDeliveryFailureCause&, Ranges);
template Result<void> encode<SmDeliveryFailureCause>(OutBuffer&, const SmDeliveryFailureCause&, Ranges);
template Result<AbsentSubscriberSmParam> decode<AbsentSubscriberSmParam>(OctetView, Remarks*);
template Result<Octets> encode<AbsentSubscriberSmParam>(const AbsentSubscriberSmParam&, Ranges);
template Result<void> encode<AbsentSubscriberSmParam>(OutBuffer&, const AbsentSubscriberSmParam&, Ranges);
template Result<ExtensibleSystemFailureParam> decode<ExtensibleSystemFailureParam>(OctetView, Remarks*);
template Result<Octets> encode<ExtensibleSystemFailureParam>(const ExtensibleSystemFailureParam&, Ranges);
template Result<void> encode<ExtensibleSystemFailureParam>(OutBuffer&, const ExtensibleSystemFailureParam&,
                                                           Ranges);
template Result<ExtensibleCallBarredParam> decode<ExtensibleCallBarredParam>(OctetView, Remarks*);
template Result<Octets> encode<ExtensibleCallBarredParam>(const ExtensibleCallBarredParam&, Ranges);
template Result<void> encode<ExtensibleCallBarredParam>(OutBuffer&, const ExtensibleCallBarredParam&, Ranges);

}  // namespace mapsim::map
