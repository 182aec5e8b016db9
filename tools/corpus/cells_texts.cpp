// TPDUs: alphabets, lengths, user data headers, validity periods, and the other TPDU types (TS 23.040 9.2,
// TS 23.038).
#include <array>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

struct TextRow {
  std::string_view name;
  bool mobile_originated;
  std::string_view text;  // SM-RP-UI
};

// clang-format off
constexpr auto kTexts = std::to_array<TextRow>({
    {"gsm7-default", false, R"({"sms-deliver":{"tp-oa":"+15550100100","text":"@£$¥èéùìòÇ ΔΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà"}})"},
    {"gsm7-extension", false, R"({"sms-deliver":{"tp-oa":"+15550100100","text":"^{}\\[~]|€"}})"},
    {"gsm7-1-septet", false, R"({"sms-deliver":{"tp-oa":"+15550100100","text":"a"}})"},
    {"gsm7-7-septets", false, R"({"sms-deliver":{"tp-oa":"+15550100100","text":"sevensp"}})"},
    {"gsm7-8-septets", false, R"({"sms-deliver":{"tp-oa":"+15550100100","text":"eight ch"}})"},
    {"gsm7-empty", false, R"({"sms-deliver":{"tp-oa":"+15550100100","text":""}})"},
    {"ucs2", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":8,"text":"Привет, 世界"}})"},
    {"ucs2-surrogates", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":8,"text":"A 😀 face"}})"},
    {"8bit", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":4,"data":{"hex":"00017f80feff0d0a1b"}}})"},
    {"class-0", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":16,"text":"Flash"}})"},
    {"class-2-8bit", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-pid":127,"tp-dcs":246,"data":{"hex":"0102030405"}}})"},
    {"message-waiting", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":200,"text":"Voice mail"}})"},
    {"replace-type-1", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-pid":65,"text":"Replaces"}})"},
    {"flags", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-rp":true,"tp-sri":true,"tp-lp":true,"text":"Flags"}})"},
    {"scts-zone", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-scts":"2024-02-29 23:59:58 -03:30","text":"Leap day"}})"},
    {"concatenation-8", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-udh":[{"concatenation-8":{"reference":42,"parts":3,"part":1}}],"text":"First of three parts"}})"},
    {"concatenation-16", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-udh":[{"concatenation-16":{"reference":4660,"parts":2,"part":2}}],"text":"Second of two parts"}})"},
    {"concatenation-ucs2", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":8,"tp-udh":[{"concatenation-8":{"reference":43,"parts":2,"part":1}}],"text":"Часть"}})"},
    {"port-16", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":4,"tp-udh":[{"port-16":{"destination":16001,"source":16002}}],"data":{"hex":"010203"}}})"},
    {"port-8", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":4,"tp-udh":[{"port-8":{"destination":240,"source":241}}],"data":{"hex":"0405"}}})"},
    {"header-unknown-element", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-udh":[{"iei":160,"data":{"hex":"aabb"}}],"text":"A header of the service centre"}})"},
    {"language-turkish", false, R"({"sms-deliver":{"tp-oa":"+15550100100","tp-udh":[{"national-language-single-shift":"turkish"}],"text":"Işık ğ"}})"},
    {"submit-mr-255", true, R"({"sms-submit":{"tp-mr":255,"tp-da":"+15550100101","text":"Reference 255"}})"},
    {"submit-flags", true, R"({"sms-submit":{"tp-mr":20,"tp-da":"+15550100101","tp-rd":true,"tp-srr":true,"tp-rp":true,"text":"Flags"}})"},
    {"submit-vp-relative", true, R"({"sms-submit":{"tp-mr":21,"tp-da":"+15550100101","tp-vp":{"relative":"2d"},"text":"Two days"}})"},
    {"submit-vp-absolute", true, R"({"sms-submit":{"tp-mr":22,"tp-da":"+15550100101","tp-vp":{"absolute":"2024-01-03 18:30:00 +02:00"},"text":"Until then"}})"},
    {"submit-vp-enhanced", true, R"({"sms-submit":{"tp-mr":23,"tp-da":"+15550100101","tp-vp":{"enhanced":{"single-shot":true,"seconds":30}},"text":"Half a minute"}})"},
    {"submit-ucs2", true, R"({"sms-submit":{"tp-mr":24,"tp-da":"+15550100101","tp-dcs":8,"text":"Grüße 你好"}})"},
    {"command-enquiry", true, R"({"sms-command":{"tp-mr":25,"tp-ct":"enquiry","tp-mn":7,"tp-da":"+15550100101"}})"},
    {"status-report", false, R"({"sms-status-report":{"tp-mr":26,"tp-ra":"+15550100101","tp-scts":"2024-01-01 00:00:00 +00:00","tp-dt":"2024-01-01 00:00:05 +00:00","tp-st":"received-by-sme"}})"},
    {"status-report-failed", false, R"({"sms-status-report":{"tp-mr":27,"tp-ra":"+15550100101","tp-scts":"2024-01-01 00:00:00 +00:00","tp-dt":"2024-01-02 00:00:00 +00:00","tp-st":"validity-period-expired"}})"},
});
// clang-format on

constexpr int kLongest = 160;  // septets of a short message (TS 23.040 9.2.3.24)

void add(std::deque<Cell>& out, std::string_view name, const map::Operation& operation, bool mo, Value ui) {
  Cell& cell = out.emplace_back(Cell{.subject = "texts",
                                     .name = name_of(operation, mo) + "-" + std::string(name),
                                     .title = "TPDU: " + std::string(name),
                                     .clause = "TS 23.040 9.2"});
  Value argument = argument_of(operation, mo);
  Value differs;
  differs.add("sm-RP-UI", std::move(ui));
  cell.dialogues.push_back(
      exchange(operation, mo, merged(std::move(argument), differs), {result(operation)}));
}

}  // namespace

void add_texts(std::deque<Cell>& out) {
  const map::Operation& mt3 = operation_of({25, 3}, 44);
  const map::Operation& mt2 = operation_of({25, 2}, 46);
  const map::Operation& mt1 = operation_of({21, 1}, 46);
  const map::Operation& mo3 = operation_of({21, 3}, 46);
  const map::Operation& mo2 = operation_of({21, 2}, 46);
  for (const TextRow& row : kTexts) {
    add(out, row.name, row.mobile_originated ? mo3 : mt3, row.mobile_originated, json(row.text));
    add(out, row.name, row.mobile_originated ? mo2 : mt2, row.mobile_originated, json(row.text));
    if (!row.mobile_originated) add(out, row.name, mt1, false, json(row.text));
  }
  std::string longest;
  for (int i = 0; i < kLongest; ++i) longest += static_cast<char>('a' + i % 26);
  Value deliver;
  deliver.add("tp-oa", "+15550100100");
  deliver.add("text", longest);
  Value ui;
  ui.add("sms-deliver", std::move(deliver));
  add(out, "gsm7-160-septets", mt3, false, ui);
  add(out, "gsm7-160-septets", mt2, false, ui);
}

}  // namespace mapsim::corpus
