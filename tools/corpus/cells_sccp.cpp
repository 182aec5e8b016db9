// Forms of SCCP: UDT, XUDT, LUDT, segments, what is returned, management; and global titles of every kind
// (Q.713 3.4, 4, 5).
#include <array>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

struct SccpRow {
  std::string_view name;
  std::string_view sccp;  // members of the first message's SCCP
  std::size_t segments = 0;
};

constexpr auto kForms = std::to_array<SccpRow>({
    {"udt-class-0", R"({"message":"UDT","class":0})"},
    {"udt-class-0-return", R"({"message":"UDT","class":0,"return-on-error":true})"},
    {"udt-class-1", R"({"message":"UDT","class":1})"},
    {"udt-class-1-return", R"({"message":"UDT","class":1,"return-on-error":true})"},
    {"xudt", R"({"message":"XUDT","class":0,"return-on-error":true,"hop-counter":15})"},
    {"xudt-hop-counter-1", R"({"message":"XUDT","class":1,"hop-counter":1})"},
    {"xudt-importance", R"({"message":"XUDT","class":0,"hop-counter":12,"importance":5})"},
    {"xudt-2-segments", R"({"message":"XUDT","class":1,"return-on-error":true,"hop-counter":15})", 2},
    {"xudt-3-segments", R"({"message":"XUDT","class":1,"hop-counter":10})", 3},
    {"xudt-5-segments", R"({"message":"XUDT","class":1,"hop-counter":10})", 5},
    {"ludt", R"({"message":"LUDT","class":0,"hop-counter":15})"},
});

constexpr auto kReturnCauses = std::to_array<std::string_view>(
    {"no-translation-for-address-nature", "no-translation-for-address", "subsystem-congestion",
     "subsystem-failure", "unequipped-user", "mtp-failure", "network-congestion", "unqualified",
     "error-in-message-transport", "error-in-local-processing", "destination-cannot-perform-reassembly",
     "sccp-failure", "hop-counter-violation", "segmentation-not-supported", "segmentation-failure"});

constexpr auto kManagement = std::to_array<std::string_view>({"SSA", "SSP", "SST", "SOR", "SOG", "SSC"});

struct TitleRow {
  std::string_view name;
  std::string_view called;
  std::string_view calling = {};
};
// clang-format off
constexpr auto kTitles = std::to_array<TitleRow>({
    {"indicator-1-even", R"({"ssn":8,"gt":{"indicator":1,"nai":"international","digits":"1555010002"}})"},
    {"indicator-1-odd", R"({"ssn":8,"gt":{"indicator":1,"nai":"national","digits":"155501002"}})"},
    {"indicator-2", R"({"ssn":8,"gt":{"indicator":2,"tt":10,"digits":"1555010002"}})"},
    {"indicator-3-even", R"({"ssn":8,"gt":{"indicator":3,"tt":0,"np":"e164","digits":"1555010002"}})"},
    {"indicator-3-odd", R"({"ssn":8,"gt":{"indicator":3,"tt":0,"np":"e212","digits":"001010000000001"}})"},
    {"indicator-4-even", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"1555010002"}})"},
    {"indicator-4-odd", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100002"}})"},
    {"indicator-4-1-digit", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"1"}})"},
    {"indicator-4-15-digits", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"155501000123456"}})"},
    {"e214", R"({"ssn":6,"gt":{"indicator":4,"tt":0,"np":"e214","nai":"international","digits":"15550000000001"}})"},
    {"e212", R"({"ssn":6,"gt":{"indicator":4,"tt":0,"np":"e212","nai":"international","digits":"001010000000001"}})"},
    {"plan-unknown", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"unknown","nai":"international","digits":"15550100002"}})"},
    {"plan-data", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"data","nai":"international","digits":"15550100002"}})"},
    {"nature-national", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"national","digits":"5550100002"}})"},
    {"nature-subscriber", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"subscriber","digits":"0100002"}})"},
    {"nature-unknown", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"unknown","digits":"15550100002"}})"},
    {"translation-type-130", R"({"ssn":8,"gt":{"indicator":4,"tt":130,"np":"e164","nai":"international","digits":"15550100002"}})"},
    {"digits-b-to-e", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"1555bcde"}})"},
    {"with-point-code", R"({"pc":201,"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100002"}})", R"({"pc":101,"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100001"}})"},
    {"point-code-16383", R"({"routing":"ssn","pc":16383,"ssn":8})", R"({"routing":"ssn","pc":8192,"ssn":8})"},
    {"route-on-ssn", R"({"routing":"ssn","pc":201,"ssn":8})", R"({"routing":"ssn","pc":101,"ssn":8})"},
    {"route-on-ssn-alone", R"({"routing":"ssn","ssn":8})", R"({"routing":"ssn","ssn":8})"},
    {"route-on-ssn-with-title", R"({"routing":"ssn","pc":201,"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100002"}})"},
    {"ssn-hlr", R"({"ssn":6,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100003"}})"},
    {"ssn-vlr", R"({"ssn":7,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100003"}})"},
    {"ssn-sgsn", R"({"ssn":149,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100004"}})"},
});
// clang-format on

}  // namespace

