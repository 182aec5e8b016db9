// mapsim compare.
#include <gmock/gmock.h>

#include "tests/tools/played.h"
#include "tools/compare/difference.h"

namespace mapsim::cli::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kFirst = mt("001010000000001", "result: mt-ForwardSM");
const std::string kSecond = mt("001010000000002", "error: absentSubscriberSM");

TEST(Compare, ACaptureIsEqualToItself) {
  const Played a("a.pcapng", kEndpoints + kFirst + kSecond);
  const Called called = call({"compare", a.file(), a.file(), "--ids", "--times", "--tsns"});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  EXPECT_EQ(called.out, "A has 2, B has 2 dialogues; 2 are equal\n");
}

TEST(Compare, IdsTimesTsnsOrderAndLinkTypeDoNotCountUnlessAsked) {
  const Played a("a.pcapng", kEndpoints + kFirst + kSecond);
  const Played b("b.pcap", kEndpoints + kSecond + "  - pause: 1s\n" + kFirst,
                 {"--link-type", "raw", "--seed", "7"});
  EXPECT_EQ(call({"compare", a.file(), b.file()}).exit, ExitCode::ok);
  const Called ids = call({"compare", a.file(), b.file(), "--ids"});
  EXPECT_EQ(ids.exit, ExitCode::failed);
  EXPECT_THAT(ids.out, AllOf(HasSubstr("tcap.begin.otid"), Not(HasSubstr("tsn"))));
  EXPECT_THAT(call({"compare", a.file(), b.file(), "--tsns"}).out, HasSubstr("sctp.tsn"));
}

TEST(Compare, TimesCountWhenAsked) {
  const std::string invoke = kFirst.substr(0, kFirst.find("  - msc"));
  const std::string answer = kFirst.substr(kFirst.find("  - msc"));
  const Played a("a.pcapng", kEndpoints + kFirst);
  const Played b("b.pcapng", kEndpoints + invoke + "  - pause: 1s\n" + answer);
  EXPECT_EQ(call({"compare", a.file(), b.file()}).exit, ExitCode::ok);
  EXPECT_THAT(call({"compare", a.file(), b.file(), "--times"}).out, HasSubstr("message 2  milliseconds"));
}

TEST(Compare, NamesEachFieldThatDiffers) {
  const Played a("a.pcapng", kEndpoints + kFirst + kSecond);
  const Played b("b.pcapng", kEndpoints + kFirst + mt("001010000000003", "error: absentSubscriberSM"));
  const Called called = call({"compare", a.file(), b.file(), "--color", "never"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.out,
              AllOf(HasSubstr("  and dialogue 2 of " + b.file()),
                    HasSubstr(": 1 difference\n  message 1  map.components[0].argument.sm-RP-DA.imsi\n"
                              "    A  \"001010000000002\"\n    B  \"001010000000003\"\n"),
                    HasSubstr("A has 2, B has 2 dialogues; 1 are equal")));
}

TEST(Compare, ARepeatedDialogueCountsAsOftenAsItIs) {
  const Played a("a.pcapng", kEndpoints + kFirst + kSecond);
  std::string again = kFirst;  // the names of dialogues are the scenario's
  for (std::size_t at = 0; (at = again.find("d0010", at)) != std::string::npos;) again[at] = 'e';
  const Played b("b.pcapng", kEndpoints + kFirst + kSecond + again);
  const Called called = call({"compare", a.file(), b.file()});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.out, HasSubstr("only in B: dialogue 3"));
}

TEST(Compare, AMissingAnswerIsAMissingMessage) {
  const Played a("a.pcap", kEndpoints + kFirst, {"--link-type", "sccp"});
  const auto cut = temporary("cut.pcap");
  copy_frames(a.file(), cut, [](std::uint64_t frame) { return frame == 1 ? 1 : 0; });
  const Called called = call({"compare", a.file(), cut.string()});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.out, AllOf(HasSubstr("  message 2\n    A  {"), HasSubstr("    B  absent\n")));
  std::filesystem::remove(cut);
}

TEST(Compare, LeavesOutWhatTheUserNames) {
  const Played a("a.pcapng", kEndpoints + kSecond);
  const Played b("b.pcapng", kEndpoints + mt("001010000000003", "error: absentSubscriberSM"));
  EXPECT_EQ(call({"compare", a.file(), b.file(), "--ignore", "map.components.argument.sm-RP-DA"}).exit,
            ExitCode::ok);
  EXPECT_EQ(call({"compare", a.file(), b.file(), "--ignore", "map.components.argument.sm-RP-OA"}).exit,
            ExitCode::failed);
}

TEST(Compare, QuietSaysItByTheExitStatus) {
  const Played a("a.pcapng", kEndpoints + kFirst);
  const Played b("b.pcapng", kEndpoints + kSecond);
  const Called called = call({"compare", "-q", a.file(), b.file()});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_EQ(called.out, "");
}

TEST(Compare, ADamagedCaptureOrMisuseIsNeitherEqualNorDifferent) {
  const Played a("a.pcapng", kEndpoints + kFirst);
  const Played b("b.pcapng", kEndpoints + kFirst);
  std::filesystem::resize_file(b.file(), std::filesystem::file_size(b.file()) - 10);
  const Called damaged = call({"compare", a.file(), b.file()});
  EXPECT_EQ(damaged.exit, ExitCode::usage);
  EXPECT_THAT(damaged.err, HasSubstr("the file ends inside a block"));
  EXPECT_EQ(call({"compare", a.file()}).exit, ExitCode::usage);
  EXPECT_EQ(call({"compare", a.file(), "-"}).exit, ExitCode::usage);
  EXPECT_EQ(call({"compare", a.file(), "/nonexistent"}).exit, ExitCode::usage);
}

Value map_of(std::string name, Value value) {
  Value out;
  out.add(std::move(name), std::move(value));
  return out;
}

TEST(Differences, OrderOfMembersDoesNotCountButThatOfElementsDoes) {
  Value a = map_of("x", 1);
  a.add("y", Value::List{1, 2});
  Value b = map_of("y", Value::List{1, 2});
  b.add("x", 1);
  EXPECT_THAT(differences(a, b), IsEmpty());
  const auto found = differences(a, map_of("y", Value::List{2, 1, 3}));
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].path, "x");
  EXPECT_FALSE(found[0].b);
  EXPECT_EQ(found[1].path, "y[0]");
  EXPECT_EQ(found[3].path, "y[2]");
  EXPECT_FALSE(found[3].a);
}

TEST(Pairing, TheLeastDifferentOfOneKindGoTogether) {
  const auto dialogue = [](const std::string& kind, const std::string& x, const std::string& y) {
    DialogueContent out;
    out.kind = kind;
    Value message = map_of("x", x);
    message.add("y", y);
    out.messages.push_back(std::move(message));
    return out;
  };
  const Pairing found = pair({dialogue("k", "1", "2"), dialogue("l", "1", "2"), dialogue("k", "3", "4")},
                             {dialogue("k", "3", "5"), dialogue("k", "1", "6"), dialogue("k", "7", "8")});
  ASSERT_EQ(found.pairs.size(), 2U);
  EXPECT_EQ(found.pairs[0].b, 1U);
  EXPECT_EQ(found.pairs[1].b, 0U);
  EXPECT_EQ(found.only_a, std::vector<std::size_t>{1});
  EXPECT_EQ(found.only_b, std::vector<std::size_t>{2});
}

}  // namespace
}  // namespace mapsim::cli::test
