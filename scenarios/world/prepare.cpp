#include "scenarios/world/prepare.h"

#include <algorithm>
#include <map>

#include "scenarios/engine/loader.h"
#include "scenarios/world/load_subscribers.h"
#include "sigtran/core/nearest.h"
#include "sigtran/sms/split.h"

namespace mapsim::world {

namespace {

using scenario::Automatic;
using scenario::Endpoint;
using scenario::Program;
using scenario::Role;

// Minutes to hours, as a service centre does where nobody says otherwise.
const std::vector<Duration>& usual_retry() {
  using std::chrono::minutes;
  static const std::vector<Duration> kPauses = {minutes(1), minutes(5), minutes(15), minutes(60),
                                                minutes(240)};
  return kPauses;
}

class Preparer {
 public:
  explicit Preparer(const Program& program) : program_(program) {
    for (const Endpoint& e : program.endpoints) {
      if (const auto number = Number::from_digits(e.gt)) nodes_.emplace(e.name, *number);
    }
  }

  Prepared prepare(std::uint64_t seed, std::optional<std::int64_t> epoch, const scenario::Cast* cast) {
    auto directory = std::make_shared<Directory>();
    for (const Endpoint& e : program_.endpoints) {
      if (const auto number = Number::from_digits(e.gt)) directory->add(*number, e.address());
    }
    for (std::size_t i = 0; i < program_.endpoints.size(); ++i) {
      const Endpoint& endpoint = program_.endpoints[i];
      out_.settings.emplace_back();
      if (!endpoint.automatic || (cast != nullptr && !cast->here(i))) continue;
      Setting& setting = out_.settings.back().emplace();
      setting.directory = directory;
      setting.seed = Random(seed).fork(i + 1).next();
      if (epoch) setting.epoch = *epoch;
      fill(endpoint, *endpoint.automatic, setting);
    }
    return std::move(out_);
  }

  // By endpoint; null where it has none.
  std::vector<std::shared_ptr<const SubscriberTable>> tables(const scenario::Cast& cast) {
    std::vector<std::shared_ptr<const SubscriberTable>> tables;
    for (std::size_t i = 0; i < program_.endpoints.size(); ++i) {
      const Endpoint& e = program_.endpoints[i];
      tables.push_back(e.automatic && cast.here(i) ? table_of(e) : nullptr);
    }
    return tables;
  }
  std::vector<std::string> take_mistakes() { return std::move(out_.mistakes); }

 private:
  void mistake(const std::filesystem::path& file, Error error) {
    std::string text = scenario::to_text(file, error);
    if (std::ranges::find(out_.mistakes, text) == out_.mistakes.end())
      out_.mistakes.push_back(std::move(text));
  }
  void mistake(Mark mark, std::string text) {
    Error error{.layer = "scenario", .text = std::move(text)};
    error.mark = mark;
    mistake(program_.file, std::move(error));
  }

  void fill(const Endpoint& endpoint, const Automatic& automatic, Setting& setting) {
    setting.name = endpoint.name;
    setting.role = endpoint.role;
    setting.address = endpoint.address();
    if (const auto number = Number::from_digits(endpoint.gt)) {
      setting.number = *number;
    } else if (!endpoint.gt.empty()) {
      mistake(endpoint.mark, "the number of an endpoint that behaves by itself has 1 to 15 decimal digits");
    }
    setting.versions = automatic.versions;
    setting.refuses = automatic.refuses;
    setting.delay = {automatic.delay_least, automatic.delay_most};
    setting.retry = automatic.retry.value_or(usual_retry());
    if (automatic.validity) setting.validity = *automatic.validity;
    fill_answers(automatic, setting);
    fill_partners(automatic, setting);
    fill_sends(endpoint, automatic, setting);
    setting.subscribers = table_of(endpoint);
    if (endpoint.role == Role::hlr && !automatic.subscribers_file && !automatic.subscribers_list)
      mistake(automatic.mark, "an HLR needs 'subscribers': whom it knows, and where they are");
    if (endpoint.role != Role::smsc && (automatic.retry || automatic.validity))
      mistake(automatic.mark, "'retry' and 'validity' are for an SMSC");
  }

  void fill_answers(const Automatic& automatic, Setting& setting) {
    if (automatic.answers.empty()) return;
    if (auto answers = Answers::parse(automatic.answers)) {
      setting.answers = std::move(*answers);
    } else {
      mistake(automatic.answers_mark, answers.error().text);
    }
  }

