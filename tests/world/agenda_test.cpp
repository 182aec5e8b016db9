#include "scenarios/world/agenda.h"

#include <gtest/gtest.h>

namespace mapsim::world {
namespace {

Instant at(int seconds) {
  return Instant::from_start(std::chrono::seconds(seconds));
}

TEST(Agenda, GivesWhatIsDueInTheOrderOfTimeAndThenOfAdding) {
  Agenda<int> agenda;
  agenda.add(at(2), 1);
  agenda.add(at(1), 2);
  agenda.add(at(2), 3);
  EXPECT_EQ(agenda.next_deadline(), at(1));
  EXPECT_EQ(agenda.pop_due(at(2)), 2);
  EXPECT_EQ(agenda.pop_due(at(2)), 1);
  EXPECT_EQ(agenda.pop_due(at(2)), 3);
  EXPECT_FALSE(agenda.pop_due(at(2)));
  EXPECT_TRUE(agenda.next_deadline().is_never());
}

TEST(Agenda, KeepsWhatIsNotDue) {
  Agenda<int> agenda;
  agenda.add(at(2), 1);
  EXPECT_FALSE(agenda.pop_due(at(1)));
  EXPECT_EQ(agenda.size(), 1U);
}

TEST(Agenda, CancelsAnEntryOnceAndHarmlessly) {
  Agenda<int> agenda;
  auto entry = agenda.add(at(1), 1);
  agenda.add(at(1), 2);
  auto same = entry;
  agenda.cancel(entry);
  agenda.cancel(entry);
  agenda.cancel(same);
  EXPECT_EQ(agenda.pop_due(at(1)), 2);
  EXPECT_EQ(agenda.size(), 0U);
}

}  // namespace
}  // namespace mapsim::world
