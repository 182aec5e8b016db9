#include "tools/verify/pdml.h"

#include <algorithm>
#include <expat.h>
#include <utility>

#include "tools/verify/pdml_packet.h"

namespace mapsim::verify {

namespace {

constexpr std::string_view kEndOfPacket = "</packet>\n";

bool is_utf8(const XML_Char* encoding) {
  if (encoding == nullptr) return true;
  std::string lower(encoding);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower == "utf-8";
}

}  // namespace

struct PdmlReader::State {
  XML_Parser parser = XML_ParserCreate(nullptr);
  OnFrame on_frame;
  PdmlFrame frame;
  std::string creator;
  bool is_pdml = false;
  bool failed = false;

  // Packets as tshark writes them are read without the parser, which never sees them. That goes where it
  // stands within pdml and in nothing else, and where the document leaves no doubt of what its octets mean.
  PdmlPacket packet;
  std::string waiting;    // the start of a packet that is read when more of it has come
  std::size_t lines = 0;  // of what the parser did not see
  bool plain = true;
  std::size_t depth = 0;    // of elements that are open in the parser
  XML_Index given = 0;      // octets that it was given
  XML_Index behind = -1;    // of these: where the last tag on the level of packets ended
  bool line_ended = false;  // the last of them ended a line

  static void on_start(void* user, const XML_Char* element, const XML_Char** attributes) {
    static_cast<State*>(user)->start(element, attributes);
  }
  static void on_end(void* user, const XML_Char* element) { static_cast<State*>(user)->end(element); }
  static void on_declaration(void* user, const XML_Char*, const XML_Char* encoding, int) {
    auto* state = static_cast<State*>(user);
    state->plain = state->plain && is_utf8(encoding);
  }
  static void on_document_type(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<State*>(user)->plain = false;
  }

  void start(std::string_view element, const XML_Char** attributes) {
    if (++depth == 1) note_tag();
    if (element == "pdml") {
      is_pdml = true;
      for (; *attributes != nullptr; attributes += 2) {
        if (std::string_view(attributes[0]) == "creator") creator = attributes[1];
      }
    } else if (!is_pdml) {
      failed = true;
      XML_StopParser(parser, XML_FALSE);
    } else if (element == "packet") {
      frame.start();
    } else if (element == "proto" || element == "field") {
      field(attributes);
    }
  }

  void end(std::string_view element) {
    if (--depth == 1) note_tag();
    if (element == "packet") on_frame(frame.frame());
  }

  void note_tag() { behind = XML_GetCurrentByteIndex(parser) + XML_GetCurrentByteCount(parser); }

  void field(const XML_Char** attributes) {
    PdmlFrame::Element element;
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view key = attributes[0];
      if (key == "name") element.name = attributes[1];
      if (key == "show") element.show = attributes[1];
      if (key == "showname") element.showname = attributes[1];
      if (key == "pos") element.offset = attributes[1];
      if (key == "size") element.size = attributes[1];
    }
    frame.add(element);
  }

  // The next text is on the level of packets, and begins where a line does.
  bool between_packets() const { return plain && is_pdml && depth == 1 && line_ended && behind + 1 == given; }

  // What the parser is given next: up to where a packet may follow.
  std::size_t next_part(std::string_view text) const {
    const auto end = is_pdml ? text.find(kEndOfPacket) : text.find('\n');
    if (end == std::string_view::npos) return text.size();
    return end + (is_pdml ? kEndOfPacket.size() : 1);
  }

  Result<void> give(std::string_view text, bool last);
  // What is left waits for more. Error: as feed().
  Result<std::string_view> read(std::string_view text);
};

PdmlReader::PdmlReader(OnFrame on_frame) : state_(std::make_unique<State>()) {
  state_->on_frame = std::move(on_frame);
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(state_->parser, State::on_start, State::on_end);
  XML_SetXmlDeclHandler(state_->parser, State::on_declaration);
  XML_SetStartDoctypeDeclHandler(state_->parser, State::on_document_type);
}

PdmlReader::~PdmlReader() {
  XML_ParserFree(state_->parser);
}

const std::string& PdmlReader::creator() const {
  return state_->creator;
}

Result<void> PdmlReader::State::give(std::string_view text, bool last) {
  constexpr std::size_t kPiece = 1U << 20U;
  if (!text.empty()) line_ended = text.back() == '\n';
  given += static_cast<XML_Index>(text.size());
  do {
    const std::string_view piece = text.substr(0, kPiece);
    text.remove_prefix(piece.size());
    const auto status =
        XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last && text.empty() ? 1 : 0);
    if (status != XML_STATUS_OK) {
      const std::string place = "line " + std::to_string(lines + XML_GetCurrentLineNumber(parser)) +
                                ", column " + std::to_string(XML_GetCurrentColumnNumber(parser) + 1);
      const std::string what = failed ? "the first element is not pdml, as `tshark -T pdml` writes it"
                                      : XML_ErrorString(XML_GetErrorCode(parser));
      return fail(Error{.layer = "pdml", .field = place, .text = what});
    }
  } while (!text.empty());
  return {};
}

Result<std::string_view> PdmlReader::State::read(std::string_view text) {
  while (!text.empty()) {
    if (between_packets()) {
      const PdmlPacket::Outcome outcome = packet.read(text, frame);
      if (outcome.status == PdmlPacket::Status::incomplete && text.size() < kMaxWaiting) return text;
      if (outcome.status == PdmlPacket::Status::read) {
        on_frame(frame.frame());
        lines += outcome.lines;
        text.remove_prefix(outcome.octets);
        continue;
      }
    }
    const std::size_t part = next_part(text);
    if (auto done = give(text.substr(0, part), false); !done) return tl::unexpected(done.error());
    text.remove_prefix(part);
  }
  return text;
}

Result<void> PdmlReader::feed(std::string_view text) {
  std::string& waiting = state_->waiting;
  const bool joined = !waiting.empty();
  if (joined) text = waiting.append(text);
  const auto left = state_->read(text);
  if (!left) return tl::unexpected(left.error());
  if (joined) {
    waiting.erase(0, waiting.size() - left->size());
  } else {
    waiting = *left;
  }
  return {};
}

Result<void> PdmlReader::finish() {
  return state_->give(std::exchange(state_->waiting, {}), true);
}

}  // namespace mapsim::verify
