#include "tools/anonymize/map_shapes.h"

#include <algorithm>

namespace mapsim::cli::anonymize {

namespace {

using enum Holds;

constexpr ber::Tag kBoolean = 0x01;
constexpr ber::Tag kBitString = 0x03;
constexpr ber::Tag kOctetString = 0x04;
constexpr ber::Tag kEnumerated = 0x0A;
// Context-specific, primitive and constructed.
constexpr ber::Tag p(unsigned number) {
  return 0x80U | number;
}
constexpr ber::Tag c(unsigned number) {
  return 0xA0U | number;
}

constexpr Row kDiameterRows[] = {{p(0), name}, {p(1), name}};
constexpr Shape kDiameter{kDiameterRows};
constexpr Row kCorrelationRows[] = {{p(0), imsi}, {p(1), name}, {p(2), name}};
constexpr Shape kCorrelation{kCorrelationRows};
constexpr Row kAddressRows[] = {{kOctetString, address}};
constexpr Shape kAddresses{kAddressRows};
constexpr Row kAdditionalRows[] = {{p(0), address}, {p(1), address}};
constexpr Shape kAdditional{kAdditionalRows};

// SM-RP-DA and SM-RP-OA are CHOICEs without a tag of their own: their alternatives stand one after another.
// Behind sm-RP-UI the same tags mean something else.
constexpr Row kMoForwardRows[] = {{p(0), imsi},          {p(1), lmsi},         {p(3), address},
                                  {p(4), address},       {p(5), nothing},      {p(2), address},
                                  {p(4), address},       {p(5), nothing},      {kOctetString, tpdu},
                                  {ber::kNull, nothing}, {kOctetString, imsi}, {c(0), members, &kCorrelation},
                                  {p(1), nothing}};
constexpr Shape kMoForward{kMoForwardRows};
constexpr Row kMtForwardRows[] = {{p(0), imsi},
                                  {p(1), lmsi},
                                  {p(3), address},
                                  {p(4), address},
                                  {p(5), nothing},
                                  {p(2), address},
                                  {p(4), address},
                                  {p(5), nothing},
                                  {kOctetString, tpdu},
                                  {ber::kNull, nothing},
                                  {ber::kInteger, nothing},
                                  {kOctetString, nothing},
                                  {p(0), nothing},
                                  {c(1), members, &kCorrelation},
                                  {p(2), nothing},
                                  {p(3), address},
                                  {c(4), members, &kDiameter}};
constexpr Shape kMtForward{kMtForwardRows};
constexpr Row kVgcsRows[] = {
    {kOctetString, digits}, {p(2), address}, {p(4), address}, {p(5), nothing}, {kOctetString, tpdu}};
constexpr Shape kVgcs{kVgcsRows};
constexpr Row kForwardResultRows[] = {{kOctetString, tpdu}};
constexpr Shape kForwardResult{kForwardResultRows};
constexpr Row kVgcsResultRows[] = {
    {p(0), tpdu}, {c(1), list, &kAddresses}, {ber::kNull, nothing}, {c(3), list, &kAddresses}};
constexpr Shape kVgcsResult{kVgcsResultRows};

constexpr Row kRoutingRows[] = {{p(0), address},
                                {p(1), nothing},
                                {p(2), address},
                                {p(5), nothing},
                                {p(7), nothing},
                                {p(8), nothing},
                                {p(9), tp_address},
                                {p(10), nothing},
                                {p(11), nothing},
                                {p(12), imsi},
                                {p(14), nothing},
                                {p(13), nothing},
                                {c(15), members, &kCorrelation},
                                {p(16), nothing}};
constexpr Shape kRouting{kRoutingRows};
constexpr Row kLocationRows[] = {{p(0), address},
                                 {p(1), address},
                                 {kOctetString, lmsi},
                                 {p(5), nothing},
                                 {c(6), members, &kAdditional},
                                 {c(7), members, &kDiameter},
                                 {c(8), members, &kDiameter},
                                 {c(9), members, &kAdditional},
                                 {c(10), members, &kDiameter},
                                 {p(11), nothing},
                                 {p(12), address},
                                 {c(13), members, &kDiameter},
                                 {p(14), address},
                                 {c(15), members, &kDiameter},
                                 {p(16), nothing},
                                 {p(17), nothing}};
constexpr Shape kLocation{kLocationRows};
constexpr Row kGuidanceRows[] = {{ber::kInteger, nothing}, {ber::kInteger, nothing}};
constexpr Shape kGuidance{kGuidanceRows};
constexpr Row kRoutingResultRows[] = {
    {kOctetString, imsi}, {c(0), members, &kLocation}, {p(2), nothing}, {c(5), members, &kGuidance}};
constexpr Shape kRoutingResult{kRoutingResultRows};

constexpr Row kReportRows[] = {{kOctetString, address}, {kOctetString, address},
                               {kEnumerated, nothing},  {p(0), nothing},
                               {p(2), nothing},         {p(3), nothing},
                               {p(4), nothing},         {p(5), nothing},
                               {p(6), nothing},         {p(7), nothing},
                               {p(8), nothing},         {p(9), imsi},
                               {p(10), nothing},        {c(11), members, &kCorrelation},
                               {p(12), nothing},        {p(13), nothing},
                               {p(14), nothing},        {p(15), nothing},
                               {p(16), nothing},        {p(17), nothing}};
constexpr Shape kReport{kReportRows};
constexpr Shape kReportResult{kAddressRows};

constexpr Row kAlertRows[] = {{kOctetString, address},
                              {kOctetString, address},
                              {kOctetString, imsi},
                              {ber::kSequence, members, &kCorrelation},
                              {p(0), nothing},
                              {p(1), nothing},
                              {c(2), members, &kDiameter},
                              {p(3), address},
                              {c(4), members, &kDiameter},
                              {p(5), address},
                              {c(6), members, &kDiameter},
                              {p(7), address}};
constexpr Shape kAlert{kAlertRows};
constexpr Row kInformRows[] = {{kOctetString, address}, {kBitString, nothing}, {ber::kInteger, nothing},
                               {p(0), nothing},         {p(1), nothing},       {p(2), nothing}};
constexpr Shape kInform{kInformRows};
constexpr Row kReadyRows[] = {
    {p(0), imsi}, {kEnumerated, nothing}, {ber::kNull, nothing}, {p(1), nothing}, {kOctetString, nothing}};
constexpr Shape kReady{kReadyRows};
constexpr Shape kNone{};

constexpr Row kAbsentRows[] = {
    {ber::kInteger, nothing}, {p(0), nothing}, {p(1), imsi}, {p(2), nothing}, {p(3), imsi}};
constexpr Shape kAbsent{kAbsentRows};
constexpr Row kDeliveryFailureRows[] = {{kEnumerated, nothing}, {kOctetString, tpdu}};
constexpr Shape kDeliveryFailure{kDeliveryFailureRows};
constexpr Row kOtherErrorRows[] = {
    {kEnumerated, nothing}, {ber::kNull, nothing}, {p(0), nothing}, {p(1), nothing}, {p(2), nothing}};
constexpr Shape kOtherError{kOtherErrorRows};

constexpr Row kOpenRows[] = {{p(0), address}, {p(1), address}};
constexpr Shape kOpen{kOpenRows};
constexpr Row kOtherPduRows[] = {{kEnumerated, nothing}, {p(0), nothing}, {p(1), nothing},
                                 {p(2), nothing},        {p(3), nothing}, {ber::kObjectIdentifier, nothing}};
constexpr Shape kOtherPdu{kOtherPduRows};

struct OperationShapes {
  std::int32_t code;
  const Shape* argument;
  const Shape* result;
};
constexpr OperationShapes kOperations[] = {
    {21, &kVgcs, &kVgcsResult},       {44, &kMtForward, &kForwardResult},
    {45, &kRouting, &kRoutingResult}, {46, &kMoForward, &kForwardResult},
    {47, &kReport, &kReportResult},   {48, &kNone, nullptr},
    {49, &kAlert, nullptr},           {63, &kInform, nullptr},
    {64, &kAlert, nullptr},           {66, &kReady, &kNone}};

const OperationShapes* find(std::int32_t code) {
  const auto* at = std::ranges::find(kOperations, code, &OperationShapes::code);
  return at != std::end(kOperations) ? at : nullptr;
}

}  // namespace

const Shape* argument_shape(std::int32_t operation) {
  const OperationShapes* row = find(operation);
  return row != nullptr ? row->argument : nullptr;
}

const Shape* result_shape(std::int32_t operation) {
  const OperationShapes* row = find(operation);
  return row != nullptr ? row->result : nullptr;
}

const Shape* error_shape(std::int32_t error) {
  constexpr std::int32_t kAbsentSubscriberSm = 6;
  constexpr std::int32_t kSmDeliveryFailure = 32;
  if (error == kAbsentSubscriberSm) return &kAbsent;
  return error == kSmDeliveryFailure ? &kDeliveryFailure : &kOtherError;
}

const Shape* dialogue_shape(ber::Tag pdu) {
  if (pdu == c(0)) return &kOpen;
  return pdu >= c(1) && pdu <= c(5) ? &kOtherPdu : nullptr;
}

Holds bare_argument(std::int32_t operation, ber::Tag tag) {
  constexpr std::int32_t kNoteSubscriberPresent = 48;
  return operation == kNoteSubscriberPresent && tag == kOctetString ? imsi : members;
}

Holds bare_result(std::int32_t operation, ber::Tag tag) {
  constexpr std::int32_t kReportStatus = 47;
  return operation == kReportStatus && tag == kOctetString ? address : members;
}

Holds bare_error(ber::Tag tag) {
  return tag == kBoolean || tag == kEnumerated ? nothing : members;
}

}  // namespace mapsim::cli::anonymize