  const Endpoint* named(const std::string& name, Role role, std::string_view what, Mark mark) {
    if (name.empty()) {
      const auto at = std::ranges::find(program_.endpoints, role, &Endpoint::role);
      return at != program_.endpoints.end() ? &*at : nullptr;
    }
    const auto at = std::ranges::find(program_.endpoints, name, &Endpoint::name);
    if (at != program_.endpoints.end() && at->role == role) return &*at;
    std::vector<std::string_view> names;
    for (const Endpoint& e : program_.endpoints) {
      if (e.role == role) names.push_back(e.name);
    }
    mistake(mark, std::string(what) + ": " + unknown_name(name, names));
    return nullptr;
  }

  void fill_partners(const Automatic& automatic, Setting& setting) {
    if (const Endpoint* hlr = named(automatic.hlr, Role::hlr, "hlr", automatic.mark))
      setting.hlr = hlr->address();
    const Endpoint* smsc = named(automatic.smsc, Role::smsc, "smsc", automatic.mark);
    if (smsc != nullptr) setting.service_centre = Number::from_digits(smsc->gt);
    if (const Endpoint* msc = named("", Role::msc, "", {}))
      setting.default_msc = Number::from_digits(msc->gt).value_or(Number());
  }

  void fill_sends(const Endpoint& endpoint, const Automatic& automatic, Setting& setting) {
    const bool sends = endpoint.role != Role::smsc && endpoint.role != Role::hlr;
    if (!automatic.sends.empty() && !sends) mistake(automatic.mark, "'sends' is for an MSC or an SGSN");
    if (!automatic.sends.empty() && sends && !setting.service_centre)
      mistake(automatic.mark, "the messages of 'sends' need an endpoint of role smsc with a number");
    for (const Automatic::Sending& s : automatic.sends) {
      const auto from = Number::from_digits(s.from);
      const auto to = Number::from_digits(s.to);
      if (!from || !to) {
        mistake(s.mark, "'from' and 'to' are international numbers of 1 to 15 digits");
        continue;
      }
      if (auto parts = sms::split_text(s.text); !parts) {
        mistake(s.mark, parts.error().text);
        continue;
      }
      setting.sends.push_back({*from, *to, s.text, s.after, s.every, s.count});
    }
  }

  // Its own, or that of the file's HLR. One that cannot be read is told once, and null.
  std::shared_ptr<const SubscriberTable> table_of(const Endpoint& endpoint) {
    const Endpoint* owner = &endpoint;
    if (!has_own_table(endpoint)) {
      const auto at = std::ranges::find_if(
          program_.endpoints, [](const Endpoint& e) { return e.role == Role::hlr && has_own_table(e); });
      if (at == program_.endpoints.end()) return nullptr;
      owner = &*at;
    }
    const auto known = tables_.find(owner);
    if (known != tables_.end()) return known->second;
    const Automatic& automatic = *owner->automatic;
    LoadedSubscribers loaded;
    std::filesystem::path file = program_.file;
    if (automatic.subscribers_list) {
      loaded = read_list(*automatic.subscribers_list, nodes_);
    } else {
      file = program_.file.parent_path() / *automatic.subscribers_file;
      loaded = load_subscribers(file, nodes_);
    }
    for (Error& error : loaded.errors) mistake(file, std::move(error));
    tables_.emplace(owner, loaded.table);
    return loaded.table;
  }

  static bool has_own_table(const Endpoint& endpoint) {
    return endpoint.automatic &&
           (endpoint.automatic->subscribers_file || endpoint.automatic->subscribers_list);
  }

  const Program& program_;
  NodeNames nodes_;
  Prepared out_;
  std::map<const Endpoint*, std::shared_ptr<const SubscriberTable>> tables_;
};

}  // namespace

bool Prepared::has_automatic() const {
  return std::ranges::any_of(settings, [](const auto& s) { return s.has_value(); });
}

Prepared prepare(const Program& program, std::uint64_t seed, std::optional<std::int64_t> epoch,
                 const scenario::Cast* cast) {
  return Preparer(program).prepare(seed, epoch, cast);
}

std::vector<std::unique_ptr<Behaviour>> behaviours_of(const Prepared& prepared, const scenario::Cast& cast) {
  std::vector<std::unique_ptr<Behaviour>> behaviours;
  for (std::size_t node = 0; node < cast.nodes(); ++node) {
    const auto& setting = prepared.settings[cast.endpoint_of(node)];
    behaviours.push_back(setting ? make_behaviour(*setting) : nullptr);
  }
  return behaviours;
}

Reloaded reload(const Program& program, const scenario::Cast& cast) {
  Preparer preparer(program);
  const auto by_endpoint = preparer.tables(cast);
  Reloaded out;
  out.mistakes = preparer.take_mistakes();
  for (std::size_t node = 0; node < cast.nodes(); ++node)
    out.tables.push_back(by_endpoint[cast.endpoint_of(node)]);
  return out;
}

}  // namespace mapsim::world
