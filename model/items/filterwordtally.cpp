// SPDX-License-Identifier: MIT
#include "model/items/filterwordtally.h"

#include "model/spec/pointerpattern.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr std::size_t MaxSeen = 4'000; ///< words kept while counting
constexpr qsizetype MaxLength = 120;   ///< of a word; longer ones are nobody's to complete
constexpr int MaxDepth = 8;            ///< of fields
constexpr qsizetype MaxPath = 200;
constexpr QByteArrayView Roots[] = {"properties", "traits", "context", "integrations"};

std::string_view viewOf(QByteArrayView text)
{
    return {text.data(), static_cast<std::size_t>(text.size())};
}

/// A pointer's pattern as a path of the filter.
QByteArray pathOf(QByteArrayView pattern)
{
    QByteArray path;
    const QList<QByteArray> tokens = pattern.toByteArray().split('/');
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        if (i > 1 && tokens[i] == "[]") {
            path += tokens[i];
            continue;
        }
        QByteArray name = tokens[i];
        name.replace("~1", "/").replace("~0", "~");
        path +=
            (path.isEmpty() ? QByteArray() : QByteArray(".")) + pathStep(QString::fromUtf8(name)).toUtf8();
    }
    return path;
}

} // namespace

FilterWordTally::FilterWordTally(const QueryCompletion &place)
    : m_place(place)
    , m_typed(place.typed.toCaseFolded().toUtf8())
{
    if (place.what == QueryCompletion::What::Value && place.key == QueryKey::Path)
        m_path = QueryPath::parse(place.path);
}

bool FilterWordTally::readsRows() const
{
    if (m_place.what != QueryCompletion::What::Value)
        return false;
    switch (m_place.key) {
    case QueryKey::Event:
    case QueryKey::User:
    case QueryKey::Anon:
    case QueryKey::Id:
    case QueryKey::Group:
    case QueryKey::Previous:
    case QueryKey::Source:
    case QueryKey::Library:
    case QueryKey::WriteKey:
    case QueryKey::Note:
        return true;
    default:
        return false;
    }
}

bool FilterWordTally::readsBodies() const
{
    switch (m_place.what) {
    case QueryCompletion::What::Key:
    case QueryCompletion::What::Field:
        return true;
    case QueryCompletion::What::Value:
        return m_path || m_place.key == QueryKey::Rule || m_place.key == QueryKey::Status;
    case QueryCompletion::What::Nothing:
    case QueryCompletion::What::JsonType:
        break;
    }
    return false;
}

void FilterWordTally::addRow(const CallRow &row)
{
    const auto count = [](std::vector<quint32> &counts, std::size_t at) {
        if (counts.size() <= at)
            counts.resize(at + at / 2 + 1);
        ++counts[at];
    };
    const bool alias = row.type == CallType::Alias;
    switch (m_place.key) {
    case QueryKey::Event:
        return count(m_ids, row.name);
    case QueryKey::User:
        return count(m_ids, row.user);
    case QueryKey::Anon:
        return count(m_ids, row.anonymous);
    case QueryKey::Id:
        count(m_ids, row.user);
        if (row.anonymous != row.user)
            count(m_ids, row.anonymous);
        if (row.other != row.user && row.other != row.anonymous)
            count(m_ids, row.other);
        return;
    case QueryKey::Group:
        return count(m_ids, alias ? 0 : row.other);
    case QueryKey::Previous:
        return count(m_ids, alias ? row.other : 0);
    case QueryKey::Note: // beside the row
        return;
    default:
        return count(m_sources, row.source);
    }
}

void FilterWordTally::addNote(const CallMark &mark, quint32 seq)
{
    if (m_place.key == QueryKey::Note)
        (void)see(mark.note, seq);
}

void FilterWordTally::takeRows(const StringPool &strings, const std::vector<Source> &sources)
{
    // Only those that may be told of become words: a million ids stay numbers.
    std::vector<StringId> ids;
    for (StringId id = 1; id < m_ids.size(); ++id) {
        if (m_ids[id] != 0 && fits(strings.at(id)))
            ids.push_back(id);
    }
    if (ids.size() > FilterWordFinder::MaxWords) {
        const auto most = ids.begin() + static_cast<std::ptrdiff_t>(FilterWordFinder::MaxWords);
        std::nth_element(
            ids.begin(), most, ids.end(), [this](StringId a, StringId b) { return m_ids[a] > m_ids[b]; });
        ids.erase(most, ids.end());
        m_full = true;
    }
    for (const StringId id : ids)
        m_words[std::string(viewOf(strings.at(id)))].calls = m_ids[id];
    for (std::size_t i = 0; i < m_sources.size() && i < sources.size(); ++i) {
        const auto add = [this, i](QByteArrayView text) {
            if (m_sources[i] != 0 && fits(text))
                m_words[std::string(viewOf(text))].calls += m_sources[i];
        };
        if (m_place.key != QueryKey::WriteKey)
            add(sources[i].library);
        if (m_place.key != QueryKey::Library &&
            !(m_place.key == QueryKey::Source && sources[i].writeKey == sources[i].library))
            add(sources[i].writeKey);
    }
}

bool FilterWordTally::fits(QByteArrayView text) const
{
    if (text.isEmpty() || text.size() > MaxLength)
        return false;
    return m_typed.isEmpty() || QString::fromUtf8(text).toCaseFolded().toUtf8().contains(m_typed);
}

