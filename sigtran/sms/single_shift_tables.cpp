// TS 23.038 A.2. The digits of A.2.9 at 0x20, A.2.11 at 0x24 and A.2.12 at 0x1C are those that their rows
// continue, not the code points of other scripts or places that the annex prints there.
#include "sigtran/sms/national_tables.h"

namespace mapsim::sms {

namespace {

// A.2.1
constexpr CharacterTable kTurkish =
    with(kDefaultExtension,
         {{0x47, u'Ğ'}, {0x49, u'İ'}, {0x53, u'Ş'}, {0x63, u'ç'}, {0x67, u'ğ'}, {0x69, u'ı'}, {0x73, u'ş'}});
// A.2.2
constexpr CharacterTable kSpanish = with(kDefaultExtension, {{0x09, u'ç'},
                                                             {0x41, u'Á'},
                                                             {0x49, u'Í'},
                                                             {0x4F, u'Ó'},
                                                             {0x55, u'Ú'},
                                                             {0x61, u'á'},
                                                             {0x69, u'í'},
                                                             {0x6F, u'ó'},
                                                             {0x75, u'ú'}});
// A.2.3
constexpr CharacterTable kPortuguese =
    with(kDefaultExtension,
         {{0x05, u'ê'}, {0x09, u'ç'}, {0x0B, u'Ô'}, {0x0C, u'ô'}, {0x0E, u'Á'}, {0x0F, u'á'}, {0x12, u'Φ'},
          {0x13, u'Γ'}, {0x15, u'Ω'}, {0x16, u'Π'}, {0x17, u'Ψ'}, {0x18, u'Σ'}, {0x19, u'Θ'}, {0x1F, u'Ê'},
          {0x41, u'À'}, {0x49, u'Í'}, {0x4F, u'Ó'}, {0x55, u'Ú'}, {0x5B, u'Ã'}, {0x5C, u'Õ'}, {0x61, u'Â'},
          {0x69, u'í'}, {0x6F, u'ó'}, {0x75, u'ú'}, {0x7B, u'ã'}, {0x7C, u'õ'}, {0x7F, u'â'}});

// What A.2.4 to A.2.13 have in common: punctuation, Latin capitals, and the digits of the script from 0x1C
// on.
constexpr CharacterTable with_digits(unsigned zero, std::initializer_list<Placed> further) {
  CharacterTable table = with(
      kDefaultExtension, {{0x00, u'@'}, {0x01, u'£'}, {0x02, u'$'}, {0x03, u'¥'},  {0x04, u'¿'}, {0x05, u'"'},
                          {0x06, u'¤'}, {0x07, u'%'}, {0x08, u'&'}, {0x09, u'\''}, {0x0B, u'*'}, {0x0C, u'+'},
                          {0x0E, u'-'}, {0x0F, u'/'}, {0x10, u'<'}, {0x11, u'='},  {0x12, u'>'}, {0x13, u'¡'},
                          {0x15, u'¡'}, {0x16, u'_'}, {0x17, u'#'}, {0x18, u'*'}});
  for (unsigned i = 0; i < 26; ++i) table[0x41 + i] = static_cast<char16_t>(u'A' + i);
  for (unsigned i = 0; i < 10; ++i) table[0x1C + i] = static_cast<char16_t>(zero + i);
  return with(table, further);
}

constexpr char16_t kDanda = 0x0964;
constexpr char16_t kDoubleDanda = 0x0965;

// A.2.4. Its digits begin at 0x19; what with_digits() has behind the ninth is replaced.
constexpr CharacterTable kBengali = with_digits(0x09E8, {{0x19, 0x09E6},
                                                         {0x1A, 0x09E7},
                                                         {0x24, 0x09DF},
                                                         {0x25, 0x09E0},
                                                         {0x26, 0x09E1},
                                                         {0x27, 0x09E2},
                                                         {0x2A, 0x09E3},
                                                         {0x2B, 0x09F2},
                                                         {0x2C, 0x09F3},
                                                         {0x2D, 0x09F4},
                                                         {0x2E, 0x09F5},
                                                         {0x30, 0x09F6},
                                                         {0x31, 0x09F7},
                                                         {0x32, 0x09F8},
                                                         {0x33, 0x09F9},
                                                         {0x34, 0x09FA}});
// A.2.5
constexpr CharacterTable kGujarati = with_digits(0x0AE6, {{0x19, kDanda}, {0x1A, kDoubleDanda}});
// A.2.6
constexpr CharacterTable kHindi = with_digits(
    0x0966, {{0x19, kDanda}, {0x1A, kDoubleDanda}, {0x26, 0x0951}, {0x27, 0x0952}, {0x2A, 0x0953},
             {0x2B, 0x0954}, {0x2C, 0x0958},       {0x2D, 0x0959}, {0x2E, 0x095A}, {0x30, 0x095B},
             {0x31, 0x095C}, {0x32, 0x095D},       {0x33, 0x095E}, {0x34, 0x095F}, {0x35, 0x0960},
             {0x36, 0x0961}, {0x37, 0x0962},       {0x38, 0x0963}, {0x39, 0x0970}, {0x3A, 0x0971}});
// A.2.7
constexpr CharacterTable kKannada = with_digits(
    0x0CE6, {{0x19, kDanda}, {0x1A, kDoubleDanda}, {0x26, 0x0CDE}, {0x27, 0x0CF1}, {0x2A, 0x0CF2}});
// A.2.8
constexpr CharacterTable kMalayalam = with_digits(0x0D66, {{0x19, kDanda},
                                                           {0x1A, kDoubleDanda},
                                                           {0x26, 0x0D70},
                                                           {0x27, 0x0D71},
                                                           {0x2A, 0x0D72},
                                                           {0x2B, 0x0D73},
                                                           {0x2C, 0x0D74},
                                                           {0x2D, 0x0D75},
                                                           {0x2E, 0x0D7A},
                                                           {0x30, 0x0D7B},
                                                           {0x31, 0x0D7C},
                                                           {0x32, 0x0D7D},
                                                           {0x33, 0x0D7E},
                                                           {0x34, 0x0D7F}});
// A.2.9
constexpr CharacterTable kOriya = with_digits(0x0B66, {{0x19, kDanda},
                                                       {0x1A, kDoubleDanda},
                                                       {0x26, 0x0B5C},
                                                       {0x27, 0x0B5D},
                                                       {0x2A, 0x0B5F},
                                                       {0x2B, 0x0B70},
                                                       {0x2C, 0x0B71}});
// A.2.10
constexpr CharacterTable kPunjabi = with_digits(0x0A66, {{0x19, kDanda},
                                                         {0x1A, kDoubleDanda},
                                                         {0x26, 0x0A59},
                                                         {0x27, 0x0A5A},
                                                         {0x2A, 0x0A5B},
                                                         {0x2B, 0x0A5C},
                                                         {0x2C, 0x0A5E},
                                                         {0x2D, 0x0A75}});
// A.2.11
constexpr CharacterTable kTamil = with_digits(0x0BE6, {{0x19, kDanda},
                                                       {0x1A, kDoubleDanda},
                                                       {0x26, 0x0BF3},
                                                       {0x27, 0x0BF4},
                                                       {0x2A, 0x0BF5},
                                                       {0x2B, 0x0BF6},
                                                       {0x2C, 0x0BF7},
                                                       {0x2D, 0x0BF8},
                                                       {0x2E, 0x0BFA}});
// A.2.12
constexpr CharacterTable kTelugu = with_digits(0x0C66, {{0x26, 0x0C58},
                                                        {0x27, 0x0C59},
                                                        {0x2A, 0x0C78},
                                                        {0x2B, 0x0C79},
                                                        {0x2C, 0x0C7A},
                                                        {0x2D, 0x0C7B},
                                                        {0x2E, 0x0C7C},
                                                        {0x30, 0x0C7D},
                                                        {0x31, 0x0C7E},
                                                        {0x32, 0x0C7F}});
// A.2.13
constexpr CharacterTable kUrdu = with_digits(
    0x06F0, {{0x19, 0x0600}, {0x1A, 0x0601}, {0x26, 0x060C}, {0x27, 0x060D}, {0x2A, 0x060E}, {0x2B, 0x060F},
             {0x2C, 0x0610}, {0x2D, 0x0611}, {0x2E, 0x0612}, {0x30, 0x0613}, {0x31, 0x0614}, {0x32, 0x061B},
             {0x33, 0x061F}, {0x34, 0x0640}, {0x35, 0x0652}, {0x36, 0x0658}, {0x37, 0x066B}, {0x38, 0x066C},
             {0x39, 0x0672}, {0x3A, 0x0673}, {0x3B, 0x06CD}, {0x3F, 0x06D4}});

constexpr std::array<const CharacterTable*, kHighestLanguage + 1> kTables = {
    nullptr,   &kTurkish,   &kSpanish, &kPortuguese, &kBengali, &kGujarati, &kHindi,
    &kKannada, &kMalayalam, &kOriya,   &kPunjabi,    &kTamil,   &kTelugu,   &kUrdu};

}  // namespace

const CharacterTable* single_shift_table(std::uint8_t language) {
  return language < kTables.size() ? kTables[language] : nullptr;
}

}  // namespace mapsim::sms
