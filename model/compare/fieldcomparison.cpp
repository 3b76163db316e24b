// SPDX-License-Identifier: MIT
#include "model/compare/fieldcomparison.h"

#include <algorithm>
#include <cmath>

namespace spectap {

namespace {

constexpr double FewPoints = 0.05;
constexpr double Deviations = 2.576; ///< of the normal distribution: 99 of 100
constexpr double Unlikely = 0.01;
constexpr quint32 SetFrom = 8; ///< values that A must have sent before they are a set
constexpr quint32 EachTwice = 2;

/// Whether a field that was in `share` of the objects could be in none of `places` by chance.
bool mayBeChance(double share, quint32 places)
{
    return std::pow(1 - std::min(share, 1.0), double(places)) > Unlikely;
}

/// Bits of the types a field was sent as. null is as good as not sent.
unsigned typesOf(const FieldTally &field)
{
    unsigned types = 0;
    for (std::size_t i = 0; i < SentKindCount; ++i)
        types |= field.kinds[i].values > 0 && i != static_cast<std::size_t>(SentKind::Null) ? 1U << i : 0U;
    return types;
}

/// userId, order_id: it names one of many, however few of them there were.
bool isId(const QByteArray &key)
{
    return key == "id" || key.endsWith("_id") || key.endsWith("Id") || key.endsWith("ID");
}

/// A's texts or booleans are few and each comes again and again: one more of them is news.
std::vector<QByteArray> newValues(const FieldTally &a, const FieldTally &b)
{
    const quint32 texts = a.of(SentKind::String).values + a.of(SentKind::Boolean).values;
    if (a.anyValue || isId(a.key) || texts < SetFrom || texts < a.values.size() * EachTwice * 2)
        return {};
    std::vector<QByteArray> news;
    for (const FieldTally::Value &value : b.values) {
        const bool known = std::any_of(a.values.begin(), a.values.end(),
            [&value](const FieldTally::Value &each) { return each.text == value.text; });
        if (!known)
            news.push_back(value.text);
    }
    return news;
}

class Sides
{
public:
    Sides(const SentFields &a, const SentFields &b, const ComparisonOptions &options)
        : m_a(a)
        , m_b(b)
        , m_options(options)
    {
    }

    void walk(int a, int b, bool inside)
    {
        static const std::vector<int> none;
        const std::vector<int> &ofB = b == SentFields::None ? none : m_b.children(b);
        const std::vector<int> &ofA = a == SentFields::None ? none : m_a.children(a);
        for (const int field : ofB)
            add(a == SentFields::None ? SentFields::None : m_a.child(a, m_b[field].key), field, inside);
        for (const int field : ofA) {
            if (b == SentFields::None || m_b.child(b, m_a[field].key) == SentFields::None)
                add(field, SentFields::None, inside);
        }
    }

    std::vector<FieldComparison> found;
    Severity level = Severity::Ok;

private:
    void add(int a, int b, bool inside)
    {
        FieldComparison field;
        field.a = a;
        field.b = b;
        field.inside = inside;
        field.path = b == SentFields::None ? m_a.path(a) : m_b.path(b);
        const auto &ignored = m_options.ignored;
        if (std::find(ignored.begin(), ignored.end(), field.path) != ignored.end())
            return;
        judge(field);
        if (!inside)
            level = std::max(level, field.level);
        const bool whole = field.news == FieldNews::Gone || field.news == FieldNews::Added ||
                           field.news == FieldNews::Unseen;
        found.push_back(std::move(field));
        walk(a, b, inside || whole);
    }

