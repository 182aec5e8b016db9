#include "scenarios/engine/player.h"

#include <utility>
#include <variant>

namespace mapsim::scenario {

Player::Player(const Program& program, node::Runtime& runtime, RunObserver& observer, PlayerOptions options)
    : Player(program, runtime, observer, std::move(options), Cast::everyone(program.endpoints.size())) {}

Player::Player(const Program& program, node::Runtime& runtime, RunObserver& observer, PlayerOptions options,
               Cast cast)
    : program_(program),
      runtime_(runtime),
      observer_(observer),
      options_(std::move(options)),
      cast_(std::move(cast)),
      prepared_(program, options_.row_variables),
      awaited_from_outside_(program.endpoints.size()),
      random_(options_.seed) {
  awaited_begins_.reserve(program.endpoints.size());
  for (std::size_t i = 0; i < program.endpoints.size(); ++i) awaited_begins_.emplace_back(&pool_);
  for (std::size_t i = 0; i < program.endpoints.size(); ++i) any_automatic_ = any_automatic_ || automatic(i);
}

Player::~Player() = default;

void Player::start(Instant due, std::span<const Value> row) {
  const SlabHandle handle =
      instances_.emplace(&program_.vars, program_.steps.size(), program_.dialogues.size());
  Instance& instance = *instances_.find(handle);
  instance.number = started_++;
  instance.due = due;
  for (std::size_t i = 0; i < row.size(); ++i) instance.variables.set(options_.row_variables[i], row[i]);
  advance({handle, instance, instance.chart});
}

void Player::await_calls() {
  forever_ = true;
  start();
}

void Player::handle(const node::NodeEvent& event) {
  const std::uint16_t endpoint = cast_.endpoint_of(event.node);
  if (const auto* message = std::get_if<map::MessageIndication>(event.event)) {
    arrived_ = message->message;
    on_message(endpoint, *message);
    arrived_ = {};
  } else if (const auto* timeout = std::get_if<map::TimeoutIndication>(event.event)) {
    on_invocation_timeout(endpoint, *timeout);
  } else if (const auto* notice = std::get_if<map::NoticeIndication>(event.event)) {
    on_notice(endpoint, *notice);
  } else if (const auto* sent = std::get_if<map::SentIndication>(event.event)) {
    on_stack_answer(endpoint, sent->dialogue);
  } else if (const auto* answered = std::get_if<node::TcapAnswered>(event.event)) {
    on_stack_answer(endpoint, answered->sent.dialogue);
  } else if (const auto* diagnostic = std::get_if<node::LayerDiagnostic>(event.event)) {
    if (diagnostic->diagnostic.severity >= Severity::warning) {
      observer_.on_note(runtime_.now(), endpoint_name(endpoint), diagnostic->diagnostic.error.message());
    }
  } else if (const auto* association = std::get_if<node::AssociationChanged>(event.event)) {
    if (!association->up) {
      note_link("the association of " + std::string(endpoint_name(endpoint)) + " to " +
                runtime_.node(event.node).config().m3ua.peers[association->peer].name +
                " was lost: " + std::string(link::to_text(association->reason)));
    }
  } else if (const auto* route = std::get_if<node::RouteChanged>(event.event)) {
    const node::RouteChanged changed = *route;
    if (!changed.available) {
      note_link(std::string(endpoint_name(endpoint)) + " lost its way to point code " +
                std::to_string(changed.to));
    }
    on_link_changed();
    if (changed.available) on_way_opened();
  }
}

void Player::on_time() {
  const Instant now = runtime_.now();
  while (const auto id = timers_.pop_due(now)) {
    const auto turn = turn_of(*id);
    if (!turn) continue;
    turn->strand.timer = {};
    on_waited(*turn);
  }
}

void Player::on_waited(Turn turn) {
  const Waiting what = std::exchange(turn.strand.waiting, Waiting::nothing);
  if (what == Waiting::pause) {
    complete(turn, Verdict::pass, nullptr, {}, "");
    return advance(turn);
  }
  if (what == Waiting::message && passes_in_vain(turn)) return;
  const auto waited =
      std::chrono::duration_cast<std::chrono::milliseconds>(runtime_.now() - turn.strand.sent_at).count();
  std::string text = std::to_string(waited) + " ms";
  text = what == Waiting::way    ? "no way to the receiver in " + text
         : what == Waiting::link ? "the link has not changed in " + text
                                 : "nothing came in " + text;
  if (!link_note_.empty() && link_note_at_ >= turn.strand.sent_at) text += "; meanwhile " + link_note_;
  fail(turn, what == Waiting::way ? Verdict::inconclusive : Verdict::fail, std::move(text), nullptr, 0,
       what == Waiting::way ? Ending::no_way : Ending::timed_out);
}

Verdict Player::play(std::size_t times) {
  forever_ = times == kForever;
  start();
  for (std::size_t left = times - 1;;) {
    if (std::exchange(one_more_, false)) start();
    if (running() == 0) {
      if (left == 0 || forever_) break;
      --left;
      start();
      continue;
    }
    const Instant limit = next_deadline();
    const auto event = runtime_.next(limit);
    if (event) {
      handle(*event);
    } else if (runtime_.stopping()) {
      stop();
      break;
    } else if (limit.is_never()) {
      // An instance always waits with a timer, so this cannot be; better an error than an endless loop.
      worsen(verdict_, Verdict::error);
      break;
    }
    on_time();
  }
  settle();
  refuse_held();
  if (verdict_ == Verdict::none) verdict_ = Verdict::inconclusive;  // stopped before anything came
  return verdict_;
}

// A step that cannot end as stated ends the instance: what follows in the chart has lost its ground.
void Player::fail(Turn turn, Verdict verdict, std::string note, const Value* unexpected, std::size_t at,
                  Ending ending) {
  worsen(turn.instance.verdict, verdict);
  if (turn.instance.ending == Ending::passed) turn.instance.ending = ending;
  StepOutcome outcome = outcome_of(turn.instance, turn.strand, verdict);
  outcome.note = std::move(note);
  outcome.unexpected = unexpected;
  outcome.unexpected_at = static_cast<std::uint16_t>(at);
  if (unexpected != nullptr) outcome.octets = arrived_;
  observer_.on_step(outcome);
  finish(turn.handle);
}

StepOutcome Player::outcome_of(const Instance& instance, const Strand& strand, Verdict verdict) const {
  StepOutcome outcome;
  outcome.program = &program_;
  outcome.instance = instance.number;
  outcome.position = strand.position;
  outcome.sent_at = strand.sent_at;
  outcome.ended_at = runtime_.now();
  outcome.verdict = verdict;
  const Step& step = step_of(strand);
  if (const auto* message = std::get_if<MessageStep>(&step.what)) {
    outcome.from = message->from;
    outcome.to = message->to;
    outcome.message = kind_name(message->kind);
  } else if (const auto* timeout = std::get_if<TimeoutStep>(&step.what)) {
    outcome.from = outcome.to = timeout->at;
    outcome.message = "timeout";
  } else if (const auto* link = std::get_if<LinkStep>(&step.what)) {
    outcome.from = outcome.to = link->first;
    outcome.message = "link";
  } else if (std::holds_alternative<PauseStep>(step.what)) {
    outcome.message = "pause";
  } else if (std::holds_alternative<VerdictStep>(step.what)) {
    outcome.message = "verdict";
  } else if (const auto* alt = std::get_if<AltStep>(&step.what)) {
    outcome.from = alt->from;
    outcome.to = alt->to;
  }
  return outcome;
}

void Player::finish(SlabHandle handle) {
  Instance& instance = *instances_.find(handle);
  timers_.cancel(instance.chart.timer);
  for (Strand& strand : instance.others) timers_.cancel(strand.timer);
  if (instance.verdict == Verdict::none) instance.verdict = Verdict::pass;
  worsen(verdict_, instance.verdict);
  for (std::uint16_t i = 0; i < instance.dialogues.size(); ++i) {
    for (DialogueEnd& end : instance.dialogues[i].ends) {
      if (!end.open || !end.id || automatic(end.endpoint)) continue;
      // Never silently: the peer is told (docs/scenarios.md).
      observer_.on_note(runtime_.now(), endpoint_name(end.endpoint),
                        "dialogue " + program_.dialogues[i] + " was left open and is aborted");
      map::Request abort;
      abort.action = map::Action::u_abort;
      abort.dialogue = *end.id;
      abort.abort = map::UserAbort{map::UserAbortReason::application_procedure_cancellation, 6};
      node::Node& node = node_at(end.endpoint);
      node.set_user(*end.id, 0);
      // A dialogue that its peer has not answered yet can only be forgotten.
      if (!request(instance, node, std::move(abort))) {
        map::Request forget;
        forget.action = map::Action::prearranged_end;
        forget.dialogue = *end.id;
        (void)node.request(std::move(forget), runtime_.now());
      }
      // One abort is enough for both ends.
      for (DialogueEnd& other : instance.dialogues[i].ends) {
        if (other.id && other.open) node_at(other.endpoint).set_user(*other.id, 0);
        other.open = false;
      }
    }
  }
  for (std::uint16_t i = 0; i < instance.dialogues.size(); ++i) await_no_begin({handle, i});
  const Ended ended{instance.number, instance.due, instance.ending, instance.way};
  instances_.erase(handle);
  if (options_.ends != nullptr) options_.ends->on_ended(ended);
}

void Player::await_no_begin(const Owner& owner) {
  DialogueState& dialogue = find(owner)->dialogues[owner.dialogue];
  if (!dialogue.awaited_otid) return;
  awaited_begins_[dialogue.ends[1].endpoint].erase(*dialogue.awaited_otid, owner);
  dialogue.awaited_otid.reset();
}

// Lets what is on its way arrive, and automatic endpoints end what they have begun, so that the capture shows
// whole exchanges and a real peer is not left in the middle of one.
void Player::settle() {
  const Instant last = runtime_.now() + std::max(options_.settle, kLongestSettle);
  Instant limit = runtime_.now() + options_.settle;
  for (;;) {
    while (const auto event = runtime_.next(limit)) {
      if (any_automatic_) handle(*event);  // what automatic endpoints still do is shown
    }
    if (!runtime_.is_busy() || runtime_.stopping() || limit >= last) return;
    limit = std::min(last, limit + options_.settle);
  }
}

}  // namespace mapsim::scenario
