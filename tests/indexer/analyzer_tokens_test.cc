// What tokens a text gives: one table.
#include <ostream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/indexer/analyzer_test_support.h"

namespace cuepoint::testing {
namespace {

struct TokenCase {
  std::string_view text;
  std::string_view tokens;  // As Render() writes them.
  std::string_view language = "en";
};

void PrintTo(const TokenCase& c, std::ostream* out) { *out << c.text; }

class AnalyzerTokens : public ::testing::TestWithParam<TokenCase> {};

TEST_P(AnalyzerTokens, AreThoseExpected) {
  const TokenCase& c = GetParam();
  EXPECT_EQ(Render(Analyze(c.text, c.language)), c.tokens) << "for " << c.text;
}

TEST_P(AnalyzerTokens, AreTheSameOnTheGeneralPath) {
  const TokenCase& c = GetParam();
  EXPECT_EQ(Dump(Analyze(c.text, c.language, Path::kGeneralOnly)),
            Dump(Analyze(c.text, c.language)))
      << "for " << c.text;
}

INSTANTIATE_TEST_SUITE_P(Words, AnalyzerTokens,
                         ::testing::ValuesIn<TokenCase>({
                             {"", ""},
                             {" \t\n", ""},
                             {"...!?", ""},
                             {"word", "word"},
                             {"Two Words", "two words"},
                             {"tabs\tand\nnewlines\r\n", "tabs and newlines"},
                             {"(brackets) [square] {curly} <angle>", "brackets square curly angle"},
                             {"\"quoted\" 'single' `code` **bold**", "quoted single code bold"},
                             {"a, b; c: d. e", "a b c d e"},
                             {"foo--bar", "foo bar"},
                             {"foo - bar", "foo bar"},
                             {"foo -bar", "foo bar"},
                             {"_emphasis_ __init__", "emphasis init"},
                             {"snake__case", "snake case"},
                             {"GraphQL JavaScript WebTransport", "graphql javascript webtransport"},
                             {"50% of $9 = x*y", "50 of 9 x y"},
                             {"key=value", "key value"},
                             {"12:34:56", "12 34 56"},
                             {"~/.config", "dotconfig(dot config)"},
                         }));

INSTANTIATE_TEST_SUITE_P(Identifiers, AnalyzerTokens,
                         ::testing::ValuesIn<TokenCase>({
                             {"HTTP/3", "http3(http 3)"},
                             {"http3", "http3(http 3)"},
                             {"HTTP 3", "http3(http 3)"},
                             {"HTTP-3", "http3(http 3)"},
                             {"HTTP/1.1", "http11(http 1 1)"},
                             {"HTTP/3-based", "http3based(http 3 based)"},
                             {"HTTP3-based", "http3(http 3) based"},
                             {"RFC 9000", "rfc9000(rfc 9000)"},
                             {"rfc9000", "rfc9000(rfc 9000)"},
                             {"RFC-9000", "rfc9000(rfc 9000)"},
                             {"RFC 9000, section 3", "rfc9000(rfc 9000) section 3"},
                             {"RFC  9000", "rfc 9000"},
                             {"RFC\n9000", "rfc 9000"},
                             {"RFC\xC2\xA0"
                              "9000",
                              "rfc9000(rfc 9000)"},
                             {"DNS-over-HTTPS", "dnsoverhttps(dns over https)"},
                             {"DNS over HTTPS", "dns over https"},
                             {"sans-IO", "sansio(sans io)"},
                             {"0-RTT", "0rtt(0 rtt)"},
                             {"0RTT", "0rtt(0 rtt)"},
                             {"0 RTT", "0rtt(0 rtt)"},
                             {"node.js", "nodejs(node js)"},
                             {"Node.js.", "nodejs(node js)"},
                             {"node.js/express", "nodejs(node js) express"},
                             {"C++", "c++"},
                             {"C++.", "c++"},
                             {"g++ and Notepad++", "g++ and notepad++"},
                             {"C++20", "c++20(c++ 20)"},
                             {"C++ 20", "c++ 20"},
                             {"C/C++", "cc++(c c++)"},
                             {"a++b", "a b"},
                             {"C+++", "c"},
                             {"Disney+ and A+", "disney and a"},
                             {"C#", "c#"},
                             {"C\xE2\x99\xAF", "c#"},
                             {"F# code", "f# code"},
                             {"issue#12", "issue 12"},
                             {"PR#12", "pr 12"},
                             {"C##", "c"},
                             {".NET", "dotnet(dot net)"},
                             {"(.NET 8)", "dotnet(dot net) 8"},
                             {".NET-based", "dotnet(dot net) based"},
                             {"ASP.NET", "aspnet(asp net)"},
                             {"..net", "net"},
                             {".5", "5"},
                             {"TCP/IP", "tcpip(tcp ip)"},
                             {"I/O", "io(i o)"},
                             {"io_uring", "iouring(io uring)"},
                             {"std::vector", "stdvector(std vector)"},
                             {"a:b a:::b", "a b a b"},
                             {"async/await", "asyncawait(async await)"},
                             {"str0m h2 P4 x4c k8s e2e", "str0m h2 p4 x4c k8s e2e"},
                             {"x86_64", "x8664(x86 64)"},
                             {"v1.2.3", "v123(v1 2 3)"},
                             {"v1.2.3-beta.1", "v123(v1 2 3) beta1(beta 1)"},
                             {"3.14", "314(3 14)"},
                             {"1,000", "1000(1 000)"},
                             {"1,000,000", "1000000(1 000 000)"},
                             {"1,2", "1 2"},
                             {"1234,567", "1234 567"},
                             {"AT&T", "att(at t)"},
                             {"Q&A", "qa(q a)"},
                             {"R & D", "r d"},
                             {"node.js-based", "nodejs(node js) based"},
                             {"@wesbos", "wesbos"},
                             {"#rust", "rust"},
                             {"me@example.org", "me exampleorg(example org)"},
                             {"e-mail", "email(e mail)"},
                             {"wi-fi", "wifi(wi fi)"},
                             {"IPv6", "ipv6(ipv 6)"},
                             {"state-of-the-art", "stateoftheart(state of the art)"},
                             {"a-b-c-d-e", "a b c d e"},
                             {"2024-01-15", "20240115(2024 01 15)"},
                             {"192.168.1.1", "19216811(192 168 1 1)"},
                             {"client/server-side", "clientserverside(client server side)"},
                             {"Sans-I/O", "sansio(sans i o)"},
                             {"DNS-over-HTTPS/DNS-over-TLS",
                              "dnsoverhttps(dns over https) dnsovertls(dns over tls)"},
                             {"e.g. U.S.A.", "eg(e g) usa(u s a)"},
                             {"end.Start", "endstart(end start)"},
                             {"1st 2nd 3d 5G", "1st 2nd 3d 5g"},
                             {"10 km", "10km(10 km)"},
                             {"in 2020", "in 2020"},
                             {"chapter 3", "chapter 3"},
                             {"SECTION 3", "section3(section 3)"},
                             {"QUIC 0 RTT", "quic0(quic 0) rtt"},
                         }));

INSTANTIATE_TEST_SUITE_P(
    Urls, AnalyzerTokens,
    ::testing::ValuesIn<TokenCase>({
        {"https://www.rfc-editor.org/rfc/rfc2616",
         "rfceditor(rfc editor) org rfc rfc2616(rfc 2616)"},
        {"http://interlisp.org", "interlisporg(interlisp org)"},
        {"https://localhost:8080/x", "localhost 8080x(8080 x)"},
        {"(https://example.org/a/b/c?d=e)", "exampleorg(example org) a b c d e"},
        {"www.example.org", "exampleorg(example org)"},
        {"see http and https", "see http and https"},
        {"https://blog.rust-lang.org", "blog rustlang(rust lang) org"},
        {"https://x.org/css?a=fonts&display=swap", "xorg(x org) css a fonts display swap"},
        {"docker-compose.yml", "dockercompose(docker compose) yml"},
        {"quic://host", "quic host"},
        {"https://a.b.c.d.example.org/x", "a b c d example org x"},
    }));

INSTANTIATE_TEST_SUITE_P(Hyphens, AnalyzerTokens,
                         ::testing::ValuesIn<TokenCase>({
                             {"sans\u2010IO", "sansio(sans io)"},
                             {"sans\u2011IO", "sansio(sans io)"},
                             {"sans\u2012IO", "sansio(sans io)"},
                             {"sans\u2013IO", "sansio(sans io)"},
                             {"sans\u2014IO", "sansio(sans io)"},
                             {"sans\u2015IO", "sansio(sans io)"},
                             {"sans\u2212IO", "sansio(sans io)"},
                             {"sans\uFE58IO", "sansio(sans io)"},
                             {"sans\uFE63IO", "sansio(sans io)"},
                             {"sans\uFF0DIO", "sansio(sans io)"},
                             {"sans\u00ADIO", "sansio"},
                             {"so\u2014and then \u2014 no", "soand(so and) then no"},
                         }));

INSTANTIATE_TEST_SUITE_P(Apostrophes, AnalyzerTokens,
                         ::testing::ValuesIn<TokenCase>({
                             {"don't", "dont"},
                             {"don\u2019t", "dont"},
                             {"DON'T", "dont"},
                             {"don\u00B4t", "dont"},
                             {"dont", "dont"},
                             {"isn't it", "isnt it"},
                             {"Z\u00FCrich's", "zurich"},
                             {"Z\u00FCrich\u2019s", "zurich"},
                             {"HTTP/3's", "http3(http 3)"},
                             {"the 1990's", "the 1990"},
                             {"users' data", "users data"},
                             {"I'm you're we'll they've he'd", "i you we they he"},
                             {"O'Reilly", "oreilly(o reilly)"},
                             {"O\u2019Reilly's", "oreilly(o reilly)"},
                             {"rock'n'roll", "rocknroll(rock n roll)"},
                             {"l'\u00E9cole", "ecole", "fr"},
                             {"L\u2019\u00C9cole d'\u00E9t\u00E9", "ecole ete", "fr"},
                             {"qu'il", "il", "fr"},
                             {"aujourd'hui", "aujourdhui(aujourd hui)", "fr"},
                             {"l'\u00E9cole", "lecole(l ecole)", "en"},
                             {"dell'arte", "arte", "it"},
                             {"5'10", "5 10"},
                             {"3 don't", "3 dont"},
                             {"3 l'\u00E9cole", "3 ecole", "fr"},
                             {"3 http://example.org", "3 exampleorg(example org)"},
                             {"\u043F'\u044F\u0442\u044C",
                              "\u043F\u044F\u0442\u044C(\u043F \u044F\u0442\u044C)", "uk"},
                         }));

INSTANTIATE_TEST_SUITE_P(Folding, AnalyzerTokens,
                         ::testing::ValuesIn<TokenCase>({
                             {"Zürich Zu\u0308rich ZÜRICH", "zurich zurich zurich"},
                             {"Straße STRASSE", "strasse strasse"},
                             {"Ærøskøbing smørrebrød", "aeroskobing smorrebrod"},
                             {"Łódź Đorđe", "lodz dorde"},
                             {"İstanbul ıstanbul", "istanbul istanbul"},
                             {"naïve café résumé", "naive cafe resume"},
                             {"ﬁne eﬃcient", "fine efficient"},
                             {"Ｆｕｌｌ ｗｉｄｔｈ", "full width"},
                             {"Ｃ＋＋ Ｃ＃", "c++ c#"},
                             {"ＨＴＴＰ／３", "http3(http 3)"},
                             {"𝐇𝐓𝐓𝐏", "http"},
                             {"H₂O x²", "h2o x2"},
                             {"½", "12(1 2)"},
                             {"Rust™ Rust®", "rust rust"},
                             {"col·legi", "collegi(col legi)", "ca"},
                             {"µs", "μs"},
                             {"٣٤ ३४", "34 34"},
                             {"e\u0301\u0302\u0303", "e"},
                             {"\u0301", ""},
                         }));

INSTANTIATE_TEST_SUITE_P(Scripts, AnalyzerTokens,
                         ::testing::ValuesIn<TokenCase>({
                             {"Ёлка ёлка елка", "елка елка елка", "ru"},
                             {"мой мои\u0306", "мой мой", "ru"},
                             {"Київ Їжак", "київ їжак", "uk"},
                             {"за\u0301мок", "замок", "ru"},
                             {"протокол QUIC", "протокол quic", "ru"},
                             {"веб-сервер", "вебсервер(веб сервер)", "ru"},
                             {"ΟΔΥΣΣΕΥΣ Ὀδυσσεύς", "οδυσσευσ οδυσσευσ", "el"},
                             {"Αθήνα ΑΘΗΝΑ", "αθηνα αθηνα", "el"},
                             {"量子力学入门", "量子力学 入门", "zh"},
                             {"我们讨论HTTP/3协议。", "我们 讨论 http3(http 3) 协议", "zh"},
                             {"日本語のQUICについて", "日本語 の quic について", "ja"},
                             {"C++で書く", "c++ で 書く", "ja"},
                             {"プロトコル ﾌﾟﾛﾄｺﾙ", "プロトコル プロトコル", "ja"},
                             {"2024年3月", "2024 年 3 月", "ja"},
                             {"한국어 검색", "한국어 검색", "ko"},
                             {"QUIC은 HTTP/3을", "quic 은 http3(http 3) 을", "ko"},
                             {"\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글", "ko"},
                             {"ภาษาไทย", "ภาษา ไทย", "th"},
                             {"น้ำเย็น", "น้ำ เย็น", "th"},
                             {"น\u0E49\u0E4D\u0E32เย็น", "น้ำ เย็น", "th"},
                             {"ใช้QUICกับ", "ใช้ quic กับ", "th"},
                             {"שָׁלוֹם עולם", "שלום עולם", "he"},
                             {"צה\u05F4ל", "צהל(צה ל)", "he"},
                             {"العَرَبِيَّة العربية", "العربية العربية", "ar"},
                             {"أحمد احمد", "احمد احمد", "ar"},
                             {"ﷺ", "صلي الله عليه وسلم", "ar"},
                             {"می\u200Cخواهم", "ميخواهم", "fa"},
                             {"हिन्दी भाषा", "हिन्दी भाषा", "hi"},
                             {"தமிழ் மொழி", "தமிழ் மொழி", "ta"},
                         }));

INSTANTIATE_TEST_SUITE_P(Oddities, AnalyzerTokens,
                         ::testing::ValuesIn<TokenCase>({
                             {"hello🎉world", "hello world"},
                             {"👨‍👩‍👧‍👦 family", "family"},
                             {"🇨🇭 flag 🏳️‍🌈", "flag"},
                             {"1️⃣ one", "1one(1 one)"},
                             {"❤️", ""},
                             {"\uFEFFstart", "start"},
                             {"zero\u200Bwidth", "zero width"},
                             {"word\u2060joiner", "wordjoiner"},
                             {"bad\xFFutf8", "bad utf8(utf 8)"},
                             {"cut \xE2\x82", "cut"},
                             {"\xC3(\xA9", ""},
                             {"caf\xC3\xA9\xC3", "cafe"},
                             {"over\xC0\xAFlong", "over long"},
                             {"sur\xED\xA0\x80rogate", "sur rogate"},
                             {std::string_view("nul\0byte", 8), "nul byte"},
                             {"\x7F\x01", ""},
                         }));

}  // namespace
}  // namespace cuepoint::testing
