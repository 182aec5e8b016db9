#include "tools/cli/note_gate.h"

#include <gmock/gmock.h>

namespace mapsim::cli {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class Told final : public scenario::RunObserver {
 public:
  void on_step(const scenario::StepOutcome&) override { ++steps; }
  void on_note(Instant, std::string_view endpoint, std::string_view text) override {
    notes.push_back(std::string(endpoint) + ": " + std::string(text));
  }
  std::vector<std::string> notes;
  int steps = 0;
};

Instant at(Duration since_start) {
  return Instant::from_start(since_start);
}

class NoteGateTest : public testing::Test {
 protected:
  void flood(std::uint64_t count, Instant when, const char* endpoint = "msc") {
    for (std::uint64_t i = 0; i < count; ++i) gate.on_note(when, endpoint, "garbage");
  }
  Told told;
  NoteGate gate{told};
};

TEST_F(NoteGateTest, LetsSoManyThroughInASecondAndTellsTheNumberOfTheOthersWithTheNext) {
  flood(NoteGate::kMostNotes + 7, at(100ms));
  EXPECT_EQ(told.notes.size(), NoteGate::kMostNotes);
  gate.on_note(at(1100ms), "msc", "another");
  ASSERT_EQ(told.notes.size(), NoteGate::kMostNotes + 2);
  EXPECT_THAT(told.notes[NoteGate::kMostNotes], HasSubstr("msc: and 7 more of such lines"));
  EXPECT_EQ(told.notes.back(), "msc: another");
}

TEST_F(NoteGateTest, CountsEachEndpointByItself) {
  flood(NoteGate::kMostNotes + 1, at(0ms));
  gate.on_note(at(1ms), "smsc", "heard");
  EXPECT_EQ(told.notes.back(), "smsc: heard");
}

TEST_F(NoteGateTest, TellsAtTheEndWhatIsStillToBeTold) {
  flood(NoteGate::kMostNotes + 3, at(0ms));
  told.notes.clear();
  gate.tell_counts(at(10ms));
  EXPECT_THAT(told.notes, ElementsAre(HasSubstr("and 3 more")));
  gate.on_note(at(10ms), "msc", "the books");
  EXPECT_EQ(told.notes.back(), "msc: the books");
  gate.tell_counts(at(11ms));
  EXPECT_EQ(told.notes.size(), 2U);
}

TEST_F(NoteGateTest, HoldsNoStepBack) {
  flood(NoteGate::kMostNotes + 3, at(0ms));
  gate.on_step({});
  EXPECT_EQ(told.steps, 1);
}

}  // namespace
}  // namespace mapsim::cli
