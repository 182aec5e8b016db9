// Nothing that named somebody in a capture is found in what became of it: the scenarios that come with the
// program, and the messages of other implementations.
#include <gmock/gmock.h>
#include <set>

#include "sigtran/capture/recorder.h"
#include "sigtran/map/operations.h"
#include "sigtran/sccp/message.h"
#include "tests/support/paths.h"
#include "tests/support/vectors.h"
#include "tests/tools/anonymize/originals.h"
#include "tests/tools/anonymize/support.h"
#include "tests/tools/played.h"
#include "tools/anonymize/anonymizer.h"

namespace mapsim::cli::test {
namespace {

using mapsim::test::Vector;
using nlohmann::json;
using testing::IsEmpty;

// Without those that are no messages, or where nobody knows how to read them.
std::vector<Vector> load_vectors(const std::string& file) {
  std::vector<Vector> out;
  for (Vector& v : mapsim::test::load_vectors(file)) {
    if (!v.negative && v.quality != "bad-any" && v.quality != "dubious") out.push_back(std::move(v));
  }
  return out;
}

class Files : public testing::Test {
 protected:
  ~Files() override {
    for (const auto& path : {in_, out_}) std::filesystem::remove(path);
  }
  // What of the one stands in the other, and that both decode alike.
  void anonymize_and_search(const std::string& name) {
    // With a key that is made once: scrypt takes longer than all the rest of a small capture.
    anonymize::Anonymizer anonymizer(anonymize::test::fixed_key(), false);
    ASSERT_TRUE(anonymizer.run(in_, out_)) << name;
    EXPECT_THAT(found(originals_of(in_), out_), IsEmpty()) << name;
    const Called before = call({"decode", in_.string(), "--json"});
    const Called after = call({"decode", out_.string(), "--json"});
    const auto was = shapes(before.out);
    const auto is = shapes(after.out);
    ASSERT_EQ(was.size(), is.size()) << name;
    for (std::size_t i = 0; i < was.size(); ++i) {
      // What could not be read is zeros now, and there are other words for that.
      const std::string line = was[i].dump();
      const bool clean = line.find("undecoded") == std::string::npos && !was[i].contains("problems");
      if (clean) {
        EXPECT_EQ(line, is[i].dump()) << name;
      }
    }
    if (before.exit == ExitCode::ok) {
      EXPECT_EQ(after.exit, ExitCode::ok) << name;
    }
  }
  // Lines as they are but for what replacements change: texts, octets, point codes.
  static std::vector<json> shapes(const std::string& lines) {
    std::vector<json> out;
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) {
      json value = json::parse(line);
      value.erase("comment");
      flatten(value, "");
      out.push_back(std::move(value));
    }
    return out;
  }
  static void flatten(json& value, const std::string& name) {
    static const std::set<std::string> kReplaced = {"opc",
                                                    "dpc",
                                                    "pc",
                                                    "affected-pc",
                                                    "affected-point-code",
                                                    "destination-point-code",
                                                    "originating-point-code-list",
                                                    "concerned-destination",
                                                    "text",
                                                    "from",
                                                    "to",
                                                    "info-string"};
    if (kReplaced.contains(name)) value = "replaced";
    if (name == "problems") value = value.size();
    if (value.is_object() && value.size() == 1 && value.contains("hex"))
      value = value["hex"].get<std::string>().size();
    if (value.is_string() && !kNames.contains(name)) value = value.get<std::string>().size();
    if (!value.is_structured()) return;
    for (auto& [key, below] : value.items()) flatten(below, value.is_array() ? name : key);
  }
  // Members whose strings are names, and stay.
  inline static const std::set<std::string> kNames = {"invoke", "result", "error", "application-context",
                                                      "time",   "type"};