/// The word in this call, null when it does not fit or there are too many already.
FilterWordTally::Seen *FilterWordTally::see(QByteArrayView text, quint32 seq)
{
    auto known = m_words.find(viewOf(text));
    if (known == m_words.end()) {
        if (!fits(text))
            return nullptr;
        if (m_words.size() == MaxSeen) {
            m_full = true;
            return nullptr;
        }
        known = m_words.emplace(std::string(viewOf(text)), Seen{}).first;
    }
    Seen &seen = known->second;
    if (seen.lastSeq != seq) {
        seen.lastSeq = seq;
        ++seen.calls;
    }
    return &seen;
}

void FilterWordTally::addCall(const ScannedCall &stored)
{
    if (m_place.key == QueryKey::Status) {
        see(QByteArray::number(stored.status()), stored.seq());
        return;
    }
    if (m_place.key == QueryKey::Rule || m_place.key == QueryKey::Field) {
        addFindings(stored);
        return;
    }
    const CallView *call = stored.view();
    if (!call || !call->isObject())
        return;
    if (m_path) {
        addValues(*call, stored.seq());
        return;
    }
    addFields(*call, stored.seq());
    for (const Finding &finding : stored.findings()) {
        const auto known = m_words.find(viewOf(pathOf(pointerPattern(finding.pointer))));
        if (known != m_words.end())
            known->second.worst = std::max(known->second.worst, finding.severity);
    }
}

void FilterWordTally::addFindings(const ScannedCall &stored)
{
    for (const Finding &finding : stored.findings()) {
        const QByteArray text = m_place.key == QueryKey::Rule ? ruleName(finding.rule).toByteArray()
                                                              : dottedPath(pointerPattern(finding.pointer));
        if (Seen *seen = see(text, stored.seq()))
            seen->worst = std::max(seen->worst, finding.severity);
    }
}

void FilterWordTally::addValues(const CallView &call, quint32 seq)
{
    (void)m_path->any(call, [&](quint32 node) {
        const JsonKind kind = (*call.tape)[node].kind;
        if (kind != JsonKind::Object && kind != JsonKind::Array) {
            if (Seen *seen = see(call.tape->string(node), seq))
                seen->kinds |= static_cast<quint8>(1U << static_cast<unsigned>(kind));
        }
        return false;
    });
}

/// Keys are completed with paths below the four objects, missing: and typeof: with any field.
void FilterWordTally::addFields(const CallView &call, quint32 seq)
{
    const JsonTape &tape = *call.tape;
    m_field.clear();
    if (m_place.what == QueryCompletion::What::Field) {
        addMembers(tape, call.node, seq, 0);
    } else {
        for (const QByteArrayView root : Roots) {
            const quint32 node = call.own(root);
            m_field = root.toByteArray();
            if (node != JsonTape::None)
                addField(tape, node, seq, 1);
        }
    }
    for (const QByteArrayView name : SharedFields) {
        const quint32 node = call.batch == JsonTape::None ? JsonTape::None : tape.find(call.batch, name);
        m_field = name.toByteArray();
        if (node != JsonTape::None && tape[node].kind == JsonKind::Object)
            addField(tape, node, seq, 1);
    }
}

void FilterWordTally::addMembers(const JsonTape &tape, quint32 object, quint32 seq, int depth)
{
    const qsizetype before = m_field.size();
    for (quint32 member = object + 1; member < tape[object].next; member = tape[member].next) {
        const QByteArrayView name = tape.key(member);
        if (before > 0)
            m_field += '.';
        m_field += pathStep(QString::fromUtf8(name)).toUtf8();
        if (m_field.size() <= MaxPath && !name.isEmpty())
            addField(tape, member, seq, depth + 1);
        m_field.truncate(before);
    }
}

/// The value at `node`, and what is below it.
void FilterWordTally::addField(const JsonTape &tape, quint32 node, quint32 seq, int depth)
{
    const JsonKind kind = tape[node].kind;
    const bool isRoot = depth == 1 && m_place.what == QueryCompletion::What::Key;
    const bool isValue = kind != JsonKind::Object && kind != JsonKind::Array;
    if (!isRoot && (isValue || m_place.what == QueryCompletion::What::Field)) {
        if (Seen *seen = see(m_field, seq))
            seen->kinds |= static_cast<quint8>(1U << static_cast<unsigned>(kind));
    }
    if (depth == MaxDepth || isValue)
        return;
    if (kind == JsonKind::Object) {
        addMembers(tape, node, seq, depth);
        return;
    }
    const qsizetype before = m_field.size();
    m_field += "[]";
    for (quint32 item = node + 1; item < tape[node].next; item = tape[item].next)
        addField(tape, item, seq, depth + 1);
    m_field.truncate(before);
}

FilterWords FilterWordTally::words() const
{
    FilterWords told;
    told.more = m_full || m_words.size() > FilterWordFinder::MaxWords;
    std::vector<Words::const_iterator> order;
    order.reserve(m_words.size());
    for (auto word = m_words.begin(); word != m_words.end(); ++word)
        order.push_back(word);
    // What begins with what is typed is meant more often than what has it somewhere.
    const auto begins = [this](const std::string &text) {
        return !m_place.typed.isEmpty() &&
               QString::fromStdString(text).startsWith(m_place.typed, Qt::CaseInsensitive);
    };
    std::sort(order.begin(), order.end(), [&](const auto &a, const auto &b) {
        const bool aBegins = begins(a->first);
        const bool bBegins = begins(b->first);
        return aBegins != bBegins                   ? aBegins
               : a->second.calls != b->second.calls ? a->second.calls > b->second.calls
                                                    : a->first < b->first;
    });
    for (const auto &word : order) {
        if (told.words.size() == FilterWordFinder::MaxWords)
            break;
        told.words.push_back({QString::fromStdString(word->first), word->second.calls, word->second.kinds,
            word->second.worst});
    }
    return told;
}

} // namespace spectap
