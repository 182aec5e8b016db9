#include "sigtran/map/long_message.h"

#include <algorithm>
#include <array>

#include "sigtran/map/message_size.h"

namespace mapsim::map {

namespace {

struct EmptyBeginRow {
  ApplicationContext context;
  const char* clause;
};
constexpr std::array<EmptyBeginRow, 4> kEmptyBegin = {{
    {{21, 2}, "TS 29.002 Annex C, ForwardSM-Arg"},
    {{25, 2}, "TS 29.002 Annex C, ForwardSM-Arg"},
    {{21, 3}, "TS 29.002 Annex C, MO-ForwardSM-Arg"},
    {{25, 3}, "TS 29.002 Annex C, MT-ForwardSM-Arg"},
}};

}  // namespace

bool empty_begin_recommended(ApplicationContext context) {
  return std::ranges::find(kEmptyBegin, context, &EmptyBeginRow::context) != kEmptyBegin.end();
}

LongMessage choose_form(const Request& begin, std::size_t tid_octets, std::size_t udt_capacity) {
  if (begin_size(begin, tid_octets) <= udt_capacity) return LongMessage::begin;
  if (empty_begin_recommended(begin.context) && continue_size(begin, tid_octets) <= udt_capacity) {
    return LongMessage::empty_begin;
  }
  return LongMessage::segments;
}

}  // namespace mapsim::map
