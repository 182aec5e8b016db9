// One full and one small parameter for every operation and error in every version, in the notation of users,
// and the octets of those that were worked out by hand.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/map/json_value.h"

namespace mapsim::test {

enum class Part { argument, result, error };

struct Sample {
  Part part;
  std::string_view name;  // of the operation or of the error
  int version;
  std::string_view json;
  std::string_view octets = {};  // empty: not worked out
};

inline const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = {
      // forwardSM
      {Part::argument, "forwardSM", 1,
       R"({"sm-RP-DA": {"roamingNumber": "+15550100001"}, "sm-RP-OA": {"serviceCentreAddressOA": "+15550199"},
           "sm-RP-UI": {"hex": "0102"}})",
       "30148307915155100000f1840591515510990402 0102"},
      {Part::argument, "forwardSM", 2,
       R"({"sm-RP-DA": "noSM-RP-DA", "sm-RP-OA": "noSM-RP-OA", "sm-RP-UI": {"hex": "01"}, "moreMessagesToSend": true})",
       "3009850085000401010500"},
      {Part::argument, "forwardSM", 2,
       R"({"sm-RP-DA": {"serviceCentreAddressDA": "+15550199"}, "sm-RP-OA": {"msisdn": "+15550100001"},
           "sm-RP-UI": {"hex": "0102"}, "unknown": [{"hex": "8901ff"}, {"hex": "8a010a"}]})"},
      // mo-ForwardSM
      {Part::argument, "mo-ForwardSM", 3,
       R"({"sm-RP-DA": {"serviceCentreAddressDA": "+15550199"}, "sm-RP-OA": {"msisdn": "+15550100001"},
           "sm-RP-UI": {"hex": "0102"}, "extensionContainer": @extension@, "imsi": "001010000000001", "correlationID": @correlation@, "sm-DeliveryOutcome": "successfulTransfer"})"},
      {Part::argument, "mo-ForwardSM", 3,
       R"({"sm-RP-DA": {"serviceCentreAddressDA": "+15550199"}, "sm-RP-OA": {"msisdn": "+15550100001"},
           "sm-RP-UI": {"hex": "0102"}, "imsi": "001010000000001"})",
       "301e840591515510998207915155100000f1040201020408 00010100000000f1"},
      {Part::result, "mo-ForwardSM", 3, R"({"sm-RP-UI": {"hex": "0100"}})", "300404020100"},
      {Part::result, "mo-ForwardSM", 3,
       R"({"sm-RP-UI": {"hex": "0100"}, "extensionContainer": @extension@})"},
      {Part::result, "mo-ForwardSM", 3, R"({})", "3000"},
      // mt-ForwardSM
      {Part::argument, "mt-ForwardSM", 3,
       R"({"sm-RP-DA": {"imsi": "001010000000001"}, "sm-RP-OA": {"serviceCentreAddressOA": "+15550199"},
           "sm-RP-UI": {"hex": "04aabb"}, "moreMessagesToSend": true, "smDeliveryTimer": 600})",
       "301c800800010100000000f1840591515510990403 04aabb 050002020258"},
      {Part::argument, "mt-ForwardSM", 3,
       R"({"sm-RP-DA": {"lmsi": {"hex": "01020304"}}, "sm-RP-OA": {"serviceCentreAddressOA": "+15550199"},
           "sm-RP-UI": {"hex": "04"}, "moreMessagesToSend": true, "extensionContainer": @extension@,
           "smDeliveryTimer": 30, "smDeliveryStartTime": {"hex": "e0000000"}, "smsOverIP-OnlyIndicator": true,
           "correlationID": @correlation@, "maximumRetransmissionTime": {"hex": "e0000001"},
           "smsGmscAddress": "+15550198", "smsGmscDiameterAddress": @diameter@, "unknown": [{"hex": "9f2a01ff"}]})"},
      {Part::result, "mt-ForwardSM", 3,
       R"({"sm-RP-UI": {"hex": "0000"}, "extensionContainer": @extension@,
           "unknown": [{"hex": "8500"}]})"},
      {Part::argument, "mt-ForwardSM-VGCS", 3,
       R"({"asciCallReference": "12345", "sm-RP-OA": {"serviceCentreAddressOA": "+15550199"}, "sm-RP-UI": {"hex": "04"},
           "extensionContainer": @extension@})"},
      {Part::result, "mt-ForwardSM-VGCS", 3,
       R"({"sm-RP-UI": {"hex": "0000"}, "dispatcherList": ["+1555", "+1556", "+1557", "+1558", "+1559"], "ongoingCall": true,
           "extensionContainer": @extension@, "additionalDispatcherList": ["+1560"]})"},
      // sendRoutingInfoForSM
      {Part::argument, "sendRoutingInfoForSM", 1,
       R"({"msisdn": "+15550100001", "sm-RP-PRI": true, "serviceCentreAddress": "+15550199",
           "teleservice": "shortMessageMT-PP"})",
       "3016 8007915155100000f1 8101ff 82059151551099 850121"},
      {Part::argument, "sendRoutingInfoForSM", 2,
       R"({"msisdn": "+15550100001", "sm-RP-PRI": false, "serviceCentreAddress": "+15550199"})",
       "3013 8007915155100000f1 810100 82059151551099"},
      {Part::argument, "sendRoutingInfoForSM", 3,
       R"({"msisdn": "+15550100001", "sm-RP-PRI": true, "serviceCentreAddress": "+15550199", "extensionContainer": @extension@, "gprsSupportIndicator": true, "sm-RP-MTI": 1, "sm-RP-SMEA": {"hex": "069169310397"},
           "sm-deliveryNotIntended": "onlyMCC-MNC-requested", "ip-sm-gwGuidanceIndicator": true, "imsi": "001010000000001",
           "t4-Trigger-Indicator": true, "singleAttemptDelivery": true, "correlationID": @correlation@, "smsf-supportIndicator": true})"},
      {Part::result, "sendRoutingInfoForSM", 1,
       R"({"imsi": "001010000000001", "locationInfoWithLMSI": {"locationInfo": {"roamingNumber": "+15550100001"},
           "lmsi": {"hex": "01020304"}}, "mwd-Set": true})",
       "301e 040800010100000000f1 a00f 8007915155100000f1 040401020304 8201ff"},
      {Part::result, "sendRoutingInfoForSM", 2,
       R"({"imsi": "001010000000001", "locationInfoWithLMSI": {"locationInfo": {"msc-Number": "+15550100001"},
           "unknown": [{"hex": "8500"}]}})",
       "3017 040800010100000000f1 a00b 8107915155100000f1 8500"},
      {Part::result, "sendRoutingInfoForSM", 3,
       R"({"imsi": "001010000000001", "locationInfoWithLMSI": {"networkNode-Number": "+15550100001",
           "lmsi": {"hex": "01020304"}, "additional-Number": {"sgsn-Number": "+15550199"}}})",
       "3024 040800010100000000f1 a018 8107915155100000f1 040401020304 a607 81059151551099"},
      {Part::result, "sendRoutingInfoForSM", 3,
       R"({"imsi": "001010000000001", "locationInfoWithLMSI": {"networkNode-Number": "+15550100001",
           "lmsi": {"hex": "01020304"}, "extensionContainer": @extension@, "gprsNodeIndicator": true,
           "additional-Number": {"msc-Number": "+15550197"}, "networkNodeDiameterAddress": @diameter@,
           "additionalNetworkNodeDiameterAddress": @diameter@, "thirdNumber": {"sgsn-Number": "+15550196"},
           "thirdNetworkNodeDiameterAddress": @diameter@, "imsNodeIndicator": true, "smsf-3gpp-Number": "+15550195",
           "smsf-3gpp-DiameterAddress": @diameter@, "smsf-non-3gpp-Number": "+15550194",
           "smsf-non-3gpp-DiameterAddress": @diameter@, "smsf-3gpp-address-indicator": true,
           "smsf-non-3gpp-address-indicator": true, "unknown": [{"hex": "9f1200"}]}, "extensionContainer": @extension@,
           "ip-sm-gwGuidance": {"minimumDeliveryTimeValue": 30, "recommendedDeliveryTimeValue": 600,
             "extensionContainer": @extension@}, "unknown": [{"hex": "860100"}]})"},
      // reportSM-DeliveryStatus
      {Part::argument, "reportSM-DeliveryStatus", 1,
       R"({"msisdn": "+15550100001", "serviceCentreAddress": "+15550199"})",
       "3010 0407915155100000f1 04059151551099"},
      {Part::argument, "reportSM-DeliveryStatus", 2,
       R"({"msisdn": "+15550100001", "serviceCentreAddress": "+15550199", "sm-DeliveryOutcome": "absentSubscriber"})",
       "3013 0407915155100000f1 04059151551099 0a0101"},
      {Part::argument, "reportSM-DeliveryStatus", 3,
       R"({"msisdn": "+15550100001", "serviceCentreAddress": "+15550199", "sm-DeliveryOutcome": "absentSubscriber",
           "absentSubscriberDiagnosticSM": 5})",
       "3016 0407915155100000f1 04059151551099 0a0101 800105"},
      {Part::argument, "reportSM-DeliveryStatus", 3,
       R"({"msisdn": "+15550100001", "serviceCentreAddress": "+15550199", "sm-DeliveryOutcome": "absentSubscriber",
           "absentSubscriberDiagnosticSM": 255, "extensionContainer": @extension@, "gprsSupportIndicator": true,
           "deliveryOutcomeIndicator": true, "additionalSM-DeliveryOutcome": "successfulTransfer",
           "additionalAbsentSubscriberDiagnosticSM": 0, "ip-sm-gw-Indicator": true,
           "ip-sm-gw-sm-deliveryOutcome": "memoryCapacityExceeded", "ip-sm-gw-absentSubscriberDiagnosticSM": 11,
           "imsi": "001010000000001", "singleAttemptDelivery": true, "correlationID": @correlation@, "smsf-3gpp-deliveryOutcomeIndicator": true, "smsf-3gpp-deliveryOutcome": "absentSubscriber",
           "smsf-3gpp-absentSubscriberDiagSM": 1, "smsf-non-3gpp-deliveryOutcomeIndicator": true,
           "smsf-non-3gpp-deliveryOutcome": "absentSubscriber", "smsf-non-3gpp-absentSubscriberDiagSM": 2})"},
      {Part::result, "reportSM-DeliveryStatus", 2, R"({"storedMSISDN": "+15550100001"})",
       "0407915155100000f1"},
      {Part::result, "reportSM-DeliveryStatus", 3,
       R"({"storedMSISDN": "+15550100001", "extensionContainer": @extension@})"},
      // the rest
      {Part::argument, "alertServiceCentreWithoutResult", 1,
       R"({"msisdn": "+15550100001", "serviceCentreAddress": "+15550199"})",
       "3010 0407915155100000f1 04059151551099"},
      {Part::argument, "alertServiceCentre", 2,
       R"({"msisdn": "+15550100001", "serviceCentreAddress": "+15550199", "imsi": "001010000000001", "correlationID": @correlation@, "maximumUeAvailabilityTime": {"hex": "e0000000"}, "smsGmscAlertEvent": "msUnderNewServingNode",
           "smsGmscDiameterAddress": @diameter@, "newSGSNNumber": "+15550101", "newSGSNDiameterAddress": @diameter@,
           "newMMENumber": "+15550102", "newMMEDiameterAddress": @diameter@, "newMSCNumber": "+15550103"})"},
      {Part::argument, "informServiceCentre", 2,
       R"({"storedMSISDN": "+15550100001", "mw-Status": ["mcef-Set"]})", "300d 0407915155100000f1 03020220"},
      {Part::argument, "informServiceCentre", 3,
       R"({"storedMSISDN": "+15550100001", "mw-Status": ["sc-AddressNotIncluded", "mnrg-Set"], "extensionContainer": @extension@, "absentSubscriberDiagnosticSM": 1, "additionalAbsentSubscriberDiagnosticSM": 2,
           "smsf3gppAbsentSubscriberDiagnosticSM": 3, "smsfNon3gppAbsentSubscriberDiagnosticSM": 4})"},
      {Part::argument, "noteSubscriberPresent", 1, R"({"imsi": "001010000000001"})", "040800010100000000f1"},
      {Part::argument, "readyForSM", 2, R"({"imsi": "001010000000001", "alertReason": "memoryAvailable"})",
       "300d 800800010100000000f1 0a0101"},
      {Part::argument, "readyForSM", 3,
       R"({"imsi": "001010000000001", "alertReason": "ms-Present", "alertReasonIndicator": true, "extensionContainer": @extension@, "additionalAlertReasonIndicator": true, "maximumUeAvailabilityTime": {"hex": "e0000000"}})"},
      {Part::result, "readyForSM", 3, R"({"extensionContainer": @extension@})"},
      // Errors
      {Part::error, "absentSubscriber", 1, R"({"mwd-Set": true})", "0101ff"},
      {Part::error, "callBarred", 1, R"({"callBarringCause": "operatorBarring"})", "0a0101"},
      {Part::error, "callBarred", 2, R"({"callBarringCause": "barringServiceActive"})", "0a0100"},
      {Part::error, "callBarred", 3,
       R"({"callBarringCause": "operatorBarring", "extensionContainer": @extension@, "unauthorisedMessageOriginator": true, "anonymousCallRejection": true})"},
      {Part::error, "systemFailure", 1, R"({"networkResource": "hlr"})", "0a0101"},
      {Part::error, "systemFailure", 2, R"({"networkResource": "rss"})", "0a0107"},
      {Part::error, "systemFailure", 3, R"({"networkResource": "vmsc"})", "30030a0105"},
      {Part::error, "systemFailure", 3,
       R"({"networkResource": "vmsc", "extensionContainer": @extension@, "additionalNetworkResource": "mme", "failureCauseParam": "limitReachedOnNumberOfConcurrentLocationRequests"})"},
      {Part::error, "sm-DeliveryFailure", 1, R"({"sm-EnumeratedDeliveryFailureCause": "sc-Congestion"})",
       "0a0104"},
      {Part::error, "sm-DeliveryFailure", 2,
       R"({"sm-EnumeratedDeliveryFailureCause": "memoryCapacityExceeded", "diagnosticInfo": {"hex": "00d0"}})",
       "30070a0100040200d0"},
      {Part::error, "sm-DeliveryFailure", 3,
       R"({"sm-EnumeratedDeliveryFailureCause": "subscriberNotSC-Subscriber", "diagnosticInfo": {"hex": "00d0"},
           "extensionContainer": @extension@})"},
      {Part::error, "absentSubscriberSM", 3, R"({"absentSubscriberDiagnosticSM": 1})", "3003020101"},
      {Part::error, "absentSubscriberSM", 3,
       R"({"absentSubscriberDiagnosticSM": 1, "extensionContainer": @extension@, "additionalAbsentSubscriberDiagnosticSM": 6, "imsi": "001010000000001",
           "requestedRetransmissionTime": {"hex": "e0000000"}, "userIdentifierAlert": "001010000000002"})"},
      {Part::error, "dataMissing", 3, R"({"extensionContainer": @extension@})"},
      {Part::error, "unexpectedDataValue", 3,
       R"({"extensionContainer": @extension@, "unexpectedSubscriber": true})"},
      {Part::error, "facilityNotSupported", 3,
       R"({"extensionContainer": @extension@, "shapeOfLocationEstimateNotSupported": true, "neededLcsCapabilityNotSupportedInServingNode": true})"},
      {Part::error, "unknownSubscriber", 3,
       R"({"extensionContainer": @extension@, "unknownSubscriberDiagnostic": "npdbMismatch"})"},
      {Part::error, "unidentifiedSubscriber", 3, R"({"extensionContainer": @extension@})"},
      {Part::error, "illegalSubscriber", 3, R"({"extensionContainer": @extension@})"},
      {Part::error, "illegalEquipment", 3, R"({"extensionContainer": @extension@})"},
      {Part::error, "teleserviceNotProvisioned", 3, R"({"extensionContainer": @extension@})"},
      {Part::error, "subscriberBusyForMT-SMS", 3,
       R"({"extensionContainer": @extension@, "gprsConnectionSuspended": true})"},
      {Part::error, "messageWaitingListFull", 3,
       R"({"extensionContainer": @extension@, "unknown": [{"hex": "8000"}]})"},
  };
  return all;
}

// The sample's value: what recurs is named once here.
inline Value value_of(const Sample& sample) {
  static const std::vector<std::pair<std::string_view, std::string_view>> recurring = {
      {"@extension@",
       R"({"privateExtensionList": [{"extId": "1.2.3.4", "extType": {"hex": "0401aa"}}, {"extId": "1.2.5"}],
           "pcs-Extensions": {"unknown": [{"hex": "800101"}]}, "unknown": [{"hex": "820102"}]})"},
      {"@correlation@",
       R"({"hlr-id": "00101", "sip-uri-A": "sip:a@example.com", "sip-uri-B": "sip:b@example.com"})"},
      {"@diameter@", R"({"diameter-Name": "gmsc.example.com", "diameter-Realm": "example.com"})"},
  };
  std::string json(sample.json);
  for (const auto& [name, text] : recurring) {
    for (auto at = json.find(name); at != std::string::npos; at = json.find(name, at + text.size())) {
      json.replace(at, name.size(), text);
    }
  }
  return from_json(json);
}

}  // namespace mapsim::test