  std::filesystem::path in_ = temporary("in.pcapng");
  std::filesystem::path out_ = temporary("out.pcapng");
};

TEST_F(Files, NothingOfTheLibraryIsFound) {
  std::size_t captures = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(mapsim::test::source_dir() / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    std::filesystem::remove(in_);
    call({"run", "--quiet", "--capture", in_.string(), entry.path().string()});
    if (!std::filesystem::exists(in_)) continue;
    ++captures;
    anonymize_and_search(entry.path().filename().string());
  }
  EXPECT_GE(captures, 40U);
}

std::string tlv(const std::string& tag, const std::string& contents) {
  const std::size_t size = contents.size() / 2;
  const std::uint8_t octet = static_cast<std::uint8_t>(size);
  const std::uint8_t high = static_cast<std::uint8_t>(size >> 8U);
  const std::string octets = to_hex({&octet, 1});
  if (size < 0x80) return tag + octets + contents;
  return tag + (size < 0x100 ? "81" + octets : "82" + to_hex({&high, 1}) + octets) + contents;
}

// A BEGIN with a component in a dialogue of that context.
std::string begin(map::ApplicationContext context, const std::string& component) {
  const std::array name = {context.code, context.version};
  const std::string aarq = tlv("60", "80020780" + tlv("a1",
                                                      "060704000001"
                                                      "00" +
                                                          to_hex(name)));
  const std::string dialogue = tlv("6b", tlv("28", "060700118605010101" + tlv("a0", aarq)));
  return tlv("62", "480400000001" + (context.version > 1 ? dialogue : "") + tlv("6c", component));
}

class Frames {
 public:
  Frames(const std::filesystem::path& path, capture::LinkType type)
      : recorder_(std::move(*capture::open_recorder(path, {.link_type = type}))) {}
  void add(OctetView octets) {
    EXPECT_TRUE(recorder_->write({Instant::from_start(std::chrono::seconds(count_++)), octets}));
  }
  // As the data of a UDT.
  void add_tcap(OctetView octets) {
    sccp::Message message;
    message.header.type = sccp::MessageType::ludt;
    message.header.called.gt = sccp::GlobalTitle{.digits = "15550100001", .encoding_scheme = {}};
    message.header.calling.gt = sccp::GlobalTitle{.digits = "15550100002", .encoding_scheme = {}};
    message.data.assign(octets.begin(), octets.end());
    const auto encoded = sccp::encode(message);
    ASSERT_TRUE(encoded) << encoded.error().message();
    add(*encoded);
  }
  void close() { EXPECT_TRUE(recorder_->close()); }

 private:
  std::unique_ptr<capture::Recorder> recorder_;
  int count_ = 0;
};

TEST_F(Files, NothingOfSccpVectorsIsFound) {
  MAPSIM_NEEDS_VECTORS();
  Frames frames(in_, capture::LinkType::sccp);
  for (const Vector& v : load_vectors("sccp.jsonl")) frames.add(v.octets);
  frames.close();
  anonymize_and_search("sccp");
}

TEST_F(Files, NothingOfTcapVectorsIsFound) {
  MAPSIM_NEEDS_VECTORS();
  Frames frames(in_, capture::LinkType::sccp);
  for (const Vector& v : load_vectors("tcap.jsonl")) frames.add_tcap(v.octets);
  frames.close();
  anonymize_and_search("tcap");
}

TEST_F(Files, NothingOfM3uaVectorsIsFound) {
  MAPSIM_NEEDS_VECTORS();
  Frames frames(in_, capture::LinkType::exported_pdu);
  for (const Vector& v : load_vectors("m3ua.jsonl")) {
    // The name of the dissector, and the end of the tags.
    Octets frame = *from_hex("000c00046d33756100000000");
    frame.insert(frame.end(), v.octets.begin(), v.octets.end());
    frames.add(frame);
  }
  frames.close();
  anonymize_and_search("m3ua");
}

TEST_F(Files, NothingOfMapVectorsIsFound) {
  MAPSIM_NEEDS_VECTORS();
  Frames frames(in_, capture::LinkType::sccp);
  std::size_t added = 0;
  for (const Vector& v : load_vectors("map_sms.jsonl")) {
    if (v.row.value("component", "") != "invoke-arg" || !v.row["opcode"].is_number()) continue;
    const std::int32_t code = v.row["opcode"];
    const std::string versions =
        v.row["map_version"].is_string() ? v.row["map_version"].get<std::string>() : "3";
    for (const map::Operation& o : map::operations()) {
      if (o.code != code || o.context.version != versions.back() - '0') continue;
      const std::uint8_t octet = static_cast<std::uint8_t>(code);
      const std::string invoke = tlv("a1", "0201010201" + to_hex({&octet, 1}) + to_hex(v.octets));
      frames.add_tcap(*from_hex(begin(o.context, invoke)));
      ++added;
    }
  }
  frames.close();
  EXPECT_GE(added, 10U);
  anonymize_and_search("map");
}

TEST_F(Files, NothingOfTpduVectorsIsFound) {
  MAPSIM_NEEDS_VECTORS();
  Frames frames(in_, capture::LinkType::sccp);
  for (const Vector& v : load_vectors("sms_tpdu.jsonl")) {
    const bool mo = v.row["direction"].is_string() && v.row["direction"] == "MO";
    const std::string centre = tlv("84", "9151550501000f");
    const std::string imsi = tlv("80", "00010100000010f0");
    const std::string msisdn = tlv("82", "9151550501001f");
    const std::string argument =
        tlv("30", (mo ? centre + msisdn : imsi + centre) + tlv("04", to_hex(v.octets)));
    frames.add_tcap(*from_hex(mo ? begin({21, 3}, tlv("a1", "02010102012e" + argument))
                                 : begin({25, 3}, tlv("a1", "02010102012c" + argument))));
  }
  frames.close();
  anonymize_and_search("tpdu");
}

}  // namespace
}  // namespace mapsim::cli::test
