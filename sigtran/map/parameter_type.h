// Which type a parameter is decoded to: the operation and error tables name one in each row. In the order of
// the alternatives of map::Parameter (parameter.h).
#pragma once

#include <cstdint>

namespace mapsim::map {

enum class ParameterType : std::uint8_t {
  none,
  // Arguments and results. Where versions 1 and 2 have a type of the same name as version 3, theirs ends in
  // v2.
  forward_sm_arg,
  mo_forward_sm_arg,
  mo_forward_sm_res,
  mt_forward_sm_arg,
  mt_forward_sm_res,
  mt_forward_sm_vgcs_arg,
  mt_forward_sm_vgcs_res,
  routing_info_for_sm_arg_v2,
  routing_info_for_sm_res_v2,
  routing_info_for_sm_arg,
  routing_info_for_sm_res,
  report_sm_delivery_status_arg_v2,
  report_sm_delivery_status_res_v2,
  report_sm_delivery_status_arg,
  report_sm_delivery_status_res,
  alert_service_centre_arg_v1,
  alert_service_centre_arg,
  inform_service_centre_arg_v2,
  inform_service_centre_arg,
  note_subscriber_present_arg,
  ready_for_sm_arg_v2,
  ready_for_sm_arg,
  ready_for_sm_res,
  // Parameters of errors.
  absent_subscriber_param_v1,
  call_barred_param_v2,
  system_failure_param_v2,
  sm_delivery_failure_param_v1,
  sm_delivery_failure_cause_with_diagnostic,
  sm_delivery_failure_cause,
  absent_subscriber_sm_param,
  extensible_system_failure_param,
  extensible_call_barred_param,
  data_missing_param,
  unexpected_data_param,
  facility_not_sup_param,
  unknown_subscriber_param,
  unidentified_sub_param,
  illegal_subscriber_param,
  illegal_equipment_param,
  teleserv_not_prov_param,
  sub_busy_for_mt_sms_param,
  message_wait_list_full_param,
  // Octets where the table has no parameter, or that a user wrote as they are.
  raw,
};

}  // namespace mapsim::map
