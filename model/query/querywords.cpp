// SPDX-License-Identifier: MIT
#include "model/query/querywords.h"

#include <QStringList>

#include <algorithm>
#include <span>
#include <vector>

namespace spectap::querywords {

namespace {

struct Key
{
    QLatin1StringView name;
    QueryKey key;
    QLatin1StringView example;
};

constexpr Key Keys[] = {
    {QLatin1StringView("type"), QueryKey::Type, QLatin1StringView("track")},
    {QLatin1StringView("event"), QueryKey::Event, QLatin1StringView("\"Order *\"")},
    {QLatin1StringView("name"), QueryKey::Event, QLatin1StringView("\"Order *\"")},
    {QLatin1StringView("user"), QueryKey::User, QLatin1StringView("u_42")},
    {QLatin1StringView("anon"), QueryKey::Anon, QLatin1StringView("3b7e52aa*")},
    {QLatin1StringView("id"), QueryKey::Id, QLatin1StringView("u_42")},
    {QLatin1StringView("group"), QueryKey::Group, QLatin1StringView("acme")},
    {QLatin1StringView("previous"), QueryKey::Previous, QLatin1StringView("u_41")},
    {QLatin1StringView("source"), QueryKey::Source, QLatin1StringView("\"Checkout API\"")},
    {QLatin1StringView("lib"), QueryKey::Library, QLatin1StringView("analytics.js")},
    {QLatin1StringView("key"), QueryKey::WriteKey, QLatin1StringView("wk_checkout")},
    {QLatin1StringView("msg"), QueryKey::Message, QLatin1StringView("ajs-*")},
    {QLatin1StringView("rule"), QueryKey::Rule, QLatin1StringView("required")},
    {QLatin1StringView("field"), QueryKey::Field, QLatin1StringView("properties.revenue")},
    {QLatin1StringView("has"), QueryKey::Has, QLatin1StringView("error")},
    {QLatin1StringView("is"), QueryKey::Is, QLatin1StringView("ok")},
    {QLatin1StringView("mark"), QueryKey::Mark, QLatin1StringView("red")},
    {QLatin1StringView("note"), QueryKey::Note, QLatin1StringView("*checkout*")},
    {QLatin1StringView("ingest"), QueryKey::Ingest, QLatin1StringView("refused")},
    {QLatin1StringView("plan"), QueryKey::Plan, QLatin1StringView("out")},
    {QLatin1StringView("time"), QueryKey::Time, QLatin1StringView("2025-11-14T10:42:07Z")},
    {QLatin1StringView("seq"), QueryKey::Seq, QLatin1StringView("100")},
    {QLatin1StringView("size"), QueryKey::Size, QLatin1StringView("32k")},
    {QLatin1StringView("status"), QueryKey::Status, QLatin1StringView("400")},
    {QLatin1StringView("missing"), QueryKey::Missing, QLatin1StringView("properties.order_id")},
    {QLatin1StringView("typeof"), QueryKey::TypeOf, QLatin1StringView("properties.revenue=string")},
};

struct Word
{
    QLatin1StringView name;
    quint32 bit;
};

constexpr quint32 bitOf(CallType type)
{
    return 1U << static_cast<unsigned>(type);
}

constexpr quint32 bitOf(Query::Node::Word word)
{
    return Query::Node::bit(word);
}

constexpr quint32 bitOf(JsonKind kind)
{
    return 1U << static_cast<unsigned>(kind);
}

using W = Query::Node::Word;
constexpr Word TypeWords[] = {{QLatin1StringView("identify"), bitOf(CallType::Identify)},
    {QLatin1StringView("track"), bitOf(CallType::Track)}, {QLatin1StringView("page"), bitOf(CallType::Page)},
    {QLatin1StringView("screen"), bitOf(CallType::Screen)},
    {QLatin1StringView("group"), bitOf(CallType::Group)},
    {QLatin1StringView("alias"), bitOf(CallType::Alias)},
    {QLatin1StringView("unknown"), bitOf(CallType::Unknown)}};
constexpr Word HasWords[] = {{QLatin1StringView("error"), bitOf(W::Error)},
    {QLatin1StringView("warning"), bitOf(W::Warning)}, {QLatin1StringView("info"), bitOf(W::Info)},
    {QLatin1StringView("conflict"), bitOf(W::Conflict)}, {QLatin1StringView("retry"), bitOf(W::Retry)}};
constexpr Word IsWords[] = {{QLatin1StringView("ok"), bitOf(W::Ok)},
    {QLatin1StringView("unread"), bitOf(W::Unread)}, {QLatin1StringView("test"), bitOf(W::Test)},
    {QLatin1StringView("pinned"), bitOf(W::Pinned)}, {QLatin1StringView("marked"), bitOf(W::Marked)},
    {QLatin1StringView("hidden"), bitOf(W::Hidden)}};
constexpr Word ColourWords[] = {{QLatin1StringView("red"), bitOf(W::Red)},
    {QLatin1StringView("orange"), bitOf(W::Orange)}, {QLatin1StringView("yellow"), bitOf(W::Yellow)},
    {QLatin1StringView("green"), bitOf(W::Green)}, {QLatin1StringView("blue"), bitOf(W::Blue)},
    {QLatin1StringView("purple"), bitOf(W::Purple)}};
constexpr Word IngestWords[] = {{QLatin1StringView("accepted"), bitOf(W::Accepted)},
    {QLatin1StringView("refused"), bitOf(W::Refused)}, {QLatin1StringView("dropped"), bitOf(W::Dropped)}};

constexpr Word PlanWords[] = {
    {QLatin1StringView("in"), bitOf(W::Planned)}, {QLatin1StringView("out"), bitOf(W::Unplanned)}};
constexpr Word KindWords[] = {{QLatin1StringView("string"), bitOf(JsonKind::String)},
    {QLatin1StringView("number"), bitOf(JsonKind::Number)},
    {QLatin1StringView("boolean"), bitOf(JsonKind::True) | bitOf(JsonKind::False)},
    {QLatin1StringView("object"), bitOf(JsonKind::Object)},
    {QLatin1StringView("array"), bitOf(JsonKind::Array)}, {QLatin1StringView("null"), bitOf(JsonKind::Null)}};

std::span<const Word> wordsOf(QueryKey key)
{
    switch (key) {
    case QueryKey::Type:
        return TypeWords;
    case QueryKey::Has:
        return HasWords;
    case QueryKey::Is:
        return IsWords;
    case QueryKey::Ingest:
        return IngestWords;
    case QueryKey::Plan:
        return PlanWords;
    case QueryKey::Mark:
        return ColourWords;
    case QueryKey::TypeOf:
        return KindWords;
    case QueryKey::Event:
    case QueryKey::User:
    case QueryKey::Anon:
    case QueryKey::Id:
    case QueryKey::Group:
    case QueryKey::Previous:
    case QueryKey::Source:
    case QueryKey::Library:
    case QueryKey::WriteKey:
    case QueryKey::Message:
    case QueryKey::Rule:
    case QueryKey::Field:
    case QueryKey::Time:
    case QueryKey::Seq:
    case QueryKey::Size:
    case QueryKey::Status:
    case QueryKey::Missing:
    case QueryKey::Path:
    case QueryKey::Free:
    case QueryKey::Note:
        break;
    }
    return {};
}

/// Edits between two short words, a swap of neighbours counting as one.
qsizetype distance(QStringView a, QStringView b)
{
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<std::vector<qsizetype>> cost(
        static_cast<std::size_t>(a.size()) + 1, std::vector<qsizetype>(width));
    for (std::size_t i = 0; i < cost.size(); ++i) {
        for (std::size_t j = 0; j < width; ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<qsizetype>(i + j);
                continue;
            }
            const auto at = [](QStringView text, std::size_t index) {
                return text[static_cast<qsizetype>(index)];
            };
            const qsizetype change = at(a, i - 1) == at(b, j - 1) ? 0 : 1;
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && at(a, i - 1) == at(b, j - 2) && at(a, i - 2) == at(b, j - 1))
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost.back().back();
}

/// The choice nearest to `typed`, empty when none is near. A beginning of a choice is near.
template <typename Choice> QString nearest(std::span<const Choice> choices, QStringView typed)
{
    constexpr qsizetype MaxTyped = 20;
    if (typed.size() > MaxTyped)
        return {};
    const QString word = typed.toString().toLower();
    qsizetype best = word.size() > 3 ? 3 : 2; // exclusive
    QString found;
    for (const Choice &choice : choices) {
        const QString name(choice.name);
        const qsizetype edits = word.size() > 1 && name.startsWith(word) ? 1 : distance(word, name);
        if (edits < best) {
            best = edits;
            found = name;
        }
    }
    return found;
}

template <typename Choice> QStringList namesOf(std::span<const Choice> choices)
{
    QStringList names;
    for (const Choice &choice : choices)
        names.append(QString(choice.name));
    return names;
}

} // namespace

QString shortened(QStringView text)
{
    constexpr qsizetype Most = 40;
    return text.size() > Most ? text.first(Most) + QChar(0x2026) : text.toString();
}

std::optional<QueryKey> keyFromName(QStringView name)
{
    for (const Key &key : Keys) {
        if (name.compare(key.name, Qt::CaseInsensitive) == 0)
            return key.key;
    }
    return std::nullopt;
}

QString noSuchKey(QStringView name)
{
    const QString near = nearest<Key>(Keys, name);
    const QString hint = near.isEmpty()
                             ? QStringLiteral("Keys: %1").arg(keyNames().join(QStringLiteral(", ")))
                             : QStringLiteral("Did you mean %1?").arg(near);
    return QStringLiteral("There is no key %1. %2 To search for text, put it in quotes")
        .arg(shortened(name), near.isEmpty() ? QString(hint + u'.') : hint);
}

QString noPath()
{
    return QStringLiteral("This is not a field. Write it as properties.revenue, properties.products[].price "
                          "or traits.\"first name\"");
}

QStringList keyNames()
{
    return namesOf<Key>(Keys);
}

Operators operatorsOf(QueryKey key)
{
    switch (key) {
    case QueryKey::Event:
    case QueryKey::User:
    case QueryKey::Anon:
    case QueryKey::Id:
    case QueryKey::Group:
    case QueryKey::Previous:
    case QueryKey::Source:
    case QueryKey::Library:
    case QueryKey::WriteKey:
    case QueryKey::Message:
    case QueryKey::Rule:
    case QueryKey::Field:
    case QueryKey::Note:
        return {.regex = true};
    case QueryKey::Time:
    case QueryKey::Seq:
    case QueryKey::Size:
    case QueryKey::Status:
        return {.order = true};
    case QueryKey::Path:
        return {.order = true, .regex = true};
    case QueryKey::Missing:
    case QueryKey::TypeOf:
        return {.equal = false};
    case QueryKey::Type:
    case QueryKey::Has:
    case QueryKey::Is:
    case QueryKey::Ingest:
    case QueryKey::Plan:
    case QueryKey::Mark:
    case QueryKey::Free:
        break;
    }
    return {};
}

QString listed(Operators operators)
{
    return operators.order   ? QStringLiteral(": != < <= > or >=")
           : operators.regex ? QStringLiteral(": = != or ~")
           : operators.equal ? QStringLiteral(": or !=")
                             : QStringLiteral(":");
}

QStringList words(QueryKey key)
{
    return namesOf(wordsOf(key));
}

bool takesWords(QueryKey key)
{
    return !wordsOf(key).empty();
}

std::optional<quint32> wordBit(QueryKey key, const QString &word)
{
    for (const Word &known : wordsOf(key)) {
        if (word.compare(known.name, Qt::CaseInsensitive) == 0)
            return known.bit;
    }
    return std::nullopt;
}

QString noSuchWord(QStringView keyName, QueryKey key, const QString &word)
{
    const QString near = nearest(wordsOf(key), word);
    if (!near.isEmpty())
        return QStringLiteral("%1: knows no %2. Did you mean %3?").arg(keyName, shortened(word), near);
    return QStringLiteral("%1: knows no %2. It takes %3")
        .arg(keyName, shortened(word), words(key).join(QStringLiteral(", ")));
}

QString nameOf(QueryKey key)
{
    const auto known =
        std::find_if(std::begin(Keys), std::end(Keys), [key](const Key &each) { return each.key == key; });
    return known == std::end(Keys) ? QString() : QString(known->name);
}

QString example(QueryKey key, QStringView op)
{
    for (const Key &known : Keys) {
        if (known.key == key)
            return QString(known.name) + op + QString(known.example);
    }
    return {};
}

} // namespace spectap::querywords
