#include "tools/known/read.h"

#include <algorithm>

#include "sigtran/map/operations.h"
#include "tools/known/locate.h"

namespace mapsim::known {

namespace {

constexpr std::uint32_t kReused = 1;  // of TrackedDialogue::marks

// Members that hold other layers, which have fields of their own, or what other fields say already.
bool is_shown_elsewhere(std::string_view path) {
  return path == "m3ua.protocol-data.data" || path == "sccp.data" || path == "sccp.surplus" ||
         path.ends_with(".user-information") || path.ends_with(".tp-ud") ||
         (path.starts_with("tcap.") && path.ends_with(".parameter"));
}

// What is gathered of one layer: where its octets are.
struct Layer {
  std::vector<Place> places;  // in their order
  bool tcap = false;          // ranges count in the TCAP message
};

// A range of a layer in the frames that carry it.
std::vector<Place> places_of(const Layer& layer, Value::OctetRange range) {
  std::vector<Place> out;
  std::size_t skip = range.offset;
  std::size_t left = range.size;
  for (const Place& place : layer.places) {
    if (left == 0) break;
    if (skip >= place.size) {
      skip -= place.size;
      continue;
    }
    const std::size_t size = std::min(place.size - skip, left);
    out.push_back({place.frame, place.offset + skip, size});
    left -= size;
    skip = 0;
  }
  return left == 0 ? out : std::vector<Place>();
}

void flatten(const Value& value, const std::string& path, const Layer& layer, std::vector<Field>& out) {
  if (is_shown_elsewhere(path)) return;
  if (const auto* map = value.if_map(); map != nullptr && !map->empty()) {
    for (const Value::Member& m : *map) flatten(m.value, path + "." + m.name, layer, out);
    return;
  }
  if (const auto* list = value.if_list(); list != nullptr && !list->empty()) {
    for (std::size_t i = 0; i < list->size(); ++i)
      flatten((*list)[i], path + "[" + std::to_string(i) + "]", layer, out);
    return;
  }
  if (value.if_map() != nullptr || value.if_list() != nullptr || value.is_null()) return;
  Field field{path, value, {}, std::nullopt, false};
  field.value.octets.reset();
  // What is empty has no octets; the range is that of the TPDU around it.
  const auto* text = value.if_string();
  const auto* octets = value.if_octets();
  const bool empty = (text != nullptr && text->empty()) || (octets != nullptr && octets->empty());
  if (value.octets && !empty) {
    field.places = places_of(layer, *value.octets);
    if (layer.tcap) field.in_tcap = value.octets;
  }
  out.push_back(std::move(field));
}

// Where the SCCP message begins in what the walker gave: in the data of M3UA's DATA, or at the end of MTP3.
std::size_t sccp_offset(const cli::CapturedMessage& captured, const Value* m3ua) {
  const Value* data = m3ua != nullptr ? m3ua->find_path("protocol-data.data") : nullptr;
  if (data != nullptr && data->octets) return data->octets->offset;
  return captured.event.octets.size() -
         std::min(captured.event.octets.size(), captured.decoded.sccp_octets.size());
}

// In a capture without the BEGIN of a dialogue its version is certain where only one has the operation's
// code, or the elements of the argument: 46 is mo-ForwardSM where it has an IMSI, and may be forwardSM
// otherwise.
bool follows_from_operations(const Value& map) {
  const Value* components = map.find("components");
  const auto* list = components != nullptr ? components->if_list() : nullptr;
  return list != nullptr && std::ranges::any_of(*list, [](const Value& c) {
           const Value* invoke = c.find("invoke");
           const auto* name = invoke != nullptr ? invoke->if_string() : nullptr;
           if (name == nullptr) return false;
           if (*name == "mo-ForwardSM") return c.find_path("argument.imsi") != nullptr;
           return std::ranges::count(map::operations(), *name, &map::Operation::name) == 1;
         });
}

}  // namespace

void MessageReader::forget_oldest() {
  const auto oldest = std::ranges::min_element(segments_, {}, [](const auto& s) { return s.second.used; });
  segments_.erase(oldest);
}

// Where the TCAP message stands: in this frame, or in those of its segments. `sccp` has its ranges; `at` is
// where it begins in the frame.
std::vector<Place> MessageReader::places_of(const cli::CapturedMessage& captured, const Value& sccp,
                                            std::size_t at) {
  const Value* data = sccp.find("data");
  if (data == nullptr || !data->octets) return {};
  const Place own{captured.packet.number, at + data->octets->offset, data->octets->size};
  const Value* reference = sccp.find_path("segmentation.reference");
  if (reference == nullptr) return {own};
  // Q.714 4.1.1.3: the calling address and the reference name the message.
  const std::string key = sccp.find("calling")->to_text() + " " + reference->to_text();
  if (segments_.size() >= kMaxSegmented && !segments_.contains(key)) forget_oldest();
  Segments& segments = segments_[key];
  segments.used = ++count_;
  if (sccp.find_path("segmentation.first") != nullptr && *sccp.find_path("segmentation.first") == Value(true))
    segments.places.clear();
  segments.places.push_back(own);
  std::vector<Place> places = segments.places;
  if (captured.decoded.tcap_octets.data() != nullptr) segments_.erase(key);
  return places;
}

Message MessageReader::read(const cli::CapturedMessage& captured) {
  const cli::DecodedMessage& decoded = captured.decoded;
  const auto& event = captured.event;
  Message out;
  out.frame = captured.packet.number;
  out.frames = {out.frame};
  Value tree = decoded.tree;
  Layer outer;
  if (event.offset) outer.places = {{out.frame, *event.offset, event.octets.size()}};
  if (Value* m3ua = member(tree, "m3ua")) {
    locate_m3ua(*m3ua, event.octets);
    flatten(*m3ua, "m3ua", outer, out.fields);
  }
  std::vector<Place> tcap_places;
  if (Value* sccp = member(tree, "sccp")) {
    const std::size_t at = sccp_offset(captured, tree.find("m3ua"));
    Layer inner;
    if (event.offset) {
      inner.places = {{out.frame, *event.offset + at, decoded.sccp_octets.size()}};
      tcap_places = places_of(captured, *sccp, *event.offset + at);
    }
    if (const auto view = sccp::decode(decoded.sccp_octets)) locate_sccp(*sccp, *view, decoded.sccp_octets);
    flatten(*sccp, "sccp", inner, out.fields);
  }
  if (decoded.followed) {
    out.dialogue = decoded.followed->dialogue->number;
    out.begun = decoded.followed->dialogue->begun;
    out.reused = (decoded.followed->dialogue->marks & kReused) != 0;
  }
  Value* tcap = member(tree, "tcap");
  if (tcap == nullptr) return out;
  if (tcap_places.size() > 1) {
    out.frames.clear();
    for (const Place& place : tcap_places) out.frames.push_back(place.frame);
  }
  const Layer inner{std::move(tcap_places), true};
  locate_tcap(*tcap, decoded.tcap_octets);
  flatten(*tcap, "tcap", inner, out.fields);
  Value* map = member(tree, "map");
  if (map == nullptr) return out;
  locate_map(*map, *tcap, decoded.tcap_octets);
  if (const Value* context = map->find("application-context")) {
    out.context = context->if_string() != nullptr ? *context->if_string() : "";
    out.version = version_of(out.context);
  }
  out.certain = map->find("assumed") == nullptr || follows_from_operations(*map);
  flatten(*map, "map", inner, out.fields);
  std::erase_if(out.fields, [](const Field& f) { return f.path == "map.assumed"; });
  return out;
}

Result<void> read_capture(const std::string& path, const std::function<void(Message&)>& on_message) {
  cli::CaptureReading reading(cli::Depth::everything);
  MessageReader reader;
  return reading.read(path, [&](cli::CapturedMessage& captured) {
    if (captured.event.retransmission || captured.event.what == capture::WalkEvent::What::diagnostic) return;
    // A dialogue ends so when another one, this message's, takes its transaction id.
    for (const auto& ended : reading.decoder.dialogues().take_ended()) {
      if (ended->end == cli::DialogueEnd::reused && captured.decoded.followed)
        captured.decoded.followed->dialogue->marks |= kReused;
    }
    Message message = reader.read(captured);
    on_message(message);
  });
}

}  // namespace mapsim::known
