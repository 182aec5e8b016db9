#include "sigtran/map/kept_indication.h"

#include <functional>

namespace mapsim::map {

KeptIndication::KeptIndication(const MessageIndication& indication)
    : indication_(indication),
      original_(indication.message),
      message_(indication.message.begin(), indication.message.end()) {
  indication_.message = message_;
  indication_.portion.user_information = keep(indication.portion.user_information);
  for (tcap::Component& component : indication_.services) component.parameter = keep(component.parameter);
}

OctetView KeptIndication::keep(OctetView view) {
  if (view.empty()) return {};
  const std::less_equal<> before;  // total, whatever the pointers point into
  const std::uint8_t* end = original_.data() + original_.size();
  if (!original_.empty() && before(original_.data(), view.data()) && before(view.data() + view.size(), end)) {
    return OctetView(message_).subspan(static_cast<std::size_t>(view.data() - original_.data()), view.size());
  }
  others_.emplace_back(view.begin(), view.end());
  return others_.back();
}

}  // namespace mapsim::map
