// sendRoutingInfoForSM, reportSM-DeliveryStatus.
#include "sigtran/map/parameter_codec.h"

namespace mapsim::map {

template Result<RoutingInfoForSmArgV2> decode<RoutingInfoForSmArgV2>(OctetView, Remarks*);
template Result<Octets> encode<RoutingInfoForSmArgV2>(const RoutingInfoForSmArgV2&, Ranges);
template Result<void> encode<RoutingInfoForSmArgV2>(OutBuffer&, const RoutingInfoForSmArgV2&, Ranges);
template Result<RoutingInfoForSmResV2> decode<RoutingInfoForSmResV2>(OctetView, Remarks*);
template Result<Octets> encode<RoutingInfoForSmResV2>(const RoutingInfoForSmResV2&, Ranges);
template Result<void> encode<RoutingInfoForSmResV2>(OutBuffer&, const RoutingInfoForSmResV2&, Ranges);
template Result<RoutingInfoForSmArg> decode<RoutingInfoForSmArg>(OctetView, Remarks*);
template Result<Octets> encode<RoutingInfoForSmArg>(const RoutingInfoForSmArg&, Ranges);
template Result<void> encode<RoutingInfoForSmArg>(OutBuffer&, const RoutingInfoForSmArg&, Ranges);
template Result<RoutingInfoForSmRes> decode<RoutingInfoForSmRes>(OctetView, Remarks*);
template Result<Octets> encode<RoutingInfoForSmRes>(const RoutingInfoForSmRes&, Ranges);
template Result<void> encode<RoutingInfoForSmRes>(OutBuffer&, const RoutingInfoForSmRes&, Ranges);
template Result<ReportSmDeliveryStatusArgV2> decode<ReportSmDeliveryStatusArgV2>(OctetView, Remarks*);
template Result<Octets> encode<ReportSmDeliveryStatusArgV2>(const ReportSmDeliveryStatusArgV2&, Ranges);
template Result<void> encode<ReportSmDeliveryStatusArgV2>(OutBuffer&, const ReportSmDeliveryStatusArgV2&,
                                                          Ranges);
template Result<ReportSmDeliveryStatusResV2> decode<ReportSmDeliveryStatusResV2>(OctetView, Remarks*);
template Result<Octets> encode<ReportSmDeliveryStatusResV2>(const ReportSmDeliveryStatusResV2&, Ranges);
template Result<void> encode<ReportSmDeliveryStatusResV2>(OutBuffer&, const ReportSmDeliveryStatusResV2&,
                                                          Ranges);
template Result<ReportSmDeliveryStatusArg> decode<ReportSmDeliveryStatusArg>(OctetView, Remarks*);
template Result<Octets> encode<ReportSmDeliveryStatusArg>(const ReportSmDeliveryStatusArg&, Ranges);
template Result<void> encode<ReportSmDeliveryStatusArg>(OutBuffer&, const ReportSmDeliveryStatusArg&, Ranges);
template Result<ReportSmDeliveryStatusRes> decode<ReportSmDeliveryStatusRes>(OctetView, Remarks*);
template Result<Octets> encode<ReportSmDeliveryStatusRes>(const ReportSmDeliveryStatusRes&, Ranges);
template Result<void> encode<ReportSmDeliveryStatusRes>(OutBuffer&, const ReportSmDeliveryStatusRes&, Ranges);

}  // namespace mapsim::map