void add_sccp(std::deque<Cell>& out) {
  const map::Operation& mt = operation_of({25, 3}, 44);
  for (const SccpRow& row : kForms) {
    Cell& cell = out.emplace_back(Cell{.subject = "sccp",
                                       .name = std::string(row.name),
                                       .title = "SCCP: " + std::string(row.name),
                                       .clause = "Q.713 4"});
    Dialogue d = exchange(mt, false, argument_of(mt), {result(mt)});
    for (Turn& turn : d.turns) turn.sccp = json(row.sccp);
    d.turns.front().segments = row.segments;
    cell.dialogues.push_back(std::move(d));
  }
  for (const std::string_view form : {"UDTS", "XUDTS", "LUDTS"}) {
    const std::string file = form == "UDTS" ? "udts" : form == "XUDTS" ? "xudts" : "ludts";
    Cell& cell = out.emplace_back(Cell{.subject = "sccp",
                                       .name = file,
                                       .title = std::string(form) + " with every return cause",
                                       .clause = "Q.713 3.12"});
    for (const std::string_view cause : kReturnCauses) {
      Dialogue d = exchange(mt, false, argument_of(mt), {});
      // It comes back with its addresses exchanged and its TCAP message as it was (Q.714 4.2).
      Turn returned = d.turns.front();
      returned.sccp =
          json(R"({"message":")" + std::string(form) + R"(","return-cause":")" + std::string(cause) + "\"}");
      if (form != "UDTS") returned.sccp.add("hop-counter", 15);
      d.turns.back() = std::move(returned);
      cell.dialogues.push_back(std::move(d));
    }
  }
  Cell& management = out.emplace_back(Cell{.subject = "sccp",
                                           .name = "management",
                                           .title = "SCCP management of every kind",
                                           .clause = "Q.713 5"});
  Dialogue d{.context = {25, 3}};
  for (const std::string_view type : kManagement) {
    Turn turn;
    turn.sccp = json(
        R"({"message":"UDT","class":0,"called":{"routing":"ssn","pc":201,"ssn":1},"calling":{"routing":"ssn","pc":101,"ssn":1}})");
    Value body;
    body.add("type", type);
    body.add("affected-ssn", 8);
    body.add("affected-pc", 201);
    body.add("multiplicity", "unknown");
    if (type == "SSC") body.add("congestion-level", 3);
    turn.sccp.add("management", std::move(body));
    d.turns.push_back(std::move(turn));
  }
  management.dialogues.push_back(std::move(d));
}

void add_global_titles(std::deque<Cell>& out) {
  const map::Operation& mt = operation_of({25, 3}, 44);
  for (const TitleRow& row : kTitles) {
    Cell& cell = out.emplace_back(Cell{.subject = "global-titles",
                                       .name = std::string(row.name),
                                       .title = "SCCP addresses: " + std::string(row.name),
                                       .clause = "Q.713 3.4"});
    Dialogue d = exchange(mt, false, argument_of(mt), {result(mt)});
    Value there;
    there.add("called", json(row.called));
    if (!row.calling.empty()) there.add("calling", json(row.calling));
    Value back;
    back.add("calling", json(row.called));
    if (!row.calling.empty()) back.add("called", json(row.calling));
    d.turns.front().sccp = std::move(there);
    d.turns.back().sccp = std::move(back);
    cell.dialogues.push_back(std::move(d));
  }
}

}  // namespace mapsim::corpus
