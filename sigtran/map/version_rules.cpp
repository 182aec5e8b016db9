#include "sigtran/map/version_rules.h"

namespace mapsim::map {

namespace {

constexpr std::string_view kOld = "ETS 300 599 17.7.6";
constexpr std::string_view kNew = "TS 29.002 17.7.6";

class Rules {
 public:
  explicit Rules(int version) : version_(version) {}
  Remarks remarks;

  void operator()(const ForwardSmArg& a) {
    addresses(a.sm_rp_da, &a.sm_rp_oa);
    if (version_ == 1 && a.more_messages_to_send)
      broken("moreMessagesToSend", kOld, "must be absent in version 1");
  }
  void operator()(const MoForwardSmArg& a) { addresses(a.sm_rp_da, nullptr); }
  void operator()(const MtForwardSmArg& a) { addresses(a.sm_rp_da, nullptr); }
  void operator()(const RoutingInfoForSmArgV2& a) {
    if (version_ > 1 && a.teleservice)
      broken("teleservice", kOld, "must be absent in versions greater than 1");
  }
  void operator()(const RoutingInfoForSmResV2& a) {
    if (version_ > 1 && a.mwd_set) broken("mwd-Set", kOld, "must be absent in versions greater than 1");
    if (version_ > 1 &&
        a.location_info_with_lmsi.location_info.value.index() == LocationInfo::roaming_number) {
      broken("locationInfoWithLMSI.locationInfo.roamingNumber", "ETS 300 599 17.7.8",
             "is not used in versions greater than 1");
    }
  }
  void operator()(const ReportSmDeliveryStatusArgV2& a) {
    if (version_ == 1 && a.sm_delivery_outcome)
      broken("sm-DeliveryOutcome", kOld, "must be absent in version 1");
    if (version_ > 1 && !a.sm_delivery_outcome)
      broken("sm-DeliveryOutcome", kOld, "must be present in versions greater than 1");
  }
  template <class T>
  void operator()(const T&) {}

 private:
  void addresses(const SmRpDa& da, const SmRpOa* oa) {
    const std::size_t alternative = da.value.index();
    if (version_ > 1 && alternative == SmRpDa::roaming_number) {
      broken("sm-RP-DA.roamingNumber", version_ == 2 ? kOld : kNew, "is not used in versions greater than 1");
    }
    if (version_ == 1 && alternative == SmRpDa::no_sm_rp_da)
      broken("sm-RP-DA.noSM-RP-DA", kOld, "is not used in version 1");
    if (version_ == 1 && oa != nullptr && oa->value.index() == SmRpOa::no_sm_rp_oa) {
      broken("sm-RP-OA.noSM-RP-OA", kOld, "is not used in version 1");
    }
  }
  void broken(std::string_view field, std::string_view clause, std::string_view text) {
    remarks.push_back({.layer = "map",
                       .field = std::string(field),
                       .clause = std::string(clause),
                       .text = std::string(text)});
  }
  int version_;
};

}  // namespace

Remarks check_version_rules(const Parameter& parameter, int version) {
  Rules rules(version);
  std::visit(rules, parameter);
  return std::move(rules.remarks);
}

}  // namespace mapsim::map
