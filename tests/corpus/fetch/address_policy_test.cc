#include "corpus/fetch/address_policy.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

struct AddressCase {
  std::string text;
  std::string purpose;  // Empty: public.

  friend std::ostream& operator<<(std::ostream& out, const AddressCase& c) { return out << c.text; }
};

class Addresses : public ::testing::TestWithParam<AddressCase> {};
TEST_P(Addresses, ArePublicOrSetApart) {
  const std::optional<AddressBytes> address = ParseAddress(GetParam().text);
  ASSERT_TRUE(address);
  const auto refused = RefusedAddress(*address);
  EXPECT_EQ(refused.value_or(""), GetParam().purpose);
  EXPECT_EQ(refused.has_value(), !GetParam().purpose.empty());
  EXPECT_EQ(RefusedHost(GetParam().text), refused);
}

// First and last of each block, and their neighbours outside.
INSTANTIATE_TEST_SUITE_P(Ipv4, Addresses,
                         ::testing::ValuesIn(std::vector<AddressCase>{
                             {"0.0.0.0", "\"this network\""},
                             {"0.255.255.255", "\"this network\""},
                             {"1.0.0.0", ""},
                             {"8.8.8.8", ""},
                             {"9.255.255.255", ""},
                             {"10.0.0.0", "private network"},
                             {"10.255.255.255", "private network"},
                             {"11.0.0.0", ""},
                             {"100.63.255.255", ""},
                             {"100.64.0.0", "shared address space of a carrier"},
                             {"100.100.100.200", "shared address space of a carrier"},
                             {"100.127.255.255", "shared address space of a carrier"},
                             {"100.128.0.0", ""},
                             {"126.255.255.255", ""},
                             {"127.0.0.0", "loopback"},
                             {"127.0.0.1", "loopback"},
                             {"127.255.255.255", "loopback"},
                             {"128.0.0.0", ""},
                             {"168.63.129.15", ""},
                             {"168.63.129.16", "cloud platform's own"},
                             {"168.63.129.17", ""},
                             {"169.253.255.255", ""},
                             {"169.254.0.0", "link-local"},
                             {"169.254.169.254", "link-local"},
                             {"169.255.0.0", ""},
                             {"172.15.255.255", ""},
                             {"172.16.0.0", "private network"},
                             {"172.31.255.255", "private network"},
                             {"172.32.0.0", ""},
                             {"192.0.0.0", "protocol assignments"},
                             {"192.0.0.255", "protocol assignments"},
                             {"192.0.1.0", ""},
                             {"192.0.2.1", "documentation"},
                             {"192.0.3.0", ""},
                             {"192.31.196.1", ""},
                             {"192.88.98.255", ""},
                             {"192.88.99.1", "6to4 relay"},
                             {"192.88.100.0", ""},
                             {"192.167.255.255", ""},
                             {"192.168.0.0", "private network"},
                             {"192.168.255.255", "private network"},
                             {"192.169.0.0", ""},
                             {"198.17.255.255", ""},
                             {"198.18.0.0", "benchmarking"},
                             {"198.19.255.255", "benchmarking"},
                             {"198.20.0.0", ""},
                             {"198.51.100.7", "documentation"},
                             {"203.0.113.7", "documentation"},
                             {"223.255.255.255", ""},
                             {"224.0.0.1", "multicast"},
                             {"239.255.255.255", "multicast"},
                             {"240.0.0.0", "reserved"},
                             {"255.255.255.255", "reserved"}}));

INSTANTIATE_TEST_SUITE_P(OddSpellings, Addresses,
                         ::testing::ValuesIn(std::vector<AddressCase>{
                             {"2130706433", "loopback"},
                             {"0x7f000001", "loopback"},
                             {"0X7F.1", "loopback"},
                             {"017700000001", "loopback"},
                             {"0177.0.0.1", "loopback"},
                             {"127.1", "loopback"},
                             {"127.0.1", "loopback"},
                             {"0", "\"this network\""},
                             {"167772161", "private network"},
                             {"0xa9fea9fe", "link-local"},
                             {"134744072", ""}}));

