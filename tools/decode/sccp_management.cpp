#include "tools/decode/sccp_management.h"

#include <algorithm>

#include "sigtran/sccp/management_message.h"
#include "sigtran/sccp/names.h"

namespace mapsim::cli {

namespace {

constexpr const char* kMember = "management";

}  // namespace

bool carries_management(const sccp::MessageView& message) {
  const sccp::Header& h = message.header;
  return h.called.ssn == sccp::kManagementSsn && (!h.segmentation || h.segmentation->lone());
}

ShownSccp show_sccp(const sccp::MessageView& message) {
  ShownSccp out{.tree = sccp::to_value(message), .fault = {}};
  if (!carries_management(message)) return out;
  const auto management = sccp::decode_management(message.data);
  if (!management) {
    out.fault = management.error();
    out.fault->offset = message.user_data.offset + out.fault->offset.value_or(0);
    return out;
  }
  Value shown = to_value(*management);
  shown.octets = Value::OctetRange{.offset = message.user_data.offset, .size = message.user_data.size};
  out.tree.add(kMember, std::move(shown));
  return out;
}

Result<Value> management_as_data(Value tree) {
  auto* map = tree.if_map();
  if (map == nullptr) return tree;
  const auto at = std::ranges::find(*map, kMember, &Value::Member::name);
  if (at == map->end()) return tree;
  const Value written = std::move(at->value);
  map->erase(at);
  const auto message = from_value<sccp::ManagementMessage>(written);
  if (!message) {
    Error e = message.error();
    e.field = e.field.empty() ? kMember : std::string(kMember) + "." + e.field;
    return fail(std::move(e));
  }
  const Value* data = tree.find("data");
  if (data == nullptr) {
    const sccp::ManagementOctets made(*message);
    tree.add("data", made.view());
  } else if (const auto octets = from_value<Octets>(*data)) {
    const auto carried = sccp::decode_management(*octets);
    if (!carried || *carried != *message) {
      return fail(Error{.layer = "",
                        .field = kMember,
                        .text = "is not what data carries; leave data out to have it made of management",
                        .mark = written.mark});
    }
  }
  return tree;
}

}  // namespace mapsim::cli
