// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/filterwords.h"
#include "model/query/querypath.h"
#include "model/session/callscan.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace spectap {

/// Counts the words for one place of a filter, each once per call. One thread.
class FilterWordTally
{
public:
    explicit FilterWordTally(const QueryCompletion &place);

    /// Whether the words are in the calls' rows; else in what is stored of them.
    [[nodiscard]] bool readsRows() const;
    /// Whether there are any to be found at all: not for message ids, say, each of which is another.
    [[nodiscard]] bool readsBodies() const;

    void addRow(const CallRow &row);
    void addNote(const CallMark &mark, quint32 seq);
    /// Ends adding rows.
    void takeRows(const StringPool &strings, const std::vector<Source> &sources);
    void addCall(const ScannedCall &stored);

    /// The most frequent ones.
    [[nodiscard]] FilterWords words() const;

private:
    /// Text is looked up as it lies in a body, without a copy.
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Seen
    {
        quint32 calls = 0;
        quint32 lastSeq = 0;
        quint8 kinds = 0;
        Severity worst = Severity::Ok;
    };
    using Words = std::unordered_map<std::string, Seen, Hash, std::equal_to<>>;

    Seen *see(QByteArrayView text, quint32 seq);
    void addFields(const CallView &call, quint32 seq);
    void addMembers(const JsonTape &tape, quint32 object, quint32 seq, int depth);
    void addField(const JsonTape &tape, quint32 node, quint32 seq, int depth);
    void addFindings(const ScannedCall &stored);
    void addValues(const CallView &call, quint32 seq);
    [[nodiscard]] bool fits(QByteArrayView text) const;

    QueryCompletion m_place;
    QByteArray m_typed; ///< folded
    std::optional<QueryPath> m_path;
    std::vector<quint32> m_ids;     ///< calls by StringId
    std::vector<quint32> m_sources; ///< calls by source
    QByteArray m_field;             ///< the path being walked
    Words m_words;
    bool m_full = false;
};

} // namespace spectap