INSTANTIATE_TEST_SUITE_P(Ipv6, Addresses,
                         ::testing::ValuesIn(std::vector<AddressCase>{
                             {"::", "unspecified"},
                             {"::1", "loopback"},
                             {"[::1]", "loopback"},
                             {"::2", "not in use on the internet"},
                             {"::127.0.0.1", "not in use on the internet"},
                             {"::8.8.8.8", "not in use on the internet"},
                             {"::ffff:127.0.0.1", "loopback"},
                             {"::ffff:7f00:1", "loopback"},
                             {"::FFFF:10.0.0.1", "private network"},
                             {"::ffff:169.254.169.254", "link-local"},
                             {"::ffff:0:0", "\"this network\""},
                             {"::ffff:8.8.8.8", ""},
                             {"::ffff:0:127.0.0.1", "not in use on the internet"},
                             {"64:ff9b::127.0.0.1", "loopback"},
                             {"64:ff9b::192.168.1.1", "private network"},
                             {"64:ff9b::8.8.8.8", ""},
                             {"64:ff9b::1:8.8.8.8", "not in use on the internet"},
                             {"64:ff9b:1::8.8.8.8", "local-use NAT64"},
                             {"100::1", "discard-only"},
                             {"2001::", "reserved"},
                             // Teredo: server 8.8.8.8; client 127.0.0.1, then 8.8.4.4, inverted.
                             {"2001:0:808:808:0:0:80ff:fffe", "loopback"},
                             {"2001:0:808:808:0:0:f7f7:fbfb", ""},
                             {"2001:0:7f00:1:0:0:f7f7:fbfb", "loopback"},
                             {"2001:1::1", "protocol assignments"},
                             {"2001:1ff::1", "protocol assignments"},
                             {"2001:200::1", ""},
                             {"2001:db7:ffff::1", ""},
                             {"2001:db8::1", "documentation"},
                             {"2001:db9::1", ""},
                             {"2001:4860:4860::8888", ""},
                             {"2002:7f00:1::1", "loopback"},
                             {"2002:a9fe:a9fe::1", "link-local"},
                             {"2002:808:808::1", ""},
                             {"2606:4700::1111", ""},
                             {"3ffe::1", ""},
                             {"3fff:fff::1", "documentation"},
                             {"3fff:1000::1", ""},
                             {"4000::1", "not in use on the internet"},
                             {"5f00::1", "segment routing"},
                             {"fbff::1", "not in use on the internet"},
                             {"fc00::1", "unique local"},
                             {"fd00:ec2::254", "unique local"},
                             {"fe00::1", "not in use on the internet"},
                             {"fe80::1", "link-local"},
                             {"fe80::1%eth0", "link-local"},
                             {"febf::1", "link-local"},
                             {"fec0::1", "site-local"},
                             {"feff::1", "site-local"},
                             {"ff02::1", "multicast"}}));

TEST(Addresses, OfAnotherLengthAreRefused) {
  for (const std::size_t size : {0u, 1u, 3u, 5u, 15u, 17u, 108u}) {
    EXPECT_TRUE(RefusedAddress(AddressBytes(size, 8))) << size;
  }
}

TEST(Addresses, AreNotSeenInNames) {
  for (const std::string& name :
       {std::string(), std::string("pod.example"), std::string("127.0.0.1.pod.example"),
        std::string("1.2.3.4.5"), std::string("256.1.1.1"), std::string("0x7g"),
        std::string("127.0.0.1 x"), std::string("127.0.0.1\0x", 11), std::string("::g"),
        std::string("[]"), std::string("1:2")}) {
    EXPECT_FALSE(ParseAddress(name)) << name;
  }
}

struct HostCase {
  std::string host;
  bool refused;

  friend std::ostream& operator<<(std::ostream& out, const HostCase& c) { return out << c.host; }
};

class Hosts : public ::testing::TestWithParam<HostCase> {};
TEST_P(Hosts, AreRefusedWhereTheirNameTells) {
  EXPECT_EQ(RefusedHost(GetParam().host).has_value(), GetParam().refused);
}

INSTANTIATE_TEST_SUITE_P(Table, Hosts,
                         ::testing::ValuesIn(std::vector<HostCase>{
                             {"localhost", true},
                             {"LocalHost", true},
                             {"localhost.", true},
                             {"feeds.localhost", true},
                             {"printer.local", true},
                             {"metadata.google.internal", true},
                             {"127.0.0.1.", true},
                             {"127.0.0.1..", true},
                             {"[::1]", true},
                             {"8.8.8.8.", false},
                             {"notlocalhost", false},
                             {"localhost.pod.example", false},
                             {"mylocal", false},
                             {"pod.example", false},
                             {"", false}}));

}  // namespace
}  // namespace cuepoint
