// One declaration for both ways: which member of a value structure is which member of the generated one. X is
// FromAsn or ToAsn (asn_visitors.h). Included by the converters only.
#pragma once

#include <AlertServiceCentreArgV1.h>
#include <ForwardSM-Arg.h>
#include <IMSI.h>
#include <ISDN-AddressString.h>
#include <InformServiceCentreArgV2.h>
#include <LocationInfo.h>
#include <LocationInfoWithLMSI-V2.h>
#include <ReadyForSM-ArgV2.h>
#include <ReportSM-DeliveryStatusArgV2.h>
#include <RoutingInfoForSM-ArgV2.h>
#include <RoutingInfoForSM-ResV2.h>

#include "sigtran/map/asn_members_sm.h"
#include "sigtran/map/types_sm_v2.h"

namespace mapsim::map {

template <class X>
void convert(X& x, LocationInfo& v, LocationInfo_t& a) {
  x.template alternative<0>("roamingNumber", v.value, a.present, LocationInfo_PR_roamingNumber,
                            a.choice.roamingNumber);
  x.template alternative<1>("msc-Number", v.value, a.present, LocationInfo_PR_msc_Number,
                            a.choice.msc_Number);
}

template <class X>
void convert(X& x, ForwardSmArg& v, ForwardSM_Arg_t& a) {
  x("sm-RP-DA", v.sm_rp_da, a.sm_RP_DA);
  x("sm-RP-OA", v.sm_rp_oa, a.sm_RP_OA);
  x("sm-RP-UI", v.sm_rp_ui, a.sm_RP_UI);
  x.flag("moreMessagesToSend", v.more_messages_to_send, a.moreMessagesToSend);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, RoutingInfoForSmArgV2& v, RoutingInfoForSM_ArgV2_t& a) {
  x("msisdn", v.msisdn, a.msisdn);
  x("sm-RP-PRI", v.sm_rp_pri, a.sm_RP_PRI);
  x("serviceCentreAddress", v.service_centre_address, a.serviceCentreAddress);
  x("teleservice", v.teleservice, a.teleservice);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, LocationInfoWithLmsiV2& v, LocationInfoWithLMSI_V2_t& a) {
  x("locationInfo", v.location_info, a.locationInfo);
  x("lmsi", v.lmsi, a.lmsi);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, RoutingInfoForSmResV2& v, RoutingInfoForSM_ResV2_t& a) {
  x("imsi", v.imsi, a.imsi);
  x("locationInfoWithLMSI", v.location_info_with_lmsi, a.locationInfoWithLMSI);
  x("mwd-Set", v.mwd_set, a.mwd_Set);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, ReportSmDeliveryStatusArgV2& v, ReportSM_DeliveryStatusArgV2_t& a) {
  x("msisdn", v.msisdn, a.msisdn);
  x("serviceCentreAddress", v.service_centre_address, a.serviceCentreAddress);
  x("sm-DeliveryOutcome", v.sm_delivery_outcome, a.sm_DeliveryOutcome);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, ReportSmDeliveryStatusResV2& v, ISDN_AddressString_t& a) {
  x("storedMSISDN", v.stored_msisdn, a);
}

template <class X>
void convert(X& x, AlertServiceCentreArgV1& v, AlertServiceCentreArgV1_t& a) {
  x("msisdn", v.msisdn, a.msisdn);
  x("serviceCentreAddress", v.service_centre_address, a.serviceCentreAddress);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, InformServiceCentreArgV2& v, InformServiceCentreArgV2_t& a) {
  x("storedMSISDN", v.stored_msisdn, a.storedMSISDN);
  x("mw-Status", v.mw_status, a.mw_Status);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, NoteSubscriberPresentArg& v, IMSI_t& a) {
  x("imsi", v.imsi, a);
}

template <class X>
void convert(X& x, ReadyForSmArgV2& v, ReadyForSM_ArgV2_t& a) {
  x("imsi", v.imsi, a.imsi);
  x("alertReason", v.alert_reason, a.alertReason);
  x.unknown(v.unknown);
}

}  // namespace mapsim::map
