#include "sigtran/map/long_message.h"

#include <gtest/gtest.h>

#include "sigtran/map/message_size.h"
#include "sigtran/tcap/codec.h"
#include "tests/map/provider_support.h"

namespace mapsim::map {
namespace {

using namespace test;

// What provider and codec make of the same request.
Octets made(const Request& request, tcap::TransactionId otid) {
  Provider provider;
  EXPECT_TRUE(provider.handle(Request(request), {}));
  const ToTcap sent = events_of(provider).to_tcap.at(0);
  tcap::Message message;
  message.type = tcap::MessageType::begin;
  message.otid = sent.request.overrides.otid.value_or(otid);
  if (sent.request.portion.apdu != tcap::DialogueApdu::none) {
    message.dialogue.emplace().portion = sent.request.portion;
    message.dialogue->portion.user_information = sent.user_information;
  }
  message.components = sent.request.components;
  OutBuffer out;
  tcap::encode(message, out);
  return Octets(out.view().begin(), out.view().end());
}

OctetView parameter(std::size_t size) {
  static const Octets octets(4096, 0x04);
  return OctetView(octets).first(size);
}

TEST(MessageSize, OfABeginIsThatOfItsOctets) {
  for (const ApplicationContext context : {kRelayV1, kMtV2, kMtV3, ApplicationContext{200, 3}}) {
    for (std::size_t size = 0; size < 700; ++size) {
      Request r = begin(id(0), context);
      r.services.push_back(invoke(46, 1, parameter(size)));
      for (std::uint8_t tid = 1; tid <= 4; ++tid) {
        ASSERT_EQ(begin_size(r, tid), made(r, {1, tid}).size())
            << size << " octets in " << int{context.version};
      }
    }
  }
}

TEST(MessageSize, OfABeginWithReferencesIsThatOfItsOctets) {
  for (std::size_t size = 1; size <= 20; ++size) {
    for (const std::size_t argument : {0U, 60U, 170U, 250U}) {
      Request r = begin(id(0), kMtV3);
      r.open = OpenInfo{.destination_reference = Octets(size, 0x11),
                        .originating_reference = {},
                        .extension_container = {}};
      r.services.push_back(invoke(44, 1, parameter(argument)));
      EXPECT_EQ(begin_size(r), made(r, {1, 4}).size());
      r.open->originating_reference = Octets(20, 0x22);
      r.open->extension_container = octets("300fa00d300b06032a0304040401020304");
      EXPECT_EQ(begin_size(r), made(r, {1, 4}).size());
    }
  }
}

TEST(MessageSize, OfAGivenPortionIsThatOfItsOctets) {
  Request r = begin(id(0), kMtV3);
  r.portion = aarq(context_name(kRelayV1));
  r.services.push_back(invoke(44));
  EXPECT_EQ(begin_size(r), made(r, {1, 4}).size());
  r.portion.emplace();
  EXPECT_EQ(begin_size(r), made(r, {1, 4}).size());
}

TEST(MessageSize, OfOverridesIsTheirs) {
  Request r = begin(id(0), kMtV3);
  r.services.push_back(invoke(44));
  r.overrides.dialogue_portion = Octets(10);
  r.overrides.component_portion = Octets(20);
  r.overrides.otid = tcap::TransactionId{1, 2};
  EXPECT_EQ(begin_size(r), 2U + 4U + 10U + 20U);
  r.overrides.message = Octets(77);
  EXPECT_EQ(begin_size(r), 77U);
}

TEST(MessageSize, OfEveryComponentIsThatOfItsOctets) {
  const auto same = [](const tcap::Component& c) {
    OutBuffer out;
    tcap::encode_component(c, out);
    EXPECT_EQ(component_size(c), out.size()) << to_hex(out.view());
  };
  for (const auto type : {tcap::ComponentType::invoke, tcap::ComponentType::return_result_last,
                          tcap::ComponentType::return_error, tcap::ComponentType::return_result_not_last}) {
    for (const std::size_t size :
         {0U, 1U, 110U, 117U, 118U, 119U, 120U, 121U, 122U, 123U, 124U, 125U, 250U, 300U, 2000U}) {
      for (const std::int32_t code : {0, 44, 127, 128, -128, -129, 32767, 32768, -40000, 0x7FFFFFFF}) {
        tcap::Component c = invoke(code, -128, parameter(size));
        c.type = type;
        same(c);
        if (type == tcap::ComponentType::invoke) c.linked_id = InvokeId{7};
        same(c);
        c.code = context_name(kMtV3);
        same(c);
        if (size == 0 && type == tcap::ComponentType::return_result_last) c.code.reset();
        same(c);
      }
    }
  }
  tcap::Component reject;
  reject.type = tcap::ComponentType::reject;
  reject.problem = {tcap::ProblemType::invoke, 1};
  same(reject);
  reject.invoke_id = InvokeId{1};
  reject.problem.code = 200;
  same(reject);
}

TEST(MessageSize, CountsTheIdThatTcapWillGive) {
  tcap::Component without = invoke(44);
  without.invoke_id.reset();
  EXPECT_EQ(component_size(without), component_size(invoke(44)));
}

TEST(MessageSize, OfTheContinueAfterAnEmptyBeginIsThatOfItsOctets) {
  for (std::size_t size = 0; size < 400; ++size) {
    Request r = begin(id(0), kMtV3);
    r.services.push_back(invoke(44, 1, parameter(size)));
    tcap::Message message;
    message.type = tcap::MessageType::continue_;
    message.otid = tcap::TransactionId{1, 3};
    message.dtid = tcap::TransactionId{2, 4};
    message.components = r.services;
    OutBuffer out;
    tcap::encode(message, out);
    ASSERT_EQ(continue_size(r, 3), out.size());
  }
}

// The largest argument with which the BEGIN still has `size` octets at most.
std::size_t largest_argument(ApplicationContext context, std::size_t size, bool in_continue) {
  std::size_t argument = 0;
  for (;; ++argument) {
    Request r = begin(id(0), context);
    r.services.push_back(invoke(46, 1, parameter(argument)));
    if ((in_continue ? continue_size(r) : begin_size(r)) > size) return argument - 1;
  }
}

LongMessage form(ApplicationContext context, std::size_t argument, std::size_t capacity) {
  Request r = begin(id(0), context);
  r.services.push_back(invoke(46, 1, parameter(argument)));
  return choose_form(r, 4, capacity);
}

TEST(LongMessage, FitsToTheLastOctet) {
  constexpr std::size_t kCapacity = 240;
  for (const ApplicationContext context : {kMoV2, kMoV3, kMtV2, kMtV3}) {
    const std::size_t in_begin = largest_argument(context, kCapacity, false);
    const std::size_t in_continue = largest_argument(context, kCapacity, true);
    ASSERT_LT(in_begin, in_continue);
    EXPECT_EQ(form(context, in_begin, kCapacity), LongMessage::begin);
    EXPECT_EQ(form(context, in_begin + 1, kCapacity), LongMessage::empty_begin);
    EXPECT_EQ(form(context, in_continue, kCapacity), LongMessage::empty_begin);
    EXPECT_EQ(form(context, in_continue + 1, kCapacity), LongMessage::segments);
  }
}

TEST(LongMessage, InVersion1IsSegmented) {
  constexpr std::size_t kCapacity = 240;
  const std::size_t in_begin = largest_argument(kRelayV1, kCapacity, false);
  EXPECT_EQ(form(kRelayV1, in_begin, kCapacity), LongMessage::begin);
  EXPECT_EQ(form(kRelayV1, in_begin + 1, kCapacity), LongMessage::segments);
}

TEST(LongMessage, OfOtherServicesIsSegmented) {
  EXPECT_EQ(form(kGatewayV3, 220, 240), LongMessage::segments);
  EXPECT_EQ(form({41, 3}, 220, 240), LongMessage::segments);
}

TEST(LongMessage, ReferencesCount) {
  constexpr std::size_t kCapacity = 240;
  Request r = begin(id(0), kMtV3);
  r.services.push_back(invoke(44, 1, parameter(largest_argument(kMtV3, kCapacity, false))));
  EXPECT_EQ(choose_form(r, 4, kCapacity), LongMessage::begin);
  r.open = OpenInfo{.destination_reference = octets("9600010100000000f1"),
                    .originating_reference = {},
                    .extension_container = {}};
  EXPECT_EQ(choose_form(r, 4, kCapacity), LongMessage::empty_begin);
}

TEST(LongMessage, TransactionIdsCount) {
  constexpr std::size_t kCapacity = 240;
  Request r = begin(id(0), kMtV3);
  r.services.push_back(invoke(44, 1, parameter(largest_argument(kMtV3, kCapacity, false) + 1)));
  EXPECT_EQ(choose_form(r, 4, kCapacity), LongMessage::empty_begin);
  EXPECT_EQ(choose_form(r, 3, kCapacity), LongMessage::begin);
}

}  // namespace
}  // namespace mapsim::map
