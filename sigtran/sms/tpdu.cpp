#include "sigtran/sms/tpdu.h"

#include <array>
#include <cassert>

#include "sigtran/sms/parameter_indicator.h"
#include "sigtran/sms/user_part.h"

namespace mapsim::sms {

std::uint8_t ReportParameters::present() const {
  return static_cast<std::uint8_t>((tp_pid ? pi::kPid : 0U) | (tp_dcs ? pi::kDcs : 0U) |
                                   (user_data ? pi::kUdl : 0U) |
                                   (tp_pi_extension.empty() ? 0U : pi::kExtension));
}

std::string_view name_of(const Tpdu& tpdu) {
  static constexpr std::array<std::string_view, 6> kNames = {"sms-deliver",        "sms-submit",
                                                             "sms-deliver-report", "sms-submit-report",
                                                             "sms-status-report",  "sms-command"};
  return kNames[tpdu.index()];
}

Direction direction_of(const Tpdu& tpdu) {
  const bool mt = std::holds_alternative<SmsDeliver>(tpdu) || std::holds_alternative<SmsSubmitReport>(tpdu) ||
                  std::holds_alternative<SmsStatusReport>(tpdu);
  return mt ? Direction::mt : Direction::mo;
}

std::optional<UserPart> user_part_of(const Tpdu& tpdu) {
  return std::visit(
      [](const auto& t) -> std::optional<UserPart> {
        if constexpr (HasUserPart<decltype(t)>) return user_part(t);
        return std::nullopt;
      },
      tpdu);
}

void set_user_part(Tpdu& tpdu, const UserPart& part) {
  std::visit(
      [&](auto& t) {
        if constexpr (HasUserPart<decltype(t)>) {
          assign_user_part(t, part);
        } else {
          assert(false && "an SMS-COMMAND has no TP-UD");
        }
      },
      tpdu);
}

std::optional<std::string> text_of(const Tpdu& tpdu) {
  const auto part = user_part_of(tpdu);
  if (!part || !part->user_data) return std::nullopt;
  return text_of(part->tp_udhi, part->dcs(), *part->user_data);
}

std::optional<Concatenation> concatenation_of(const Tpdu& tpdu) {
  const auto part = user_part_of(tpdu);
  if (!part || !part->user_data) return std::nullopt;
  const auto header = header_of(part->tp_udhi, part->dcs(), *part->user_data);
  if (!header || !*header) return std::nullopt;
  return concatenation_of(**header);
}

}  // namespace mapsim::sms
