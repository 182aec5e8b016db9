// Which generated type stands for which value structure.
#pragma once

#include "sigtran/map/asn_members_error.h"
#include "sigtran/map/asn_members_sm.h"
#include "sigtran/map/asn_members_sm_v2.h"

namespace mapsim::map {

template <class T, asn_TYPE_descriptor_t& descriptor>
struct Asn {
  using type = T;
  static asn_TYPE_descriptor_t& type_descriptor() { return descriptor; }
};

template <class>
struct AsnType;
template <>
struct AsnType<ForwardSmArg> : Asn<ForwardSM_Arg_t, asn_DEF_ForwardSM_Arg> {};
template <>
struct AsnType<MoForwardSmArg> : Asn<MO_ForwardSM_Arg_t, asn_DEF_MO_ForwardSM_Arg> {};
template <>
struct AsnType<MoForwardSmRes> : Asn<MO_ForwardSM_Res_t, asn_DEF_MO_ForwardSM_Res> {};
template <>
struct AsnType<MtForwardSmArg> : Asn<MT_ForwardSM_Arg_t, asn_DEF_MT_ForwardSM_Arg> {};
template <>
struct AsnType<MtForwardSmRes> : Asn<MT_ForwardSM_Res_t, asn_DEF_MT_ForwardSM_Res> {};
template <>
struct AsnType<MtForwardSmVgcsArg> : Asn<MT_ForwardSM_VGCS_Arg_t, asn_DEF_MT_ForwardSM_VGCS_Arg> {};
template <>
struct AsnType<MtForwardSmVgcsRes> : Asn<MT_ForwardSM_VGCS_Res_t, asn_DEF_MT_ForwardSM_VGCS_Res> {};
template <>
struct AsnType<RoutingInfoForSmArgV2> : Asn<RoutingInfoForSM_ArgV2_t, asn_DEF_RoutingInfoForSM_ArgV2> {};
template <>
struct AsnType<RoutingInfoForSmResV2> : Asn<RoutingInfoForSM_ResV2_t, asn_DEF_RoutingInfoForSM_ResV2> {};
template <>
struct AsnType<RoutingInfoForSmArg> : Asn<RoutingInfoForSM_Arg_t, asn_DEF_RoutingInfoForSM_Arg> {};
template <>
struct AsnType<RoutingInfoForSmRes> : Asn<RoutingInfoForSM_Res_t, asn_DEF_RoutingInfoForSM_Res> {};
template <>
struct AsnType<ReportSmDeliveryStatusArgV2>
    : Asn<ReportSM_DeliveryStatusArgV2_t, asn_DEF_ReportSM_DeliveryStatusArgV2> {};
template <>
struct AsnType<ReportSmDeliveryStatusResV2> : Asn<ISDN_AddressString_t, asn_DEF_ISDN_AddressString> {};
template <>
struct AsnType<ReportSmDeliveryStatusArg>
    : Asn<ReportSM_DeliveryStatusArg_t, asn_DEF_ReportSM_DeliveryStatusArg> {};
template <>
struct AsnType<ReportSmDeliveryStatusRes>
    : Asn<ReportSM_DeliveryStatusRes_t, asn_DEF_ReportSM_DeliveryStatusRes> {};
template <>
struct AsnType<AlertServiceCentreArgV1> : Asn<AlertServiceCentreArgV1_t, asn_DEF_AlertServiceCentreArgV1> {};
template <>
struct AsnType<AlertServiceCentreArg> : Asn<AlertServiceCentreArg_t, asn_DEF_AlertServiceCentreArg> {};
template <>
struct AsnType<InformServiceCentreArgV2> : Asn<InformServiceCentreArgV2_t, asn_DEF_InformServiceCentreArgV2> {
};
template <>
struct AsnType<InformServiceCentreArg> : Asn<InformServiceCentreArg_t, asn_DEF_InformServiceCentreArg> {};
template <>
struct AsnType<NoteSubscriberPresentArg> : Asn<IMSI_t, asn_DEF_IMSI> {};
template <>
struct AsnType<ReadyForSmArgV2> : Asn<ReadyForSM_ArgV2_t, asn_DEF_ReadyForSM_ArgV2> {};
template <>
struct AsnType<ReadyForSmArg> : Asn<ReadyForSM_Arg_t, asn_DEF_ReadyForSM_Arg> {};
template <>
struct AsnType<ReadyForSmRes> : Asn<ReadyForSM_Res_t, asn_DEF_ReadyForSM_Res> {};
template <>
struct AsnType<AbsentSubscriberParamV1> : Asn<Mwd_Set_t, asn_DEF_Mwd_Set> {};
template <>
struct AsnType<CallBarredParamV2> : Asn<CallBarringCause_t, asn_DEF_CallBarringCause> {};
template <>
struct AsnType<SystemFailureParamV2> : Asn<NetworkResource_t, asn_DEF_NetworkResource> {};
template <>
struct AsnType<SmDeliveryFailureParamV1>
    : Asn<SM_EnumeratedDeliveryFailureCause_t, asn_DEF_SM_EnumeratedDeliveryFailureCause> {};
template <>
struct AsnType<SmDeliveryFailureCauseWithDiagnostic>
    : Asn<SM_DeliveryFailureCauseWithDiagnostic_t, asn_DEF_SM_DeliveryFailureCauseWithDiagnostic> {};
template <>
struct AsnType<SmDeliveryFailureCause> : Asn<SM_DeliveryFailureCause_t, asn_DEF_SM_DeliveryFailureCause> {};
template <>
struct AsnType<AbsentSubscriberSmParam> : Asn<AbsentSubscriberSM_Param_t, asn_DEF_AbsentSubscriberSM_Param> {
};
template <>
struct AsnType<ExtensibleSystemFailureParam>
    : Asn<ExtensibleSystemFailureParam_t, asn_DEF_ExtensibleSystemFailureParam> {};
template <>
struct AsnType<ExtensibleCallBarredParam>
    : Asn<ExtensibleCallBarredParam_t, asn_DEF_ExtensibleCallBarredParam> {};
template <>
struct AsnType<DataMissingParam> : Asn<DataMissingParam_t, asn_DEF_DataMissingParam> {};
template <>
struct AsnType<UnexpectedDataParam> : Asn<UnexpectedDataParam_t, asn_DEF_UnexpectedDataParam> {};
template <>
struct AsnType<FacilityNotSupParam> : Asn<FacilityNotSupParam_t, asn_DEF_FacilityNotSupParam> {};
template <>
struct AsnType<UnknownSubscriberParam> : Asn<UnknownSubscriberParam_t, asn_DEF_UnknownSubscriberParam> {};
template <>
struct AsnType<UnidentifiedSubParam> : Asn<UnidentifiedSubParam_t, asn_DEF_UnidentifiedSubParam> {};
template <>
struct AsnType<IllegalSubscriberParam> : Asn<IllegalSubscriberParam_t, asn_DEF_IllegalSubscriberParam> {};
template <>
struct AsnType<IllegalEquipmentParam> : Asn<IllegalEquipmentParam_t, asn_DEF_IllegalEquipmentParam> {};
template <>
struct AsnType<TeleservNotProvParam> : Asn<TeleservNotProvParam_t, asn_DEF_TeleservNotProvParam> {};
template <>
struct AsnType<SubBusyForMtSmsParam> : Asn<SubBusyForMT_SMS_Param_t, asn_DEF_SubBusyForMT_SMS_Param> {};
template <>
struct AsnType<MessageWaitListFullParam> : Asn<MessageWaitListFullParam_t, asn_DEF_MessageWaitListFullParam> {
};

}  // namespace mapsim::map
