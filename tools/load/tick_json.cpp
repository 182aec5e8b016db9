#include "tools/load/tick_json.h"

#include "scenarios/load/histogram_text.h"
#include "tools/json/whole_number.h"

namespace mapsim::cli {

namespace {

using Json = nlohmann::ordered_json;

}  // namespace

using scenario::Ending;

Json books_json(const load::Books& books) {
  Json json = {{"started", books.started}};
  for (std::size_t i = 0; i < scenario::kEndings; ++i) {
    json[std::string(scenario::ending_name(static_cast<Ending>(i)))] = books.ended[i];
  }
  json["open"] = books.open_at_end;
  json["balanced"] = books.balances();
  return json;
}

load::Books books_of(const Json& json) {
  load::Books books;
  books.started = whole_number<std::uint64_t>(json.at("started"));
  for (std::size_t i = 0; i < scenario::kEndings; ++i) {
    const std::string name(scenario::ending_name(static_cast<Ending>(i)));
    books.ended[i] = whole_number<std::uint64_t>(json.at(name));
  }
  books.open_at_end = whole_number<std::uint64_t>(json.at("open"));
  return books;
}

Json tick_json(const Tick& tick) {
  const load::Sample& s = tick.sample;
  Json json = {{"from", s.from.since_start().count()},
               {"length", s.length.count()},
               {"wanted", s.wanted},
               {"begun", s.begun},
               {"ended", s.ended},
               {"failed", s.failed},
               {"open", s.open},
               {"late", s.late},
               {"cpu", s.cpu},
               {"at-limit", s.at_limit},
               {"behind", s.behind},
               {"associations", tick.associations},
               {"retransmissions", tick.retransmissions ? Json(*tick.retransmissions) : Json()},
               {"answers", tick.answers},
               {"paused", tick.paused},
               {"draining", tick.draining},
               {"scenarios", Json::array()},
               {"notes", Json::array()}};
  for (const ScenarioTick& t : tick.scenarios) {
    json["scenarios"].push_back({{"name", t.name},
                                 {"books", books_json(t.books)},
                                 {"open", t.open},
                                 {"interval", load::to_base64(t.interval)}});
  }
  for (const load::Meter::Note& n : tick.notes)
    json["notes"].push_back({{"text", n.text}, {"times", n.times}});
  return json;
}

Tick tick_of(const Json& json) {
  Tick tick;
  load::Sample& s = tick.sample;
  s.from = Instant::from_start(Duration(whole_number<std::int64_t>(json.at("from"))));
  s.length = Duration(whole_number<std::int64_t>(json.at("length")));
  s.wanted = json.at("wanted").get<double>();
  s.begun = json.at("begun").get<double>();
  s.ended = json.at("ended").get<double>();
  s.failed = whole_number<std::uint64_t>(json.at("failed"));
  s.open = whole_number<std::uint64_t>(json.at("open"));
  s.late = whole_number<std::uint64_t>(json.at("late"));
  s.cpu = json.at("cpu").get<double>();
  s.at_limit = json.at("at-limit").get<bool>();
  s.behind = json.at("behind").get<bool>();
  tick.associations = whole_number<std::size_t>(json.at("associations"));
  if (const Json& again = json.at("retransmissions"); !again.is_null())
    tick.retransmissions = whole_number<std::uint64_t>(again);
  tick.answers = json.at("answers").get<bool>();
  tick.paused = json.at("paused").get<bool>();
  tick.draining = json.at("draining").get<bool>();
  for (const Json& t : json.at("scenarios")) {
    auto interval = load::histogram_from_base64(t.at("interval").get<std::string>());
    if (!interval || interval->layout() != load::HistogramLayout{})
      throw nlohmann::json::other_error::create(501, "the histogram is damaged", nullptr);
    tick.scenarios.push_back({t.at("name").get<std::string>(), books_of(t.at("books")),
                              whole_number<std::uint64_t>(t.at("open")), std::move(*interval)});
  }
  for (const Json& n : json.at("notes"))
    tick.notes.push_back({n.at("text").get<std::string>(), whole_number<std::uint64_t>(n.at("times"))});
  set_percentiles(s, tick.interval());
  return tick;
}

}  // namespace mapsim::cli
