#include "tools/verify/pdml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <expat.h>

namespace mapsim::verify {

namespace {

// Layers that are compared, and what dissectors say of any of them.
constexpr std::array<std::string_view, 12> kPrefixes = {
    "m3ua", "mtp3", "sccp", "tcap", "gsm_map", "gsm_old", "gsm_sms", "e164", "e212", "ber", "_ws", "data"};

bool is_told(std::string_view name) {
  return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

struct PdmlReader::State {
  XML_Parser parser = XML_ParserCreate(nullptr);
  OnFrame on_frame;
  ShownFrame frame;
  std::size_t text = 0;  // octets kept of the frame
  std::string creator;
  bool is_pdml = false;
  bool failed = false;

  static void on_start(void* user, const XML_Char* element, const XML_Char** attributes) {
    static_cast<State*>(user)->start(element, attributes);
  }
  static void on_end(void* user, const XML_Char* element) {
    auto* state = static_cast<State*>(user);
    if (std::string_view(element) == "packet") state->on_frame(state->frame);
  }

  void start(std::string_view element, const XML_Char** attributes) {
    if (element == "pdml") {
      is_pdml = true;
      for (; *attributes != nullptr; attributes += 2) {
        if (std::string_view(attributes[0]) == "creator") creator = attributes[1];
      }
    } else if (!is_pdml) {
      failed = true;
      XML_StopParser(parser, XML_FALSE);
    } else if (element == "packet") {
      frame.number = 0;
      frame.fields.clear();
      text = 0;
    } else if (element == "proto" || element == "field") {
      field(attributes);
    }
  }

  void field(const XML_Char** attributes) {
    std::string_view name;
    std::string_view show;
    std::string_view showname;
    std::string_view offset;
    std::string_view size;
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view key = attributes[0];
      if (key == "name") name = attributes[1];
      if (key == "show") show = attributes[1];
      if (key == "showname") showname = attributes[1];
      if (key == "pos") offset = attributes[1];
      if (key == "size") size = attributes[1];
    }
    if (name == "num" && frame.number == 0) frame.number = number(show);
    if (!is_told(name) || frame.fields.size() >= kMaxFields) return;
    text += name.size() + show.size() + showname.size();
    if (text > kMaxText) return;
    frame.fields.push_back(
        {std::string(name), std::string(show), std::string(showname), number(offset), number(size)});
  }
};

PdmlReader::PdmlReader(OnFrame on_frame) : state_(std::make_unique<State>()) {
  state_->on_frame = std::move(on_frame);
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(state_->parser, State::on_start, State::on_end);
}

PdmlReader::~PdmlReader() {
  XML_ParserFree(state_->parser);
}

const std::string& PdmlReader::creator() const {
  return state_->creator;
}

Result<void> PdmlReader::parse(std::string_view text, bool last) {
  constexpr std::size_t kPiece = 1U << 20U;
  do {
    const std::string_view piece = text.substr(0, kPiece);
    text.remove_prefix(piece.size());
    const auto status =
        XML_Parse(state_->parser, piece.data(), static_cast<int>(piece.size()), last && text.empty() ? 1 : 0);
    if (status != XML_STATUS_OK) {
      const std::string place = "line " + std::to_string(XML_GetCurrentLineNumber(state_->parser)) +
                                ", column " + std::to_string(XML_GetCurrentColumnNumber(state_->parser) + 1);
      const std::string what = state_->failed ? "the first element is not pdml, as `tshark -T pdml` writes it"
                                              : XML_ErrorString(XML_GetErrorCode(state_->parser));
      return fail(Error{.layer = "pdml", .field = place, .text = what});
    }
  } while (!text.empty());
  return {};
}

Result<void> PdmlReader::feed(std::string_view text) {
  return parse(text, false);
}

Result<void> PdmlReader::finish() {
  return parse({}, true);
}

}  // namespace mapsim::verify
