#include "tests/e2e/shown.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace mapsim::e2e {

namespace {

constexpr unsigned long kWarning = 0x600000;  // PI_WARN; PI_ERROR is above

// "a step 3, line 17: smsc -> msc: begin" is 3.
std::size_t step_of(std::string_view comment) {
  const auto at = comment.find(" step ");
  return at == std::string_view::npos
             ? 0
             : std::strtoul(std::string(comment.substr(at + 6)).c_str(), nullptr, 10);
}

// "sc-Congestion" from "sm-EnumeratedDeliveryFailureCause: sc-Congestion (4)".
std::string enumerated(const Field& field) {
  const auto colon = field.showname.find(": ");
  const auto bracket = field.showname.rfind(" (");
  if (colon == std::string::npos || bracket == std::string::npos || bracket < colon) return field.show;
  return field.showname.substr(colon + 2, bracket - colon - 2);
}

// "gsm_map.sm.networkNode_Number" is networkNode-Number; "gsm_old.moreMessagesToSend_element" without its
// ending.
std::string asn1_name(const std::string& field) {
  std::string name = field.substr(field.rfind('.') + 1);
  if (name.ends_with("_element")) name.resize(name.size() - 8);
  std::ranges::replace(name, '_', '-');
  return name;
}

class Reader {
 public:
  explicit Reader(std::vector<ShownMessage>& messages) : messages_(messages) {}

  void frame(const Frame& frame) {
    frame_ = frame.number;
    comments_.clear();
    in_frame_ = 0;
    message_ = nullptr;
    for (const Field& f : frame.fields) field(f);
  }

 private:
  void field(const Field& f) {
    if (f.name == "frame.comment") comments_.push_back(f.show);
    if (f.name == "sccp.called.digits") called_ = f.show;
    if (f.name == "sccp.calling.digits") calling_ = f.show;
    if (f.is_protocol) owner_.clear();
    if (f.is_protocol && f.name == "tcap") return begin_message();
    if (message_ == nullptr) return;
    if (f.name.starts_with("tcap.")) return transaction(f);
    if (f.name == "gsm_map.old.Component") {
      message_->facts.components.emplace_back();
      return;
    }
    if (message_->facts.components.empty()) return;
    if (f.name.starts_with("gsm_sms.")) return short_message(f, message_->facts.components.back());
    component(f, message_->facts.components.back());
  }

  void begin_message() {
    message_ = &messages_.emplace_back();
    message_->frame = frame_;
    if (!comments_.empty()) message_->step = step_of(comments_[std::min(in_frame_, comments_.size() - 1)]);
    message_->facts.called = called_;
    message_->facts.calling = calling_;
    ++in_frame_;
  }

  void transaction(const Field& f) {
    static constexpr std::array kKinds = {"begin", "continue", "end", "abort"};
    for (const std::string kind : kKinds) {
      if (f.name == "tcap." + kind + "_element") message_->facts.kind = kind;
    }
    if (f.name == "tcap.dialogueRequest_element") answered_ = false;
    if (f.name == "tcap.dialogueResponse_element") answered_ = true;
    if (f.name != "tcap.application_context_name") return;
    (answered_ ? message_->facts.response_name : message_->facts.request_name) = f.show;
  }

  void component(const Field& f, ComponentFacts& c) {
    static constexpr std::array kKinds = {"invoke", "returnResultLast", "returnResultNotLast", "returnError",
                                          "reject"};
    for (const std::string kind : kKinds) {
      if (f.name == "gsm_old." + kind + "_element") c.kind = kind;
    }
    if (f.name == "gsm_old.localValue") c.code = std::atoi(f.show.c_str());
    if (f.name == "e212.imsi" || f.name == "e164.msisdn") {
      if (!owner_.empty()) c.members.emplace(owner_, f.show);
      owner_.clear();
      return;
    }
    if (!f.name.starts_with("gsm_map.") && !f.name.starts_with("gsm_old.")) return;
    const std::string name = asn1_name(f.name);
    const Member* member = find_member(name);
    if (member == nullptr) return;
    switch (member->compare) {
      case Compare::digits:
        owner_ = name;
        break;  // tshark decodes them in a field of their own, which follows
      case Compare::presence:
        c.members.emplace(name, "");
        break;
      case Compare::name:
        c.members.emplace(name, enumerated(f));
        break;
      case Compare::number:
      case Compare::text:
        c.members.emplace(name, f.show);
        break;
    }
  }

  void short_message(const Field& f, ComponentFacts& c) {
    if (f.name == "gsm_sms.tp-oa" || f.name == "gsm_sms.tp-da") c.members.emplace(f.name.substr(8), f.show);
    if (f.name == "gsm_sms.sms_text") c.members.emplace("text", f.show);
    if (f.name == "gsm_sms.tp-mms") message_->more_messages = f.show == "0";
  }

  std::vector<ShownMessage>& messages_;
  ShownMessage* message_ = nullptr;
  std::string frame_;
  std::vector<std::string> comments_;
  std::size_t in_frame_ = 0;  // messages of this frame so far
  std::string called_;
  std::string calling_;
  bool answered_ = false;
  std::string owner_;  // the member whose digits follow
};

}  // namespace

std::vector<ShownMessage> shown_messages(const std::vector<Frame>& frames) {
  std::vector<ShownMessage> messages;
  Reader reader(messages);
  for (const Frame& f : frames) reader.frame(f);
  return messages;
}

std::vector<std::string> complaints(const std::vector<Frame>& frames) {
  std::vector<std::string> found;
  for (const Frame& frame : frames) {
    std::string message;
    for (const Field& f : frame.fields) {
      const std::string where = "frame " + frame.number + ": ";
      if (f.name == "_ws.expert") message = f.showname;
      if (f.name == "_ws.malformed") found.push_back(where + "malformed: " + f.showname);
      if (f.name == "_ws.expert.severity" && std::strtoul(f.show.c_str(), nullptr, 10) >= kWarning) {
        found.push_back(where + message);
      }
      if (f.name == "sctp.checksum.status" && f.show != "1")
        found.push_back(where + "SCTP checksum not good");
      if (f.name == "ip.checksum.status" && f.show != "1")
        found.push_back(where + "IP header checksum not good");
    }
  }
  return found;
}

}  // namespace mapsim::e2e
