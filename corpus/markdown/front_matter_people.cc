#include "corpus/markdown/front_matter_people.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "corpus/markup/html_links.h"
#include "corpus/markup/html_text.h"
#include "corpus/markup/markdown_text.h"
#include "corpus/markup/rich_text.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// No episode has more; without a bound, looking for a name that is there already is quadratic.
constexpr std::size_t kPeopleLimit = 200;

struct RoleField {
  std::string_view name;
  std::string_view role;
};

constexpr std::array kRoleFields = std::to_array<RoleField>({
    {"guest", "guest"},
    {"guests", "guest"},
    {"interviewee", "guest"},
    {"interviewees", "guest"},
    {"host", "host"},
    {"hosts", "host"},
    {"cohost", "host"},
    {"cohosts", "host"},
    {"presenter", "host"},
    {"presenters", "host"},
    {"panelists", "guest"},
    {"people", ""},
    {"speakers", ""},
    {"speaker", ""},
    {"cast", ""},
    {"participants", ""},
    {"authors", ""},
    {"author", ""},
});

bool IsNobody(std::string_view name) {
  for (const std::string_view word :
       {"", "-", "n/a", "none", "no", "false", "true", "tbd", "tba"}) {
    if (EqualsNoCase(name, word)) return true;
  }
  return false;
}

void Add(Person person, std::vector<Person>& people) {
  if (IsNobody(person.name) || people.size() >= kPeopleLimit) return;
  const auto same = std::find_if(people.begin(), people.end(), [&](const Person& known) {
    return EqualsNoCase(known.name, person.name);
  });
  if (same == people.end()) {
    people.push_back(std::move(person));
    return;
  }
  if (same->role.empty()) same->role = std::move(person.role);
  if (same->bio.empty()) same->bio = std::move(person.bio);
  if (same->url.empty()) same->url = std::move(person.url);
}

std::string WebUrl(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.find(' ') != std::string_view::npos) return {};
  if (text.find(':') == std::string_view::npos && text.find('.') != std::string_view::npos) {
    return "https://" + std::string(text);
  }
  const std::string url = ResolveLink(text, {});
  return url.starts_with("http") ? url : std::string();
}

// An account on a site, as an address: "@ada", "ada" or the whole address.
std::string ProfileUrl(std::string_view site, std::string_view account) {
  if (account.empty()) return {};
  if (account.find('/') != std::string_view::npos) return WebUrl(account);
  if (account.starts_with('@')) account.remove_prefix(1);
  const bool plain = !account.empty() && std::all_of(account.begin(), account.end(), [](char c) {
    return IsAlnum(c) || c == '_' || c == '-' || c == '.';
  });
  return plain ? std::string(site) + std::string(account) : std::string();
}

// One person: "Ada Byron", "[Ada Byron](https://…)", "Ada Byron (Engines)", "Ada - a bio".
Person ReadPerson(std::string_view text, std::string_view role) {
  Person person;
  person.role = role;
  RichText rich;
  if (text.find_first_of("[<*_&") == std::string_view::npos) {
    rich.blocks.emplace_back().text = Trim(text);
  } else {
    rich = ReadMarkdown(text);
  }
  if (rich.blocks.empty()) return person;
  const TextBlock& block = rich.blocks.front();
  if (!block.links.empty() && block.links.front().url.starts_with("http")) {
    person.url = block.links.front().url;
  }
  std::string_view name = block.text;
  for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 ", ": ", " ("}) {
    const std::size_t at = name.find(dash);
    if (at == std::string_view::npos || at == 0) continue;
    std::string_view bio = Trim(name.substr(at + dash.size()));
    if (dash == " (" && bio.ends_with(')')) bio.remove_suffix(1);
    if (bio.find("://") == std::string_view::npos) person.bio = bio;
    name = name.substr(0, at);
    break;
  }
  if (name.starts_with('@') && person.url.empty()) {
    person.url = ProfileUrl("https://twitter.com/", name);
    name.remove_prefix(1);
  }
  // "Ada Byron <https://…>", where the address is text of its own.
  if (const std::size_t address = name.find("http"); address != std::string_view::npos) {
    name = name.substr(0, address);
  }
  person.name = Trim(name);
  return person;
}

