#include "corpus/text_encoding.h"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

using std::string_literals::operator""s;

struct EncodingCase {
  const char* name;
  std::string bytes;
  const char* declared;
  std::string text;
  const char* encoding;
  bool guessed = false;
  bool repaired = false;

  friend std::ostream& operator<<(std::ostream& out, const EncodingCase& c) {
    return out << c.name;
  }
};

class Encoding : public ::testing::TestWithParam<EncodingCase> {};
TEST_P(Encoding, BecomesUtf8) {
  const auto decoded = DecodeText(GetParam().bytes, GetParam().declared);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->text, GetParam().text);
  EXPECT_EQ(decoded->encoding, GetParam().encoding);
  EXPECT_EQ(decoded->guessed, GetParam().guessed);
  EXPECT_EQ(decoded->repaired, GetParam().repaired);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Encoding,
    ::testing::ValuesIn(std::vector<EncodingCase>{
        {"nothing", "", "", "", "UTF-8"},
        {"ascii", "plain", "", "plain", "UTF-8"},
        {"utf8", "Zürich 東京", "", "Zürich 東京", "UTF-8"},
        {"utf8 with a mark", "\xEF\xBB\xBFZürich", "", "Zürich", "UTF-8"},
        {"a mark beats a declaration", "\xEF\xBB\xBFZürich", "iso-8859-1", "Zürich", "UTF-8"},
        {"well-formed utf8 beats a declaration", "Zürich", "iso-8859-1", "Zürich", "UTF-8"},
        {"latin1 means windows-1252", "Z\xFCrich \x93quoted\x94", "ISO-8859-1", "Zürich “quoted”",
         "windows-1252"},
        {"ascii with more means windows-1252", "Z\xFCrich", "US-ASCII", "Zürich", "windows-1252"},
        {"latin2",
         "\xB3\xF3"
         "d\xBC",
         "iso-8859-2", "łódź", "ISO-8859-2"},
        {"shift_jis", "\x93\x8C\x8B\x9E", "Shift_JIS", "東京", "Shift_JIS"},
        {"euc-jp", "\xC5\xEC\xB5\xFE", "euc-jp", "東京", "EUC-JP"},
        {"gbk as gb18030", "\xB1\xB1\xBE\xA9", "gb2312", "北京", "GB18030"},
        {"koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "koi8-r", "Привет", "KOI8-R"},
        {"escapes of iso-2022-jp", "\x1B$BEl5~\x1B(B", "iso-2022-jp", "東京", "ISO-2022-JP"},
        {"utf16 with a mark, little end first",
         "\xFF\xFE"
         "Z\0\xFC\0"s,
         "", "Zü", "UTF-16LE"},
        {"utf16 with a mark, big end first", "\xFE\xFF\0Z\0\xFC"s, "", "Zü", "UTF-16BE"},
        {"utf16 without a mark", "<\0a\0>\0\xFC\0"s, "", "<a>ü", "UTF-16LE"},
        {"utf16 without a mark, big end first", "\0<\0a\0>\0\xFC"s, "", "<a>ü", "UTF-16BE"},
        {"utf32 with a mark", "\xFF\xFE\0\0Z\0\0\0"s, "", "Z", "UTF-32LE"},
        {"half a surrogate pair",
         "\xFF\xFE"
         "Z\0\x3D\xD8"s,
         "", "Z\uFFFD", "UTF-16LE", false, true},
        {"utf16 declared but converted since", "Z\xFCrich und Umgebung", "utf-16",
         "Zürich und Umgebung", "windows-1252", true},
        {"utf8 cut within a character", "東京 Z\xC3", "utf-8", "東京 Z\uFFFD", "UTF-8", false,
         true},
        {"a label that nobody knows",
         "le caf\xE9 est pr\xEAt et la cr\xE8me est d\xE9j\xE0 sur la table de la for\xEAt",
         "x-nobody", "le café est prêt et la crème est déjà sur la table de la forêt",
         "windows-1252", true}}));

TEST(TextEncoding, GuessesFromTheBytesWhereNothingIsDeclared) {
  // Russian in windows-1251.
  const std::string bytes =
      "\xD1\xE5\xE3\xEE\xE4\xED\xFF \xEC\xFB \xE3\xEE\xE2\xEE\xF0\xE8\xEC \xEE \xF1\xE5\xF2\xFF\xF5"
      " \xE8 \xEE \xF2\xEE\xEC, \xEA\xE0\xEA \xEE\xED\xE8 \xF0\xE0\xE1\xEE\xF2\xE0\xFE\xF2";
  const auto decoded = DecodeText(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, "Сегодня мы говорим о сетях и о том, как они работают");
  EXPECT_TRUE(decoded->guessed);
}

TEST(TextEncoding, GuessesFromWhereTheTextStopsBeingAscii) {
  const std::string bytes = std::string(200'000, 'a') + " caf\xE9 au lait, d\xE9j\xE0 vu";
  const auto decoded = DecodeText(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->text.ends_with("café au lait, déjà vu")) << decoded->text.substr(200'000);
}

TEST(TextEncoding, RefusesZeroBytesOfWhatIsNoText) {
  const auto decoded = DecodeText("ID3\x04\0\0\0\0\0"s);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(decoded.error().kind, "binary");
  EXPECT_EQ(decoded.error().offset, 4u);
}

TEST(TextEncoding, GivesWellFormedUtf8ForEveryByteAndDeclaration) {
  for (const char* declared : {"", "utf-8", "utf-7", "utf-16", "iso-8859-1", "shift_jis", "gb2312",
                               "iso-2022-kr", "big5", "windows-1252", "nonsense", "\xFF\"<"}) {
    for (int first = 1; first < 256; ++first) {
      const std::string bytes = {static_cast<char>(first), 'a',
                                 static_cast<char>(255 - first % 128), 'b'};
      const auto decoded = DecodeText(bytes, declared);
      if (!decoded) continue;
      EXPECT_EQ(FindInvalidUtf8(decoded->text), std::string::npos) << declared << ' ' << first;
    }
  }
}

struct DeclarationCase {
  const char* bytes;
  const char* encoding;

  friend std::ostream& operator<<(std::ostream& out, const DeclarationCase& c) {
    return out << c.bytes;
  }
};

class Declaration : public ::testing::TestWithParam<DeclarationCase> {};
TEST_P(Declaration, NamesTheEncoding) {
  EXPECT_EQ(DeclaredEncoding(GetParam().bytes), GetParam().encoding);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Declaration,
    ::testing::ValuesIn(std::vector<DeclarationCase>{
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss/>", "ISO-8859-1"},
        {"<?xml version='1.0' encoding = 'utf-8' ?>", "utf-8"},
        {"\xEF\xBB\xBF<?xml encoding=\"utf-8\"?>", "utf-8"},
        {"<?xml version=\"1.0\"?><a encoding=\"b\"/>", ""},
        {"<!doctype html><meta charset=utf-8>", "utf-8"},
        {"<META CHARSET=\"Windows-1252\">", "Windows-1252"},
        {"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=euc-jp\">", "euc-jp"},
        {"<meta name=a><meta charset='big5'>", "big5"},
        {"<?xml encoding=\"no such<label\"?>", ""},
        {"<?xml encoding=", ""},
        {"text that says encoding=\"x\"", ""},
        {"", ""}}));

}  // namespace
}  // namespace cuepoint
