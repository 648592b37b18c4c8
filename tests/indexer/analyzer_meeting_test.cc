// Which spellings find each other.
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/indexer/analyzer_test_support.h"

namespace cuepoint::testing {
namespace {

using Spellings = std::vector<std::string_view>;

class SpellingsOfOneThing : public ::testing::TestWithParam<Spellings> {};

TEST_P(SpellingsOfOneThing, MeetEachOther) {
  for (const std::string_view query : GetParam()) {
    for (const std::string_view document : GetParam()) {
      EXPECT_TRUE(Meets(query, document)) << query << " does not find " << document;
      const std::string sentence = "We talk about " + std::string(document) + ", at last.";
      EXPECT_TRUE(Meets(query, sentence)) << query << " does not find " << sentence;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, SpellingsOfOneThing,
    ::testing::Values(
        Spellings{"HTTP/3", "http3", "HTTP 3", "HTTP-3", "http/3", "Http3", "ＨＴＴＰ／３",
                  "HTTP\u20113"},
        Spellings{"RFC 9000", "rfc9000", "RFC-9000", "RFC9000", "rfc 9000",
                  "RFC\u00A0"
                  "9000"},
        Spellings{"DNS-over-HTTPS", "DNS over HTTPS", "dns\u2011over\u2011https", "dns over https",
                  "DNS\u2013over\u2013HTTPS", "DNS_over_HTTPS"},
        Spellings{"sans-IO", "sans\u2010IO", "sans io", "sans_io"},
        Spellings{"sans-IO", "sansio", "sans\u00ADIO", "SansIO", "Sans-I/O"},
        Spellings{"0-RTT", "0RTT", "0 RTT", "0-rtt", "0rtt", "0 rtt"},
        Spellings{"node.js", "Node JS", "Node.js", "node-js", "NODE.JS"},
        Spellings{"node.js", "nodejs", "NodeJS", "Node-JS"}, Spellings{"C++", "c++", "Ｃ＋＋"},
        Spellings{"C++20", "c++20", "C++ 20"}, Spellings{"C#", "c#", "C\u266F"},
        Spellings{".NET", ".net", "dot net"}, Spellings{".NET", "dotnet", "DotNet"},
        Spellings{"ASP.NET", "asp net", "asp.net"}, Spellings{"ASP.NET", "aspnet"},
        Spellings{"TCP/IP", "TCP-IP", "tcp ip"}, Spellings{"TCP/IP", "tcpip"},
        Spellings{"I/O", "i-o", "I O"}, Spellings{"I/O", "IO", "io"},
        Spellings{"io_uring", "io-uring", "io uring"}, Spellings{"io_uring", "iouring"},
        Spellings{"std::vector", "std vector", "std/vector"},
        Spellings{"async/await", "async await", "async-await"}, Spellings{"str0m", "STR0M"},
        Spellings{"HTTP/1.1", "HTTP 1.1", "http 1 1", "http/1.1"},
        Spellings{"HTTP/2.0", "http-2.0"}, Spellings{"AT&T", "at&t", "AT & T"},
        Spellings{"Q&A", "q & a"}, Spellings{"Q&A", "QA"}, Spellings{"e-mail", "email", "E-Mail"},
        Spellings{"wi-fi", "wifi", "Wi\u2010Fi", "WiFi"},
        Spellings{"IPv6", "ipv6", "IPV6", "IPv-6", "ipv 6"}, Spellings{"x86_64", "x86-64"},
        Spellings{"H2", "h2", "H-2", "h 2"}, Spellings{"P4", "p4"}, Spellings{"3.14", "3.14"},
        Spellings{"1,000", "1000", "1.000"}, Spellings{"don't", "don\u2019t", "dont", "Don\u00B4t"},
        Spellings{"Zürich", "Zurich", "ZÜRICH", "Zu\u0308rich", "Zürich's", "zurich\u2019s"},
        Spellings{"O'Reilly", "O\u2019Reilly", "o reilly", "O'Reilly's"},
        Spellings{"O'Reilly", "OReilly"}, Spellings{"rock'n'roll", "rock n roll", "rock-n-roll"},
        Spellings{"2FA", "2fa", "2-FA", "2 FA"}, Spellings{"UTF-8", "utf8", "UTF 8"},
        Spellings{"ES2015", "es 2015", "ES-2015"}, Spellings{"SHA-256", "sha256", "SHA 256"},
        Spellings{"Web-Assembly", "web assembly"}, Spellings{"Web-Assembly", "WebAssembly"},
        Spellings{"@wesbos", "wesbos", "#wesbos"},
        Spellings{"https://interlisp.org/", "interlisp.org", "www.interlisp.org", "interlisp org"},
        Spellings{"co-operate", "cooperate", "co\u00ADoperate"}));

struct Pair {
  std::string_view query;
  std::string_view document;
  std::string_view language = "en";
};

void PrintTo(const Pair& pair, std::ostream* out) { *out << pair.query << " in " << pair.document; }

class FoundIn : public ::testing::TestWithParam<Pair> {};

TEST_P(FoundIn, TheDocument) {
  EXPECT_TRUE(Meets(GetParam().query, GetParam().document, GetParam().language));
}

INSTANTIATE_TEST_SUITE_P(
    Table, FoundIn,
    ::testing::Values(Pair{"rfc2616", "https://www.rfc-editor.org/rfc/rfc2616"},
                      Pair{"RFC 2616", "https://www.rfc-editor.org/rfc/rfc2616"},
                      Pair{"rfc-editor.org", "https://www.rfc-editor.org/rfc/rfc2616"},
                      Pair{"rustlang", "see rust-lang.org"},
                      Pair{"rust-lang.org", "https://www.rust-lang.org/x"},
                      Pair{"github.com", "https://github.com/foo/bar"},
                      Pair{"nodejs", "node.js/express"}, Pair{"node.js", "a node.js-based server"},
                      Pair{"HTTP/3", "an HTTP/3-only client"}, Pair{"http3", "HTTP3-based"},
                      Pair{"0rtt", "QUIC 0 RTT"}, Pair{"0-RTT", "QUIC 0 RTT handshakes"},
                      Pair{"c++", "C/C++"}, Pair{"C++", "modern C++20"}, Pair{".NET", ".NET 8"},
                      Pair{"dotnet", "the .NET-based one"}, Pair{"tcp/ip", "TCP/IP-based"},
                      Pair{"QUIC", "QUIC은 빠르다", "ko"}, Pair{"QUIC", "QUICについて", "ja"},
                      Pair{"école", "l'école", "fr"}, Pair{"l'école", "école", "fr"},
                      Pair{"python3", "Python 3.12"}, Pair{"python 3", "python3"},
                      Pair{"H2O", "H₂O"}, Pair{"iouring", "the io_uring interface"}));

class NotFoundIn : public ::testing::TestWithParam<Pair> {};

TEST_P(NotFoundIn, TheDocument) {
  EXPECT_FALSE(Meets(GetParam().query, GetParam().document, GetParam().language));
}

INSTANTIATE_TEST_SUITE_P(Table, NotFoundIn,
                         ::testing::Values(Pair{"HTTP/3", "HTTP/2"}, Pair{"HTTP/3", "HTTP and 3"},
                                           Pair{"C++", "C"}, Pair{"C#", "C"}, Pair{"C", "C++"},
                                           Pair{"rfc9000", "RFC 9001"}, Pair{"мои", "мой", "ru"},
                                           Pair{"DNS-over-HTTPS", "HTTPS over DNS"},
                                           Pair{"0-RTT", "RTT 0"}, Pair{"", "anything"}));

}  // namespace
}  // namespace cuepoint::testing
