// TS 23.038 annex A: every table character by character, as the rows of the annex read, and their use in
// messages.
#include <gtest/gtest.h>

#include "sigtran/sms/gsm7.h"
#include "sigtran/sms/national_tables.h"
#include "sigtran/sms/split.h"
#include "sigtran/sms/tpdu_codec.h"

namespace mapsim::sms {
namespace {

// Septets 0x00 to 0x7F, a space where there is none.
struct Expected {
  std::uint8_t language;
  std::u16string characters;
};

void PrintTo(const Expected& e, std::ostream* out) {
  *out << "language " << int{e.language};
}

// The absent ones are written as spaces; 0x20 of a locking shift table is the only true space.
CharacterTable table_of(const Expected& expected, bool locking) {
  EXPECT_EQ(expected.characters.size(), 128U);
  CharacterTable table{};
  table.fill(kNoCharacter);
  for (std::size_t i = 0; i < expected.characters.size() && i < table.size(); ++i) {
    const bool absent = expected.characters[i] == u' ' && !(locking && i == 0x20);
    if (!absent) table[i] = expected.characters[i];
  }
  return table;
}

void expect_same(const CharacterTable& actual, const CharacterTable& expected) {
  for (std::size_t i = 0; i < actual.size(); ++i) {
    EXPECT_EQ(static_cast<unsigned>(actual[i]), static_cast<unsigned>(expected[i])) << "septet " << i;
  }
}

class LockingShift : public testing::TestWithParam<Expected> {};

TEST_P(LockingShift, HasTheCharactersOfTheAnnex) {
  const CharacterTable* table = locking_shift_table(GetParam().language);
  ASSERT_NE(table, nullptr);
  expect_same(*table, table_of(GetParam(), true));
}

INSTANTIATE_TEST_SUITE_P(
    Languages, LockingShift,
    testing::Values(
        Expected{1,
                 u"@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ŞşßÉ "
                 u"!\"#¤%&'()*+,-./0123456789:;<=>?İABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ"
                 u"§çabcdefghijklmnopqrstuvwxyzäöñüà"},
        Expected{3,
                 u"@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó| ÂâÊÉ "
                 u"!\"#º%&'()*+,-./0123456789:;<=>?ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚ"
                 u"Ü§~abcdefghijklmnopqrstuvwxyzãõ`üà"},
        Expected{4,
                 u"ঁংঃঅআইঈউঊঋ\nঌ \r এঐ  ওঔকখগঘঙচ ছজঝঞ !টঠডঢণত)(থদ,ধ.ন0123456789:; পফ?বভমযর ল   "
                 u"শষসহ\u09BCঽািীুূৃৄ  েৈ  োৌ্ৎabcdefghijklmnopqrstuvwxyzৗ\u09DC\u09DDৰৱ"},
        Expected{5,
                 u"ઁંઃઅઆઇઈઉઊઋ\nઌઍ\r એઐઑ ઓઔકખગઘઙચ છજઝઞ !ટઠડઢણત)(થદ,ધ.ન0123456789:; પફ?બભમયર લળ "
                 u"વશષસહ઼ઽાિીુૂૃૄૅ ેૈૉ ોૌ્ૐabcdefghijklmnopqrstuvwxyzૠૡૢૣ૱"},
        Expected{6,
                 u"ँंःअआइईउऊऋ\nऌऍ\rऎएऐऑऒओऔकखगघङच छजझञ "
                 u"!टठडढणत)(थद,ध.न0123456789:;\u0929पफ?बभमयर\u0931लळ\u0934वशषसह़ऽािीुूृॄॅॆेैॉॊोौ्"
                 u"ॐabcdefghijklmnopqrstuvwxyzॲॻॼॾॿ"},
        Expected{7,
                 u" ಂಃಅಆಇಈಉಊಋ\nಌ \rಎಏಐ ಒಓಔಕಖಗಘಙಚ ಛಜಝಞ !ಟಠಡಢಣತ)(ಥದ,ಧ.ನ0123456789:; ಪಫ?ಬಭಮಯರಱಲಳ "
                 u"ವಶಷಸಹ಼ಽಾಿ\u0CC0ುೂೃೄ ೆ\u0CC7\u0CC8 \u0CCA\u0CCBೌ್ೕabcdefghijklmnopqrstuvwxyzೖೠೡೢೣ"},
        Expected{8,
                 u" ംഃഅആഇഈഉഊഋ\nഌ \rഎഏഐ ഒഓഔകഖഗഘങച ഛജഝഞ !ടഠഡഢണത)(ഥദ,ധ.ന0123456789:; പഫ?ബഭമയരറലളഴവശഷസഹ "
                 u"ഽാിീുൂൃൄ െേൈ \u0D4A\u0D4B\u0D4C്ൗabcdefghijklmnopqrstuvwxyzൠൡൢൣ൹"},
        Expected{9,
                 u"ଁଂଃଅଆଇଈଉଊଋ\nଌ \r ଏଐ  ଓଔକଖଗଘଙଚ ଛଜଝଞ !ଟଠଡଢଣତ)(ଥଦ,ଧ.ନ0123456789:; ପଫ?ବଭମଯର ଲଳ "
                 u"ଵଶଷସହ଼ଽାିୀୁୂୃୄ  େ\u0B48  \u0B4B\u0B4C୍ୖabcdefghijklmnopqrstuvwxyzୗୠୡୢୣ"},
        Expected{10,
                 u"ਁਂਃਅਆਇਈਉਊ \n  \r ਏਐ  ਓਔਕਖਗਘਙਚ ਛਜਝਞ !ਟਠਡਢਣਤ)(ਥਦ,ਧ.ਨ0123456789:; ਪਫ?ਬਭਮਯਰ ਲ\u0A33 ਵ\u0A36 ਸਹ਼ "
                 u"ਾਿੀੁੂ    ੇੈ  ੋੌ੍ੑabcdefghijklmnopqrstuvwxyzੰੱੲੳੴ"},
        Expected{11,
                 u" ஂஃஅஆஇஈஉஊ \n  \rஎஏஐ ஒஓ\u0B94க   ஙச  ஜ ஞ !ட   ணத)(  , .ந0123456789:;னப ?  மயரறலளழவஶஷஸஹ  "
                 u"ாிீுூ   ெேை \u0BCA\u0BCB\u0BCC்ௐabcdefghijklmnopqrstuvwxyzௗ௰௱௲௹"},
        Expected{12,
                 u"ఁంఃఅఆఇఈఉఊఋ\nఌ \rఎఏఐ ఒఓఔకఖగఘఙచ ఛజఝఞ !టఠడఢణత)(థద,ధ.న0123456789:; పఫ?బభమయరఱలళ వశషసహ "
                 u"ఽాిీుూృౄ ెే\u0C48 ొోౌ్ౕabcdefghijklmnopqrstuvwxyzౖౠౡౢౣ"},
        Expected{13,
                 u"ا\u0622بٻڀپڦتۂٿ\nٹٽ\rٺټثجځڄڃڅچڇحخد ڌڈډڊ "
                 u"!ڏڍذرڑړ)(ڙز,ږ.ژ0123456789:;ښسش?صضطظعفقکڪګگڳڱلمنںڻڼوۄەہھءیېے"
                 u"\u064D\u0650\u064F\u0657\u0654abcdefghijklmnopqrstuvwxyz\u0655\u0651\u0653\u0656\u0670"}));

class SingleShift : public testing::TestWithParam<Expected> {};

TEST_P(SingleShift, HasTheCharactersOfTheAnnex) {
  const CharacterTable* table = single_shift_table(GetParam().language);
  ASSERT_NE(table, nullptr);
  expect_same(*table, table_of(GetParam(), false));
}

// 0x00 to 0x18 and 0x3C to 0x7F of the languages with digits of their own.
const std::u16string kFirst = u"@£$¥¿\"¤%&'\f*+ -/<=>¡^¡_#*";
const std::u16string kLast = u"[~] |ABCDEFGHIJKLMNOPQRSTUVWXYZ          €                          ";

INSTANTIATE_TEST_SUITE_P(
    Languages, SingleShift,
    testing::Values(
        Expected{1,
                 u"          \f         ^                   {}     \\            [~] |      Ğ İ         Ş    "
                 u"           ç € ğ "
                 u"ı         ş            "},
        Expected{2,
                 u"         ç\f         ^                   {}     \\            [~] |Á       Í     Ó     Ú  "
                 u"         á   €  "
                 u" í     ó     ú          "},
        Expected{3,
                 u"     ê   ç\fÔô Áá  ΦΓ^ΩΠΨΣΘ     Ê        {}     \\            [~] |À       Í     Ó     Ú  "
                 u"   ÃÕ    Â   €   "
                 u"í     ó     ú     ãõ  â"},
        Expected{4, kFirst + u"০১ ২৩৪৫৬৭৮৯\u09DFৠৡৢ{}ৣ৲৳৴৵\\৶৷৸৹৺       " + kLast},
        Expected{5, kFirst + u"।॥ ૦૧૨૩૪૫૬૭૮૯  {}     \\            " + kLast},
        Expected{6, kFirst +
                        u"।॥ "
                        u"०१२३४५६७८९\u0951\u0952{}"
                        u"\u0953\u0954\u0958\u0959\u095A\\\u095B\u095C\u095D\u095E\u095Fॠॡॢॣ॰ॱ " +
                        kLast},
        Expected{7, kFirst + u"।॥ ೦೧೨೩೪೫೬೭೮೯ೞೱ{}ೲ    \\            " + kLast},
        Expected{8, kFirst + u"।॥ ൦൧൨൩൪൫൬൭൮൯൰൱{}൲൳൴൵ൺ\\ൻർൽൾൿ       " + kLast},
        Expected{9, kFirst + u"।॥ ୦୧୨୩୪୫୬୭୮୯\u0B5C\u0B5D{}ୟ୰ୱ  \\            " + kLast},
        Expected{10, kFirst + u"।॥ ੦੧੨੩੪੫੬੭੮੯\u0A59\u0A5A{}\u0A5Bੜ\u0A5Eੵ \\            " + kLast},
        Expected{11, kFirst + u"।॥ ௦௧௨௩௪௫௬௭௮௯௳௴{}௵௶௷௸௺\\            " + kLast},
        Expected{12, kFirst + u"   ౦౧౨౩౪౫౬౭౮౯ౘౙ{}౸౹౺౻౼\\౽౾౿         " + kLast},
        Expected{
            13,
            kFirst +
                u"\u0600\u0601 "
                u"۰۱۲۳۴۵۶۷۸۹،\u060D{}"
                u"\u060E\u060F\u0610\u0611\u0612\\\u0613\u0614؛؟ـ\u0652\u0658\u066B\u066C\u0672\u0673\u06CD" +
                u"[~]\u06D4|ABCDEFGHIJKLMNOPQRSTUVWXYZ          €                          "}));

TEST(NationalTables, ExistForTheLanguagesOfTheAnnexOnly) {
  EXPECT_EQ(locking_shift_table(0), nullptr);
  EXPECT_EQ(locking_shift_table(2), nullptr);  // Spanish has a single shift table alone
  EXPECT_EQ(single_shift_table(0), nullptr);
  for (unsigned language = 14; language <= 255; ++language) {
    EXPECT_EQ(locking_shift_table(static_cast<std::uint8_t>(language)), nullptr);
    EXPECT_EQ(single_shift_table(static_cast<std::uint8_t>(language)), nullptr);
  }
}

// Both keep LF, CR and the escape where receivers need them (TS 23.038 6.2.1.2.1).
TEST(NationalTables, NeverGiveControlCodesToCharacters) {
  for (std::uint8_t language = 1; language <= kHighestLanguage; ++language) {
    const CharacterTable* single = single_shift_table(language);
    EXPECT_EQ((*single)[kEscape], kNoCharacter);
    EXPECT_EQ((*single)[kCarriageReturn], kNoCharacter);
    EXPECT_EQ((*single)[0x0A], u'\f');
    if (const CharacterTable* locking = locking_shift_table(language)) {
      EXPECT_EQ((*locking)[kEscape], kNoCharacter);
      EXPECT_EQ((*locking)[kCarriageReturn], u'\r');
      EXPECT_EQ((*locking)[0x0A], u'\n');
    }
  }
}

UserDataHeader shift(std::uint8_t iei, std::uint8_t language) {
  return {{iei, {language}}};
}

// Every character that the tables have is written as a septet, or two, that read back as it.
TEST(NationalTables, EveryCharacterThereIsComesBack) {
  for (std::uint8_t language = 1; language <= kHighestLanguage; ++language) {
    UserDataHeader header = shift(kIeiSingleShift, language);
    header.push_back({kIeiLockingShift, {language}});
    const Alphabet alphabet = alphabet_of(header);
    for (unsigned septet = 0; septet < 128; ++septet) {
      for (const bool escaped : {false, true}) {
        const char16_t c = escaped ? alphabet.shifted(static_cast<std::uint8_t>(septet))
                                   : alphabet.main(static_cast<std::uint8_t>(septet));
        if (c == kNoCharacter) continue;
        const auto code = alphabet.code(c);
        ASSERT_TRUE(code) << int{language} << ' ' << septet;
        EXPECT_EQ(code->escaped ? alphabet.shifted(code->septet) : alphabet.main(code->septet), c);
      }
    }
  }
}

TEST(NationalText, TheSingleShiftTableReplacesTheExtensionTable) {
  const Alphabet turkish = alphabet_of(shift(kIeiSingleShift, 1));
  EXPECT_EQ(to_septets("ğş€", turkish).value(), (Octets{0x1B, 0x67, 0x1B, 0x73, 0x1B, 0x65}));
  EXPECT_FALSE(to_septets("ğ"));
  const Alphabet telugu = alphabet_of(shift(kIeiSingleShift, 12));
  EXPECT_EQ(from_septets(Octets{0x1B, 0x1C}, telugu), "౦");
}

TEST(NationalText, TheLockingShiftTableReplacesTheDefaultAlphabet) {
  const Alphabet turkish = alphabet_of(shift(kIeiLockingShift, 1));
  EXPECT_EQ(to_septets("ğİ", turkish).value(), (Octets{0x0C, 0x40}));
  EXPECT_EQ(to_septets("[", turkish).value(), (Octets{0x1B, 0x3C}));  // the default extension table stays
  EXPECT_FALSE(to_septets("ø", turkish));
}

// TS 23.038 6.2.1.1: a code that the table behind the escape has not is read in the table that is locked.
TEST(NationalText, AnUnknownEscapedCodeReadsInTheLockedTable) {
  const Alphabet turkish = alphabet_of(shift(kIeiLockingShift, 1));
  EXPECT_EQ(from_septets(Octets{0x1B, 0x0C}, turkish), "ğ");
}

TEST(NationalText, AReservedLanguageIsIgnored) {
  EXPECT_EQ(alphabet_of(shift(kIeiLockingShift, 14)).locking, &kDefaultAlphabet);
  EXPECT_EQ(alphabet_of(shift(kIeiLockingShift, 2)).locking, &kDefaultAlphabet);
  EXPECT_EQ(alphabet_of(shift(kIeiSingleShift, 0)).single_shift, &kDefaultExtension);
  EXPECT_EQ(alphabet_of({{kIeiSingleShift, {1, 1}}}).single_shift, &kDefaultExtension);
}

// TP-UDL 7: the header of 4 octets takes 5 septets, 3 bits of them fill; then 0x1B and 0x67.
TEST(NationalText, StandsInAMessageWhoseHeaderNamesTheLanguage) {
  const Octets octets = *from_hex("40049121550000421010100000000703240101d89c01");
  const auto tpdu = decode(octets, Direction::mt);
  ASSERT_TRUE(tpdu) << tpdu.error().message();
  EXPECT_EQ(text_of(*tpdu), "ğ");
  EXPECT_EQ(encode(*tpdu).value(), octets);
}

Value written(std::string text, Value elements) {
  Value body;
  body.add("tp-da", "+1555");
  body.add("tp-udh", std::move(elements));
  body.add("text", std::move(text));
  Value tpdu;
  tpdu.add("sms-submit", std::move(body));
  return tpdu;
}

Value language_element(const char* name, const char* language) {
  Value element;
  element.add(name, language);
  return element;
}

TEST(NationalText, IsWrittenWithTheTablesThatItsHeaderNames) {
  const Value value =
      written("नमस्ते", Value(Value::List{language_element("national-language-locking-shift", "hindi")}));
  const auto tpdu = from_value<Tpdu>(value);
  ASSERT_TRUE(tpdu) << tpdu.error().message();
  const auto& submit = std::get<SmsSubmit>(*tpdu);
  EXPECT_EQ(submit.tp_dcs, kDcsGsm7);
  EXPECT_EQ(submit.user_data.tp_udl, 5 + 6);  // no escape: one septet a character
  EXPECT_EQ(text_of(*tpdu), "नमस्ते");
}

TEST(NationalText, IsUcs2WhereTheTablesLackACharacter) {
  const auto tpdu = from_value<Tpdu>(
      written("நன்றி", Value(Value::List{language_element("national-language-locking-shift", "hindi")})));
  ASSERT_TRUE(tpdu);
  EXPECT_EQ(std::get<SmsSubmit>(*tpdu).tp_dcs, kDcsUcs2);
}

// 140 octets less 6 of concatenation and 3 of the shift, TP-UDHL among the 6: 130 octets, 148 septets
// (9.2.3.24).
TEST(NationalText, IsSplitBetweenCharactersWithTheShiftInEveryPart) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "ğ";  // 200 septets
  SplitOptions options;
  options.further_elements = shift(kIeiSingleShift, 1);
  const auto parts = split_text(text, options);
  ASSERT_TRUE(parts) << parts.error().message();
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].user_data->tp_udl, (9 * 8 + 6) / 7 + 148);
  std::string together;
  for (const UserPart& part : *parts) {
    EXPECT_EQ(part.dcs(), kDcsGsm7);
    const auto header = header_of(true, part.dcs(), *part.user_data);
    ASSERT_TRUE(header && *header);
    EXPECT_EQ((**header)[1], (InformationElement{kIeiSingleShift, {1}}));
    together += *text_of(true, part.dcs(), *part.user_data);
  }
  EXPECT_EQ(together, text);
}

}  // namespace
}  // namespace mapsim::sms
