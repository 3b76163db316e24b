// SPDX-License-Identifier: MIT
#include "model/spec/nearmiss.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace spectap {

namespace {

/// Longer names are not compared: they are generated, not mistyped.
constexpr qsizetype MaxName = 100;

/// Words of their own that lie one letter from a documented one.
constexpr std::array<std::string_view, 10> RealWords{"county", "counties", "shopping", "prevision",
    "provision", "disposition", "quotation", "quality", "variance", "variety"};

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
char lowered(char c)
{
    return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
bool isBreak(char c)
{
    return c == '_' || c == '-' || c == ' ' || c == '.';
}

std::string_view viewOf(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

/// "orderId", "order_id" and "Order ID" are all {order, id}.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    bool fresh = true;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (isBreak(c)) {
            fresh = true;
            continue;
        }
        const bool hump = isUpper(c) && i > 0 && isLower(name[i - 1]);
        if (fresh || hump)
            words.emplace_back();
        fresh = false;
        words.back() += lowered(c);
    }
    return words;
}

/// The same for all spellings of a name.
std::size_t spellingHash(std::string_view name)
{
    quint32 hash = 2166136261U;
    for (const char c : name) {
        if (!isBreak(c))
            hash = (hash ^ static_cast<quint8>(lowered(c))) * 16777619U;
    }
    return (hash ^ (hash >> 15)) & 1023U;
}

std::string joined(const std::vector<std::string> &words)
{
    std::string all;
    for (const std::string &word : words)
        all += word;
    return all;
}

/// The words with a gap where number `left` stood.
std::string without(const std::vector<std::string> &words, std::size_t left)
{
    std::string key;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != left)
            key += words[i];
        key += ' ';
    }
    return key;
}

bool sameLetters(std::string_view a, std::string_view b)
{
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lowered(x) == lowered(y); });
}

bool isPluralOf(std::string_view plural, std::string_view singular)
{
    if (singular.size() < 4)
        return false;
    if (plural.size() == singular.size() + 1)
        return plural.back() == 's' && plural.substr(0, singular.size()) == singular;
    return singular.back() == 'y' && plural.size() == singular.size() + 2 &&
           plural.substr(0, singular.size() - 1) == singular.substr(0, singular.size() - 1) &&
           plural.substr(singular.size() - 1) == "ies";
}

/// Whether `longer` is `shorter` with one letter put in; short words only by doubling a letter.
bool oneLetterMore(std::string_view longer, std::string_view shorter, bool onlyDoubled)
{
    std::size_t at = 0;
    while (at < shorter.size() && longer[at] == shorter[at])
        ++at;
    if (at == 0 || longer.substr(at + 1) != shorter.substr(at))
        return false;
    return !onlyDoubled || longer[at] == longer[at - 1] ||
           (at + 1 < longer.size() && longer[at] == longer[at + 1]);
}

bool isTypoOf(std::string_view given, std::string_view known)
{
    if (known.size() < 5 || given.front() != known.front())
        return false;
    if (std::find(RealWords.begin(), RealWords.end(), given) != RealWords.end())
        return false;
    const bool isShort = known.size() < 7;
    if (given.size() == known.size() + 1)
        return oneLetterMore(given, known, isShort);
    if (given.size() + 1 == known.size())
        return oneLetterMore(known, given, isShort);
    if (given.size() != known.size())
        return false;
    if (given == known)
        return false;
    const auto [a, b] = std::mismatch(given.begin(), given.end(), known.begin());
    const auto at = static_cast<std::size_t>(a - given.begin());
    if (at + 1 < known.size() && given[at] == known[at + 1] && given[at + 1] == known[at] &&
        given.substr(at + 2) == known.substr(at + 2))
        return true;
    return known.size() >= 9 && given.substr(at + 1) == known.substr(at + 1);
}

} // namespace

void NameIndex::build(const std::vector<QByteArrayView> &names)
{
    m_names.clear();
    m_joined.clear();
    m_others.clear();
    m_spellings.reset();
    for (const QByteArrayView name : names) {
        const int index = static_cast<int>(m_names.size());
        if (name.isEmpty()) { // a number without a name
            m_names.emplace_back();
            continue;
        }
        m_spellings.set(spellingHash(viewOf(name)));
        Known known{std::string(viewOf(name)), wordsOf(viewOf(name))};
        m_joined.emplace(joined(known.words), index);
        for (std::size_t i = 0; i < known.words.size(); ++i)
            m_others.emplace(without(known.words, i), index);
        m_names.push_back(std::move(known));
    }
}

NameIndex::Match NameIndex::findSpelling(QByteArrayView name) const
{
    if (name.isEmpty() || name.size() > MaxName || !m_spellings.test(spellingHash(viewOf(name))))
        return {};
    const auto same = m_joined.find(joined(wordsOf(viewOf(name))));
    if (same == m_joined.end())
        return {};
    const bool onlyCase = sameLetters(viewOf(name), m_names[static_cast<std::size_t>(same->second)].spelling);
    return {onlyCase ? Likeness::LetterCase : Likeness::Spelling, same->second};
}

NameIndex::Match NameIndex::find(QByteArrayView name) const
{
    if (name.isEmpty() || name.size() > MaxName)
        return {};
    if (const Match same = findSpelling(name); same.likeness != Likeness::None)
        return same;
    const std::vector<std::string> words = wordsOf(viewOf(name));
    Match best;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto [first, last] = m_others.equal_range(without(words, i));
        for (auto it = first; it != last; ++it) {
            const std::vector<std::string> &known = m_names[static_cast<std::size_t>(it->second)].words;
            if (i >= known.size() || known.size() != words.size() || words[i].empty())
                continue;
            if (isPluralOf(words[i], known[i]) || isPluralOf(known[i], words[i]))
                return {Likeness::Plural, it->second};
            const bool sooner = best.likeness == Likeness::None || it->second < best.name;
            if (sooner && isTypoOf(words[i], known[i]))
                best = {Likeness::Typo, it->second};
        }
    }
    return best;
}

} // namespace spectap