// Splits at commas, semicolons and "and" that stand outside of brackets.
std::vector<std::string_view> SplitNames(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  const auto cut = [&](std::size_t end, std::size_t next) {
    if (!Trim(text.substr(begin, end - begin)).empty()) {
      parts.push_back(Trim(text.substr(begin, end - begin)));
    }
    begin = next;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(' || c == '[' || c == '<') ++depth;
    if ((c == ')' || c == ']' || c == '>') && depth > 0) --depth;
    if (depth > 0) continue;
    if (c == ',' || c == ';' || c == '\n') cut(i, i + 1);
    for (const std::string_view word : {" and ", " & ", " und ", " et ", " y "}) {
      if (c == ' ' && text.substr(i, word.size()) == word) cut(i, i + word.size());
    }
  }
  cut(text.size(), text.size());
  return parts;
}

// Several people in one text. What starts in lower case and has several words is said of the one
// before: "Ada Byron, inventor of programs".
void ReadPeopleText(std::string_view text, std::string_view role, std::vector<Person>& people) {
  std::vector<Person> read;
  for (std::string_view part : SplitNames(text)) {
    for (const std::string_view word : {"and ", "& "}) {
      if (part.starts_with(word)) part = Trim(part.substr(word.size()));
    }
    if (!read.empty() && IsLower(part[0]) && part.find(' ') != std::string_view::npos) {
      std::string& bio = read.back().bio;
      if (!bio.empty()) bio += ", ";
      bio += part;
      continue;
    }
    if (read.size() >= kPeopleLimit) break;
    read.push_back(ReadPerson(part, role));
  }
  for (Person& person : read) Add(std::move(person), people);
}

std::string_view FirstText(const FrontMatterValue* value) {
  if (value == nullptr) return {};
  if (value->is_scalar()) return value->text;
  return value->is_list() && !value->items.empty() ? FirstText(&value->items.front())
                                                   : std::string_view();
}

Person ReadPersonMap(const FrontMatterFields& fields, std::string_view role) {
  Person person;
  person.name = HtmlToLine(fields.Text({"name", "fullname", "title", "displayname"}));
  person.role = ToLowerAscii(fields.Text({"role", "type"}));
  if (person.role.empty()) person.role = role;
  person.bio = fields.Text({"bio", "description", "about", "summary", "shortbio"});
  if (!person.bio.empty()) {
    person.bio = PlainText(ReadMarkdown(person.bio));
  } else {
    person.bio = fields.Text({"position", "job", "jobtitle", "occupation"});
    const std::string_view of = fields.Text({"of", "company", "organization", "employer"});
    if (!person.bio.empty() && !of.empty()) person.bio += ", ";
    person.bio += of;
  }
  const std::string_view twitter = fields.Text({"twitter", "x", "twitterhandle"});
  const std::string_view github = fields.Text({"github"});
  for (std::string url :
       {WebUrl(fields.Text({"url", "website", "link", "homepage", "site", "web", "href", "blog"})),
        ProfileUrl("https://twitter.com/", twitter), ProfileUrl("https://github.com/", github),
        ProfileUrl("https://www.linkedin.com/in/", fields.Text({"linkedin"})),
        WebUrl(fields.Text({"mastodon", "bluesky"})),
        WebUrl(FirstText(fields.Find({"social", "socials", "links"})))}) {
    if (url.empty()) continue;
    person.url = std::move(url);
    break;
  }
  if (person.name.empty()) person.name = !twitter.empty() ? twitter : github;
  if (person.name.starts_with('@')) person.name.erase(0, 1);
  return person;
}

void ReadPeopleValue(const FrontMatterValue& value, std::string_view role, int depth,
                     std::vector<Person>& people) {
  if (value.is_scalar()) {
    ReadPeopleText(value.text, role, people);
    return;
  }
  if (value.is_list()) {
    for (const FrontMatterValue& item : value.items) {
      if (depth < 3) ReadPeopleValue(item, role, depth + 1, people);
    }
    return;
  }
  if (!value.is_map()) return;
  const FrontMatterFields fields(value);
  Person person = ReadPersonMap(fields, role);
  if (!person.name.empty()) {
    Add(std::move(person), people);
    return;
  }
  bool roles = false;
  for (const RoleField& field : kRoleFields) {
    const FrontMatterValue* nested = fields.Find({field.name});
    if (nested == nullptr || depth >= 3) continue;
    roles = true;
    ReadPeopleValue(*nested, field.role.empty() ? role : field.role, depth + 1, people);
  }
  if (roles) return;
  // {Ada Byron: https://…, Bo Grain: {twitter: bo}}
  for (std::size_t i = 0; i < value.keys.size() && people.size() < kPeopleLimit; ++i) {
    const FrontMatterValue& about = value.items[i];
    Person named = about.is_map() ? ReadPersonMap(FrontMatterFields(about), role) : Person{};
    named.name = Trim(value.keys[i]);
    if (named.role.empty()) named.role = role;
    if (about.is_scalar()) named.url = WebUrl(about.text);
    if (about.is_scalar() && named.url.empty()) named.bio = Trim(about.text);
    Add(std::move(named), people);
  }
}

}  // namespace

void ReadFrontMatterPeople(const FrontMatterFields& fields, std::vector<Person>& people) {
  for (const RoleField& field : kRoleFields) {
    if (const FrontMatterValue* value = fields.Find({field.name})) {
      ReadPeopleValue(*value, field.role, 0, people);
    }
  }
}

}  // namespace cuepoint
