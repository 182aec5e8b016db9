#include "tools/known/manifest.h"

#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "tools/cli/version.h"
#include "tools/decode/value_json.h"
#include "tools/json/whole_number.h"

namespace mapsim::known {

namespace {

using Json = nlohmann::ordered_json;

Json field_json(const Field& field, bool segmented) {
  Json out;
  out["path"] = field.path;
  out["value"] = cli::to_json(field.value);
  if (field.stated) out["stated"] = true;
  Json octets = Json::array();
  for (const Place& place : field.places)
    octets.push_back({{"frame", place.frame}, {"offset", place.offset}, {"size", place.size}});
  if (!octets.empty()) out["octets"] = std::move(octets);
  if (field.in_tcap && segmented)
    out["in-tcap"] = {{"offset", field.in_tcap->offset}, {"size", field.in_tcap->size}};
  return out;
}

Json message_json(const Message& message) {
  Json out;
  out["frame"] = message.frame;
  if (message.frames.size() > 1) out["frames"] = message.frames;
  if (message.dialogue != 0) out["dialogue"] = message.dialogue;
  if (!message.context.empty()) out["application-context"] = message.context;
  if (message.version != 0) out["version"] = message.version;
  if (!message.begun) out["begun"] = false;
  if (message.reused) out["id-reused"] = true;
  if (!message.certain) out["certain"] = false;
  if (message.violation)
    out["violation"] = {{"clause", message.violation->clause}, {"text", message.violation->text}};
  out["fields"] = Json::array();
  for (const Field& field : message.fields)
    out["fields"].push_back(field_json(field, message.frames.size() > 1));
  return out;
}

// Which frames belong together.
Json dialogues_json(const std::vector<Message>& messages) {
  std::map<std::uint64_t, Json> dialogues;
  for (const Message& message : messages) {
    if (message.dialogue == 0) continue;
    Json& row = dialogues[message.dialogue];
    if (row.is_null()) {
      row["dialogue"] = message.dialogue;
      if (!message.context.empty()) row["application-context"] = message.context;
      row["frames"] = Json::array();
    }
    for (const std::uint64_t frame : message.frames) row["frames"].push_back(frame);
  }
  Json out = Json::array();
  for (auto& [number, row] : dialogues) out.push_back(std::move(row));
  return out;
}

Value value_from(const Json& json) {
  if (json.is_boolean()) return Value(json.get<bool>());
  if (json.is_number_integer()) return Value(cli::whole_number<std::int64_t>(json));
  if (json.is_string()) return Value(json.get<std::string>());
  if (json.is_object() && json.contains("hex")) {
    if (const auto octets = from_hex(json["hex"].get<std::string>())) return Value(*octets);
  }
  return {};
}

Field field_from(const Json& json) {
  Field out;
  out.path = json.at("path").get<std::string>();
  out.value = value_from(json.at("value"));
  out.stated = json.value("stated", false);
  for (const Json& place : json.value("octets", Json::array())) {
    out.places.push_back({cli::whole_number<std::uint64_t>(place.at("frame")),
                          cli::whole_number<std::size_t>(place.at("offset")),
                          cli::whole_number<std::size_t>(place.at("size"))});
  }
  if (json.contains("in-tcap"))
    out.in_tcap = Value::OctetRange{cli::whole_number<std::size_t>(json["in-tcap"].at("offset")),
                                    cli::whole_number<std::size_t>(json["in-tcap"].at("size"))};
  return out;
}

Message message_from(const Json& json) {
  Message out;
  out.frame = cli::whole_number<std::uint64_t>(json.at("frame"));
  for (const Json& frame : json.value("frames", Json::array({out.frame})))
    out.frames.push_back(cli::whole_number<std::uint64_t>(frame));
  out.dialogue = cli::whole_number(json, "dialogue", std::uint64_t{0});
  out.context = json.value("application-context", "");
  out.version = cli::whole_number(json, "version", 0);
  out.begun = json.value("begun", true);
  out.reused = json.value("id-reused", false);
  out.certain = json.value("certain", true);
  if (json.contains("violation")) {
    out.violation = Violation{json["violation"].at("clause").get<std::string>(),
                              json["violation"].at("text").get<std::string>()};
  }
  for (const Json& field : json.at("fields")) out.fields.push_back(field_from(field));
  return out;
}

// ASCII; octets that are no UTF-8 are replaced.
std::string line(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

void append_lines(std::string& out, const Json& list, std::string_view before) {
  bool first = true;
  for (const Json& item : list) {
    if (!first) out += ',';
    out += before;
    out += line(item);
    first = false;
  }
}

}  // namespace

std::string to_json(const Manifest& manifest) {
  Json head;
  head["format"] = kManifestFormat;
  head["generator"] = "mapsim " + std::string(cli::kVersion);
  head["capture"] = manifest.capture;
  head["subject"] = manifest.subject;
  head["title"] = manifest.title;
  head["clause"] = manifest.clause;
  // A line for each dialogue, message and field: people read and compare them.
  std::string out = "{\n";
  for (const auto& [name, value] : head.items()) out += " \"" + name + "\": " + line(value) + ",\n";
  out += " \"dialogues\": [";
  append_lines(out, dialogues_json(manifest.messages), "\n  ");
  out += "],\n \"messages\": [";
  for (const Message& message : manifest.messages) {
    Json json = message_json(message);
    const Json fields = json["fields"];
    json.erase("fields");
    std::string text = line(json);
    text.pop_back();
    out += (&message == manifest.messages.data() ? "\n  " : ",\n  ") + text + ",\n   \"fields\": [";
    append_lines(out, fields, "\n    ");
    out += "]}";
  }
  return out + "]\n}\n";
}

Result<Manifest> manifest_from_json(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    if (cli::whole_number<int>(json.at("format")) != kManifestFormat) {
      return fail(Error{
          .layer = "manifest", .field = "format", .text = "is not one that this program reads; allowed: 1"});
    }
    Manifest out;
    out.capture = json.at("capture").get<std::string>();
    out.subject = json.at("subject").get<std::string>();
    out.title = json.at("title").get<std::string>();
    out.clause = json.value("clause", "");
    for (const Json& message : json.at("messages")) out.messages.push_back(message_from(message));
    return out;
  } catch (const Json::exception& e) {
    return fail(Error{.layer = "manifest", .text = e.what()});
  }
}

Result<Manifest> read_manifest(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open() || in.bad())
    return fail(Error{.layer = "manifest", .field = file.string(), .text = "cannot be read"});
  auto manifest = manifest_from_json(text);
  if (!manifest) {
    Error error = manifest.error();
    error.field = file.string() + (error.field.empty() ? "" : ", " + error.field);
    return fail(std::move(error));
  }
  return manifest;
}

std::filesystem::path manifest_of(const std::filesystem::path& capture) {
  std::filesystem::path out = capture;
  return out.replace_extension(kManifestExtension);
}

}  // namespace mapsim::known
