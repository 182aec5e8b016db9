// Parameters through asn1c.
#include <array>
#include <memory_resource>

#include "asn1/codec/codec.h"
#include "sigtran/map/asn_types.h"
#include "sigtran/map/asn_visitors.h"
#include "sigtran/map/codec.h"

namespace mapsim::map {

namespace {

constexpr std::size_t kFirst = 1;  // std::monostate
constexpr std::size_t kRaw = static_cast<std::size_t>(ParameterType::raw);

void remark_foreign(std::span<const asn1::Foreign> foreign, Remarks* remarks) {
  if (remarks == nullptr) return;
  for (const asn1::Foreign& element : foreign) {
    remarks->push_back({.layer = "map",
                        .field = element.in,
                        .clause = "TS 29.002 17.1.1",
                        .offset = element.offset,
                        .text = "element " + to_hex(element.octets) + " is not defined there"});
  }
}

// Sets the offset of what the visitor refused.
Error located(const VisitorBase& visitor, const asn_TYPE_descriptor_t& type, OctetView octets) {
  Error error = *visitor.error();
  error.offset = asn1::find_offset(type, octets, error.field);
  if (!error.offset)
    error.offset = asn1::find_offset(type, octets, "");  // a type without a SEQUENCE around it
  return error;
}

// Fills `prepare`d asn1c structure and hands it on.
template <class T, class Take>
Result<void> with_asn(const T& parameter, Ranges ranges, Take take) {
  std::array<std::byte, 2048> memory;
  std::pmr::monotonic_buffer_resource resource(memory.data(), memory.size());
  typename AsnType<T>::type asn{};
  ToAsn visitor(resource, ranges == Ranges::checked);
  convert(visitor, const_cast<T&>(parameter), asn);  // ToAsn only reads the value
  if (visitor.error()) return fail(*visitor.error());
  return take(asn, visitor.foreign());
}

template <std::size_t I>
Result<Parameter> decode_as(OctetView octets, Remarks* remarks) {
  using T = std::variant_alternative_t<I, Parameter>;
  auto decoded = decode<T>(octets, remarks);
  if (!decoded) return tl::unexpected(decoded.error());
  return Parameter(std::in_place_index<I>, std::move(*decoded));
}

template <std::size_t I>
Result<Parameter> from_value_as(const Value& value) {
  auto read = from_value<std::variant_alternative_t<I, Parameter>>(value);
  if (!read) return tl::unexpected(read.error());
  return Parameter(std::in_place_index<I>, std::move(*read));
}

template <std::size_t... I>
constexpr auto decoders(std::index_sequence<I...>) {
  return std::array<Result<Parameter> (*)(OctetView, Remarks*), sizeof...(I)>{&decode_as<I + kFirst>...};
}
template <std::size_t... I>
constexpr auto readers(std::index_sequence<I...>) {
  return std::array<Result<Parameter> (*)(const Value&), sizeof...(I)>{&from_value_as<I + kFirst>...};
}

}  // namespace

template <class T>
Result<T> decode(OctetView octets, Remarks* remarks) {
  using A = AsnType<T>;
  std::vector<asn1::Foreign> foreign;
  auto asn = asn1::decode<typename A::type>(A::type_descriptor(), octets, foreign);
  if (!asn) return tl::unexpected(asn.error());
  FromAsn visitor(foreign);
  T parameter{};
  convert(visitor, parameter, **asn);
  if (visitor.error()) return fail(located(visitor, A::type_descriptor(), octets));
  remark_foreign(foreign, remarks);
  return parameter;
}

template <class T>
Result<Octets> encode(const T& parameter, Ranges ranges) {
  using A = AsnType<T>;
  Octets octets;
  auto done = with_asn(parameter, ranges, [&](const auto& asn, const auto& foreign) -> Result<void> {
    auto encoded = asn1::encode(A::type_descriptor(), &asn);
    if (!encoded) return tl::unexpected(encoded.error());
    octets = foreign.empty() ? std::move(*encoded)
                             : asn1::with_foreign(A::type_descriptor(), *encoded, foreign).octets;
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return octets;
}

template <class T>
Result<void> encode(OutBuffer& out, const T& parameter, Ranges ranges) {
  using A = AsnType<T>;
  return with_asn(parameter, ranges, [&](const auto& asn, const auto& foreign) -> Result<void> {
    if (foreign.empty()) return asn1::encode(out, A::type_descriptor(), &asn);
    auto encoded = asn1::encode(A::type_descriptor(), &asn);
    if (!encoded) return tl::unexpected(encoded.error());
    out.prepend(asn1::with_foreign(A::type_descriptor(), *encoded, foreign).octets);
    return {};
  });
}

Result<Parameter> decode_parameter(ParameterType type, OctetView octets, Remarks* remarks) {
  static constexpr auto kDecoders = decoders(std::make_index_sequence<kRaw - kFirst>());
  const auto index = static_cast<std::size_t>(type);
  if (index == kRaw || (index == 0 && !octets.empty()))
    return RawParameter{Octets(octets.begin(), octets.end())};
  if (index == 0) return Parameter();
  return kDecoders[index - kFirst](octets, remarks);
}

Result<Octets> encode_parameter(const Parameter& parameter, Ranges ranges) {
  return std::visit(
      [ranges](const auto& p) -> Result<Octets> {
        using T = std::decay_t<decltype(p)>;
        if constexpr (std::same_as<T, std::monostate>) {
          return Octets();
        } else if constexpr (std::same_as<T, RawParameter>) {
          return p.octets;
        } else {
          return encode(p, ranges);
        }
      },
      parameter);
}

Value parameter_to_value(const Parameter& parameter) {
  return std::visit(
      [](const auto& p) -> Value {
        using T = std::decay_t<decltype(p)>;
        if constexpr (std::same_as<T, std::monostate>) {
          return {};
        } else if constexpr (std::same_as<T, RawParameter>) {
          return Value(p.octets);
        } else {
          return to_value(p);
        }
      },
      parameter);
}

Result<Parameter> parameter_from_value(ParameterType type, const Value& value) {
  static constexpr auto kReaders = readers(std::make_index_sequence<kRaw - kFirst>());
  if (value.is_null()) return Parameter();
  if (const auto octets = hex_notation(value)) {
    if (!*octets) return tl::unexpected(octets->error());
    return RawParameter{std::move(**octets)};
  }
  const auto index = static_cast<std::size_t>(type);
  if (index == 0 || index == kRaw) return fail(unexpected_kind(value, "nothing, or octets, {hex: \"…\"}"));
  return kReaders[index - kFirst](value);
}

template Result<ForwardSmArg> decode<ForwardSmArg>(OctetView, Remarks*);
template Result<Octets> encode<ForwardSmArg>(const ForwardSmArg&, Ranges);
template Result<void> encode<ForwardSmArg>(OutBuffer&, const ForwardSmArg&, Ranges);
template Result<MoForwardSmArg> decode<MoForwardSmArg>(OctetView, Remarks*);
template Result<Octets> encode<MoForwardSmArg>(const MoForwardSmArg&, Ranges);
template Result<void> encode<MoForwardSmArg>(OutBuffer&, const MoForwardSmArg&, Ranges);
template Result<MoForwardSmRes> decode<MoForwardSmRes>(OctetView, Remarks*);
template Result<Octets> encode<MoForwardSmRes>(const MoForwardSmRes&, Ranges);
template Result<void> encode<MoForwardSmRes>(OutBuffer&, const MoForwardSmRes&, Ranges);
template Result<MtForwardSmArg> decode<MtForwardSmArg>(OctetView, Remarks*);
template Result<Octets> encode<MtForwardSmArg>(const MtForwardSmArg&, Ranges);
template Result<void> encode<MtForwardSmArg>(OutBuffer&, const MtForwardSmArg&, Ranges);
template Result<MtForwardSmRes> decode<MtForwardSmRes>(OctetView, Remarks*);
template Result<Octets> encode<MtForwardSmRes>(const MtForwardSmRes&, Ranges);
template Result<void> encode<MtForwardSmRes>(OutBuffer&, const MtForwardSmRes&, Ranges);
template Result<MtForwardSmVgcsArg> decode<MtForwardSmVgcsArg>(OctetView, Remarks*);
template Result<Octets> encode<MtForwardSmVgcsArg>(const MtForwardSmVgcsArg&, Ranges);
template Result<void> encode<MtForwardSmVgcsArg>(OutBuffer&, const MtForwardSmVgcsArg&, Ranges);
template Result<MtForwardSmVgcsRes> decode<MtForwardSmVgcsRes>(OctetView, Remarks*);
template Result<Octets> encode<MtForwardSmVgcsRes>(const MtForwardSmVgcsRes&, Ranges);
template Result<void> encode<MtForwardSmVgcsRes>(OutBuffer&, const MtForwardSmVgcsRes&, Ranges);
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
template Result<AlertServiceCentreArgV1> decode<AlertServiceCentreArgV1>(OctetView, Remarks*);
template Result<Octets> encode<AlertServiceCentreArgV1>(const AlertServiceCentreArgV1&, Ranges);
template Result<void> encode<AlertServiceCentreArgV1>(OutBuffer&, const AlertServiceCentreArgV1&, Ranges);
template Result<AlertServiceCentreArg> decode<AlertServiceCentreArg>(OctetView, Remarks*);
template Result<Octets> encode<AlertServiceCentreArg>(const AlertServiceCentreArg&, Ranges);
template Result<void> encode<AlertServiceCentreArg>(OutBuffer&, const AlertServiceCentreArg&, Ranges);
template Result<InformServiceCentreArgV2> decode<InformServiceCentreArgV2>(OctetView, Remarks*);
template Result<Octets> encode<InformServiceCentreArgV2>(const InformServiceCentreArgV2&, Ranges);
template Result<void> encode<InformServiceCentreArgV2>(OutBuffer&, const InformServiceCentreArgV2&, Ranges);
template Result<InformServiceCentreArg> decode<InformServiceCentreArg>(OctetView, Remarks*);
template Result<Octets> encode<InformServiceCentreArg>(const InformServiceCentreArg&, Ranges);
template Result<void> encode<InformServiceCentreArg>(OutBuffer&, const InformServiceCentreArg&, Ranges);
template Result<NoteSubscriberPresentArg> decode<NoteSubscriberPresentArg>(OctetView, Remarks*);
template Result<Octets> encode<NoteSubscriberPresentArg>(const NoteSubscriberPresentArg&, Ranges);
template Result<void> encode<NoteSubscriberPresentArg>(OutBuffer&, const NoteSubscriberPresentArg&, Ranges);
template Result<ReadyForSmArgV2> decode<ReadyForSmArgV2>(OctetView, Remarks*);
template Result<Octets> encode<ReadyForSmArgV2>(const ReadyForSmArgV2&, Ranges);
template Result<void> encode<ReadyForSmArgV2>(OutBuffer&, const ReadyForSmArgV2&, Ranges);
template Result<ReadyForSmArg> decode<ReadyForSmArg>(OctetView, Remarks*);
template Result<Octets> encode<ReadyForSmArg>(const ReadyForSmArg&, Ranges);
template Result<void> encode<ReadyForSmArg>(OutBuffer&, const ReadyForSmArg&, Ranges);
template Result<ReadyForSmRes> decode<ReadyForSmRes>(OctetView, Remarks*);
template Result<Octets> encode<ReadyForSmRes>(const ReadyForSmRes&, Ranges);
template Result<void> encode<ReadyForSmRes>(OutBuffer&, const ReadyForSmRes&, Ranges);
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
