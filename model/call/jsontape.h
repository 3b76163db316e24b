// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>
#include <optional>
#include <unordered_map>

namespace spectap {

enum class JsonKind : quint8
{
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object
};

/// "string", "number", "boolean", "object", "array" or "null": the names people see.
[[nodiscard]] QByteArrayView jsonKindName(JsonKind kind);

/// One value of a JSON text, by where it stands in the text. Bytes are the evidence (DESIGN §3.1):
/// nothing is converted, so 1.0, 20-digit integers, duplicate keys and odd escapes stay as sent.
struct JsonNode
{
    quint32 begin = 0;    ///< first byte of the value, the quote of a string included
    quint32 end = 0;      ///< one past its last byte
    quint32 keyBegin = 0; ///< the member's key without its quotes; keyBegin == keyEnd == 0: no key
    quint32 keyEnd = 0;
    quint32 next = 0;     ///< index of the first node that is not inside this value
    quint32 children = 0; ///< members of an object, items of an array
    JsonKind kind = JsonKind::Null;
    bool escaped = false;    ///< a string whose text holds a backslash
    bool keyEscaped = false; ///< likewise for the key
};

/// Why a text is not JSON, and where.
struct JsonError
{
    enum class Code : quint8
    {
        Empty,          ///< nothing but blanks
        UnexpectedByte, ///< see `expected`
        UnexpectedEnd,  ///< the text stops, see `expected`
        UnclosedString, ///< the text stops inside a string
        ControlInString,
        BadEscape,
        BadNumber,
        BadLiteral,
        BadUtf8,
        TrailingBytes,
        TooDeep,
        TooLarge,
    };
    /// What the grammar allows at `offset`.
    enum class Expected : quint8
    {
        Nothing,
        Value,
        ValueOrEnd,
        Key,
        KeyOrEnd,
        Colon,
        CommaOrBrace,
        CommaOrBracket
    };

    Code code = Code::Empty;
    quint32 offset =
        0; ///< byte offset of the first byte that cannot be accepted, the length where it ends early
    Expected expected = Expected::Nothing;

    /// "Expected , or } at byte 18", for people. Bytes are counted from 0, as offsets are.
    [[nodiscard]] QString message() const;
};

/// Nesting above this is refused rather than risked; JSON.parse itself has no fixed limit.
inline constexpr quint32 MaxJsonDepth = 1024;
/// A longer text is TooLarge: offsets and the index of its tokens must stay affordable.
inline constexpr qsizetype MaxJsonSize = qsizetype(1) << 30;

/// A JSON text as a flat, pre-order list of values. Accepts exactly what JSON.parse accepts (any size
/// of number, lone surrogates, duplicate keys) up to MaxJsonDepth, refuses the rest with the offset.
/// simdjson finds the structure, the grammar is walked here, every token of it.
///
/// Reuse one tape for many texts: it keeps its memory. Not thread-safe; one per thread.
class JsonTape
{
public:
    static constexpr quint32 None = 0xffffffff;

    JsonTape();
    ~JsonTape();
    JsonTape(JsonTape &&) noexcept;
    JsonTape &operator=(JsonTape &&) noexcept;

    /// Replaces the contents. `text` must outlive the tape's use of it; on an error the tape is empty.
    [[nodiscard]] std::optional<JsonError> parse(QByteArrayView text);

    [[nodiscard]] QByteArrayView text() const { return m_text; }
    [[nodiscard]] quint32 size() const { return m_size; }
    [[nodiscard]] const JsonNode &operator[](quint32 index) const { return m_nodes[index]; }

    /// The bytes of the value, as sent.
    [[nodiscard]] QByteArrayView raw(quint32 index) const
    {
        const JsonNode &node = m_nodes[index];
        return m_text.sliced(node.begin, node.end - node.begin);
    }
    /// The member's key as UTF-8, escapes resolved. Valid until the next parse().
    [[nodiscard]] QByteArrayView key(quint32 index) const
    {
        const JsonNode &node = m_nodes[index];
        if (node.keyEscaped)
            return unescape(node.keyBegin, node.keyEnd);
        return m_text.sliced(node.keyBegin, node.keyEnd - node.keyBegin);
    }
    /// A string's value as UTF-8, escapes resolved (a lone surrogate becomes U+FFFD); for any other
    /// kind the bytes as sent. Valid until the next parse().
    [[nodiscard]] QByteArrayView string(quint32 index) const
    {
        const JsonNode &node = m_nodes[index];
        if (node.kind != JsonKind::String)
            return raw(index);
        if (node.escaped)
            return unescape(node.begin + 1, node.end - 1);
        return m_text.sliced(node.begin + 1, node.end - node.begin - 2);
    }
    /// The member of `object` named `name`, the last one if there are several (as JSON.parse), or None.
    [[nodiscard]] quint32 find(quint32 object, QByteArrayView name) const;
    /// RFC 6901 pointer of node `index` below `root` (root itself: empty).
    [[nodiscard]] QByteArray pointer(quint32 root, quint32 index) const;

private:
    struct Scanner;
    std::optional<JsonError> read(QByteArrayView text);
    void reserve(quint32 nodes);
    QByteArrayView unescape(quint32 begin, quint32 end) const;

    QByteArrayView m_text;
    std::unique_ptr<JsonNode[]> m_nodes; ///< m_capacity of them, m_size in use
    quint32 m_size = 0;
    quint32 m_capacity = 0;
    mutable std::unordered_map<quint32, QByteArray>
        m_unescaped; ///< by where it begins: once, however often asked
    std::unique_ptr<Scanner> m_scanner;
};

/// `pointer` extended by one reference token, escaped as RFC 6901 asks (~ → ~0, / → ~1).
[[nodiscard]] QByteArray pointerJoin(QByteArrayView pointer, QByteArrayView token);

} // namespace spectap