    void judge(FieldComparison &field) const
    {
        field.shareA = field.a == SentFields::None ? 0 : m_a.share(field.a);
        field.shareB = field.b == SentFields::None ? 0 : m_b.share(field.b);
        if (field.a == SentFields::None) {
            field.news = FieldNews::Added;
            field.level = Severity::Info;
        } else if (field.b == SentFields::None) {
            const bool always = field.shareA >= 1 && placesInB(field) > 0;
            const bool chance = !always && mayBeChance(field.shareA, placesInB(field));
            field.news = chance && m_options.unfinished ? FieldNews::Unseen : FieldNews::Gone;
            field.level = field.news == FieldNews::Unseen ? Severity::Ok
                          : field.shareA >= 1             ? Severity::Error
                          : chance                        ? Severity::Info
                                                          : Severity::Warning;
        } else {
            judgeBoth(field, m_a[field.a], m_b[field.b]);
        }
    }

    void judgeBoth(FieldComparison &field, const FieldTally &a, const FieldTally &b) const
    {
        const unsigned before = typesOf(a);
        const unsigned now = typesOf(b);
        field.newValues = newValues(a, b);
        const bool lessTypes = (now & ~before) == 0;
        if (before != now && before != 0 && now != 0 && !(lessTypes && m_options.unfinished)) {
            field.news = FieldNews::TypeChanged;
            // One type less is no news to who reads both.
            field.level = lessTypes ? Severity::Info : Severity::Error;
        } else if (!field.newValues.empty()) {
            field.news = FieldNews::NewValues;
            field.level = Severity::Warning;
        } else if (isMoreOften(a.sent, m_a.places(field.a), b.sent, m_b.places(field.b))) {
            field.news = FieldNews::SentLess;
            field.level = Severity::Warning;
        } else if (isMoreOften(b.sent, m_b.places(field.b), a.sent, m_a.places(field.a))) {
            field.news = FieldNews::SentMore;
            field.level = Severity::Info;
        }
    }

    /// How often B had the chance to send what is gone.
    [[nodiscard]] quint32 placesInB(const FieldComparison &field) const
    {
        const int parent = m_a[field.a].parent;
        if (parent <= 0)
            return m_b.places(0);
        for (auto at = found.rbegin(); at != found.rend(); ++at) {
            if (at->a == parent)
                return at->b == SentFields::None ? 0 : m_b[at->b].of(SentKind::Object).values;
        }
        return 0;
    }

    const SentFields &m_a;
    const SentFields &m_b;
    const ComparisonOptions &m_options;
};

} // namespace

bool isMoreOften(quint32 hits, quint32 calls, quint32 otherHits, quint32 otherCalls)
{
    if (calls == 0 || otherCalls == 0)
        return false;
    const double share = double(hits) / calls;
    const double other = double(otherHits) / otherCalls;
    if (share - other < FewPoints)
        return false;
    const double both = double(hits + otherHits) / (double(calls) + otherCalls);
    const double deviation = std::sqrt(both * (1 - both) * (1.0 / calls + 1.0 / otherCalls));
    return share - other > Deviations * deviation;
}

bool isAround(const FieldComparison &field)
{
    return field.path.endsWith("[]") && field.news == FieldNews::Same;
}

QByteArray exampleNow(const FieldComparison &field, const SentFields &a, const SentFields &b)
{
    if (field.b == SentFields::None)
        return {};
    if (field.news == FieldNews::NewValues)
        return field.newValues.front();
    const FieldTally::Kind *shown = nullptr;
    for (std::size_t i = 0; i < SentKindCount; ++i) {
        const FieldTally::Kind &kind = b[field.b].kinds[i];
        const bool fresh = field.a != SentFields::None && a[field.a].kinds[i].values == 0;
        if (kind.values > 0 && (!shown || fresh || kind.values > shown->values))
            shown = &kind;
        if (kind.values > 0 && fresh)
            break;
    }
    return shown ? shown->example : QByteArray();
}

std::vector<FieldComparison> compareFields(
    const SentFields &a, const SentFields &b, const ComparisonOptions &options, Severity &level)
{
    Sides sides(a, b, options);
    sides.walk(0, 0, false);
    level = std::max(level, sides.level);
    return std::move(sides.found);
}

} // namespace spectap
