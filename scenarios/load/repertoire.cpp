#include "scenarios/load/repertoire.h"

#include <algorithm>
#include <cassert>

namespace mapsim::load {

namespace {

// The dialogue that an event is about; nullopt: none, or one that begins.
std::optional<map::DialogueId> dialogue_of(const node::Event& event) {
  if (const auto* message = std::get_if<map::MessageIndication>(&event)) return message->dialogue;
  if (const auto* timeout = std::get_if<map::TimeoutIndication>(&event)) return timeout->dialogue;
  if (const auto* notice = std::get_if<map::NoticeIndication>(&event)) return notice->dialogue;
  if (const auto* sent = std::get_if<map::SentIndication>(&event)) return sent->dialogue;
  if (const auto* answered = std::get_if<node::TcapAnswered>(&event)) return answered->sent.dialogue;
  return std::nullopt;
}

bool concerns_all(const node::Event& event) {
  return std::holds_alternative<node::RouteChanged>(event) ||
         std::holds_alternative<node::AssociationChanged>(event);
}

}  // namespace

Repertoire::Repertoire(node::Runtime& runtime, std::uint64_t seed, Shard shard)
    : runtime_(runtime), random_(seed), shard_(shard) {}

void Repertoire::add(const Piece& piece) {
  assert(pieces_.size() < kMost);
  pieces_.push_back(piece);
  weights_.add(piece.weight);
}

// Of all dialogues of the schedule every n-th is this shard's; the others are drawn, too, and passed over.
Piece& Repertoire::draw() {
  if (pieces_.size() == 1) return pieces_.front();
  const std::uint32_t passed_over = drew_ ? shard_.count - 1 : shard_.index;
  drew_ = true;
  for (std::uint32_t i = 0; i < passed_over; ++i) (void)weights_.draw(random_);
  return pieces_[weights_.draw(random_)];
}

scenario::Player* Repertoire::first_at(std::size_t node) {
  const auto at = std::ranges::find_if(pieces_, [&](const Piece& p) { return p.player->plays_at(node); });
  return at != pieces_.end() ? at->player : nullptr;
}

scenario::Player* Repertoire::claimant(std::size_t node, const map::MessageIndication& begin) {
  scenario::Player* best = first_at(node);
  auto claim = scenario::Claim::none;
  for (const Piece& piece : pieces_) {
    if (!piece.player->plays_at(node)) continue;
    const auto its = piece.player->claim(node, begin);
    if (its > claim) {
      claim = its;
      best = piece.player;
    }
    if (claim == scenario::Claim::own) break;
  }
  return best;
}

scenario::Player* Repertoire::owner(std::size_t node, map::DialogueId dialogue) {
  const auto user = runtime_.node(node).user(dialogue);
  if (!user || *user == 0) return first_at(node);
  const std::size_t number = scenario::player_of(*user);
  return number < pieces_.size() ? pieces_[number].player : first_at(node);
}

void Repertoire::handle(const node::NodeEvent& event) {
  if (pieces_.size() == 1) return pieces_.front().player->handle(event);
  if (concerns_all(*event.event)) {
    // What it tells is not valid any more once a player has had its turn with the nodes.
    const node::Event kept = *event.event;
    for (const Piece& piece : pieces_) {
      if (piece.player->plays_at(event.node)) piece.player->handle({event.node, &kept});
    }
    return;
  }
  const auto* message = std::get_if<map::MessageIndication>(event.event);
  const auto dialogue = dialogue_of(*event.event);
  scenario::Player* player = nullptr;
  if (message != nullptr && message->primitive == tcap::Primitive::begin) {
    player = claimant(event.node, *message);
  } else if (dialogue) {
    player = owner(event.node, *dialogue);
  } else {
    player = first_at(event.node);
  }
  if (player != nullptr) player->handle(event);
}

void Repertoire::on_time() {
  for (const Piece& piece : pieces_) piece.player->on_time();
}

Instant Repertoire::next_deadline() const {
  Instant next = Instant::never();
  for (const Piece& piece : pieces_) next = std::min(next, piece.player->next_deadline());
  return next;
}

void Repertoire::stop() {
  for (const Piece& piece : pieces_) piece.player->stop();
}

std::size_t Repertoire::running() const {
  std::size_t sum = 0;
  for (const Piece& piece : pieces_) sum += piece.player->running();
  return sum;
}

std::uint64_t Repertoire::open() const {
  std::uint64_t sum = 0;
  for (const Piece& piece : pieces_) sum += piece.open();
  return sum;
}

Books Repertoire::books() const {
  Books sum;
  for (const Piece& piece : pieces_) sum.add(piece.meter->books());
  return sum;
}

Histogram Repertoire::latency() const {
  Histogram sum;
  for (const Piece& piece : pieces_) (void)sum.add(piece.meter->latency());
  return sum;
}

Histogram Repertoire::interval() const {
  Histogram sum;
  for (const Piece& piece : pieces_) (void)sum.add(piece.meter->interval());
  return sum;
}

void Repertoire::clear_interval() {
  for (const Piece& piece : pieces_) piece.meter->clear_interval();
}

}  // namespace mapsim::load
