// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <QByteArray>

#include <array>
#include <vector>

namespace spectap {

/// The JSON types as people name them: true and false are one.
enum class SentKind : quint8
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object
};
inline constexpr std::size_t SentKindCount = 6;

[[nodiscard]] SentKind sentKind(JsonKind kind);
/// "string", "number", …
[[nodiscard]] QByteArrayView sentKindName(SentKind kind);

/// What a field was sent as, over many calls.
struct FieldTally
{
    struct Kind
    {
        quint32 values = 0;
        quint32 firstSeq = 0;
        QByteArray example;           ///< as sent, at most MaxExample bytes of it
        std::vector<quint16> sources; ///< ascending
    };
    struct Value
    {
        QByteArray text; ///< as sent, quotes included
        quint32 count = 0;
        quint32 firstSeq = 0;
    };
    static constexpr int MaxExample = 120;
    static constexpr qsizetype MaxValue = 64;    ///< a longer one is none of a known set
    static constexpr std::size_t MaxValues = 24; ///< likewise when there are more

    QByteArray key; ///< "[]" for the items of an array
    int parent = -1;
    quint32 sent = 0; ///< values, null among them
    std::array<Kind, SentKindCount> kinds;
    std::vector<Value> values; ///< texts and booleans, in the order they were seen; empty when `anyValue`
    bool anyValue = false;     ///< too many or too long to be a set

    [[nodiscard]] const Kind &of(SentKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] Kind &of(SentKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
};

/// The fields of objects that are alike, as a tree: `properties`, `properties.products`,
/// `properties.products[]`, `properties.products[].price`. Field 0 stands for the objects themselves.
///
/// Memory is bounded: what is over a bound is counted in unlisted(). One thread at a time.
class SentFields
{
public:
    static constexpr int None = -1;
    static constexpr std::size_t MaxFields = 5000;
    static constexpr std::size_t MaxMembers = 400; ///< of one object; more are a map with keys of all kinds
    static constexpr int MaxDepth = 24;
    static constexpr qsizetype MaxKey = 1000; ///< bytes; a longer one is nobody's name for a field

    SentFields();

    /// One more of the objects; its members follow through add().
    void addObject() { ++m_fields.front().of(SentKind::Object).values; }
    /// Member `key` of `parent` (0: of the object itself) with the value `node`, and everything inside it.
    void add(int parent, QByteArrayView key, const JsonTape &tape, quint32 node, quint32 seq, quint16 source);

    [[nodiscard]] const std::vector<FieldTally> &fields() const { return m_fields; }
    [[nodiscard]] const FieldTally &operator[](int field) const
    {
        return m_fields[static_cast<std::size_t>(field)];
    }
    /// No field is new from now on, or may be again.
    void setFull(bool full) { m_full = full; }
    /// The field `key` of `parent`, or None.
    [[nodiscard]] int child(int parent, QByteArrayView key) const;
    /// In the order they were seen.
    [[nodiscard]] const std::vector<int> &children(int field) const
    {
        return m_children[static_cast<std::size_t>(field)].fields;
    }
    /// "properties.products[].price"
    [[nodiscard]] QByteArray path(int field) const;
    /// In how many of the objects it belongs to it was sent, 0 to 1. Items of arrays are always "sent".
    [[nodiscard]] double share(int field) const;
    /// How many objects it could have been in.
    [[nodiscard]] quint32 places(int field) const;
    /// The types it was sent as; none for None.
    [[nodiscard]] std::vector<SentKind> kindsOf(int field) const;
    [[nodiscard]] quint64 unlisted() const { return m_unlisted; }

private:
    struct Children
    {
        std::vector<int> fields;
        std::size_t next = 0; ///< where the next one asked for is likely: objects are built alike
    };
    int grow(int parent, QByteArrayView key);
    void addValue(int field, const JsonTape &tape, quint32 node, quint32 seq, quint16 source);
    void addInside(int field, const JsonTape &tape, quint32 node, quint32 seq, quint16 source, int depth);

    std::vector<FieldTally> m_fields;
    std::vector<Children> m_children; ///< by field
    quint64 m_unlisted = 0;
    bool m_full = false;
};

} // namespace spectap
