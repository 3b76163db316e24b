// SPDX-License-Identifier: MIT
#include "model/call/jsongrammar.h"

#include "model/call/jsonescape.h"

#include <array>
#include <cstring>

namespace spectap {

namespace {

using Code = JsonError::Code;
using Expected = JsonError::Expected;

constexpr bool isSpace(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

constexpr bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/// One past the number at `at`, which must end by `limit`; on a fault the offset goes to `fault`.
quint32 scanNumber(const char *text, quint32 at, quint32 limit, quint32 &fault)
{
    const auto digits = [&] {
        const quint32 first = at;
        while (at < limit && isDigit(text[at]))
            ++at;
        return at > first;
    };
    if (text[at] == '-')
        ++at;
    if (at < limit && text[at] == '0') {
        ++at;
        if (at < limit && isDigit(text[at]))
            return fault = at; // no leading zeros
    } else if (!digits()) {
        return fault = at;
    }
    if (at < limit && text[at] == '.') {
        ++at;
        if (!digits())
            return fault = at;
    }
    if (at < limit && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < limit && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (!digits())
            return fault = at;
    }
    return at;
}

/// The same for true, false and null.
quint32 scanLiteral(const char *text, quint32 at, quint32 limit, QByteArrayView literal, quint32 &fault)
{
    for (const char expected : literal) {
        if (at == limit || text[at] != expected)
            return fault = at;
        ++at;
    }
    return at;
}

/// Walks one text. What run() uses most lives in its locals: stores to nodes could alias members.
class Walk
{
public:
    Walk(const JsonTokens &tokens, JsonNode *nodes)
        : m_text(tokens.text.data())
        , m_size(*tokens.end)
        , m_begin(tokens.begin)
        , m_openString(tokens.openString)
        , m_nodes(nodes)
    {
        findBackslash(0);
    }

    bool run();
    [[nodiscard]] quint32 count() const { return m_count; }
    [[nodiscard]] const JsonError &error() const { return m_error; }

private:
    struct Frame
    {
        quint32 node;
        quint32 children;
    };

    bool fail(Code code, quint32 at, Expected expected = Expected::Nothing)
    {
        m_error = {at == m_size && code == Code::UnexpectedByte ? Code::UnexpectedEnd : code, at, expected};
        return false;
    }
    [[nodiscard]] char byteAt(quint32 at) const { return at < m_size ? m_text[at] : '\0'; }
    void findBackslash(quint32 from);
    bool string(quint32 begin, quint32 next, quint32 &end, bool &escaped);
    bool scalar(quint32 begin, quint32 next, JsonNode &node);

    const char *m_text;
    quint32 m_size;
    const quint32 *m_begin;
    quint32 m_openString;
    JsonNode *m_nodes;
    quint32 m_count = 0;
    quint32 m_backslash = 0; ///< the first one not yet looked at, or m_size
    JsonError m_error;
};

void Walk::findBackslash(quint32 from)
{
    const void *found = from < m_size ? std::memchr(m_text + from, '\\', m_size - from) : nullptr;
    m_backslash = found ? static_cast<quint32>(static_cast<const char *>(found) - m_text) : m_size;
}

/// The string whose opening quote is at `begin`; only blanks lie between its end and `next`.
inline bool Walk::string(quint32 begin, quint32 next, quint32 &end, bool &escaped)
{
    const bool open = begin == m_openString;
    end = next;
    while (!open && isSpace(m_text[end - 1]))
        --end;
    const quint32 inside = begin + 1;
    const quint32 insideEnd = open ? end : end - 1;
    escaped = m_backslash < insideEnd;
    if (escaped) [[unlikely]] {
        const qsizetype bad = findBadEscape({m_text + inside, static_cast<qsizetype>(insideEnd - inside)});
        if (bad >= 0) {
            const quint32 at = inside + static_cast<quint32>(bad);
            const bool control = static_cast<quint8>(byteAt(at)) < 0x20;
            return fail(control ? Code::ControlInString : Code::BadEscape, at);
        }
        findBackslash(insideEnd);
    }
    return !open || fail(Code::UnclosedString, m_size);
}

/// The number or literal at `begin`. What follows it directly is for the caller to judge.
bool Walk::scalar(quint32 begin, quint32 next, JsonNode &node)
{
    constexpr quint32 None = JsonTape::None;
    quint32 fault = None;
    quint32 end = begin;
    Code code = Code::BadLiteral;
    switch (m_text[begin]) {
    case 't':
        node.kind = JsonKind::True;
        end = scanLiteral(m_text, begin, next, "true", fault);
        break;
    case 'f':
        node.kind = JsonKind::False;
        end = scanLiteral(m_text, begin, next, "false", fault);
        break;
    case 'n':
        node.kind = JsonKind::Null;
        end = scanLiteral(m_text, begin, next, "null", fault);
        break;
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        node.kind = JsonKind::Number;
        code = Code::BadNumber;
        end = scanNumber(m_text, begin, next, fault);
        break;
    default:
        return fail(Code::UnexpectedByte, begin, Expected::Value);
    }
    node.end = end;
    return fault == None || fail(code, fault);
}

bool Walk::run()
{
    const char *const text = m_text;
    const quint32 size = m_size;
    JsonNode *const nodes = m_nodes;
    const quint32 *next = m_begin;
    std::array<Frame, MaxJsonDepth> stack;
    quint32 depth = 0;
    Frame open{0, 0}; // the innermost open container, when depth > 0
    bool inObject = false;
    quint32 count = 0;

    const auto failAfterValue = [&](quint32 at) {
        if (depth == 0)
            return fail(Code::TrailingBytes, at);
        return fail(Code::UnexpectedByte, at, inObject ? Expected::CommaOrBrace : Expected::CommaOrBracket);
    };

    for (;;) {
        const quint32 index = count++;
        JsonNode &node = nodes[index];
        if (inObject) {
            const quint32 quote = *next++;
            if (byteAt(quote) != '"')
                return fail(Code::UnexpectedByte, quote, open.children ? Expected::Key : Expected::KeyOrEnd);
            quint32 end = 0;
            if (!string(quote, *next, end, node.keyEscaped))
                return false;
            node.keyBegin = quote + 1;
            node.keyEnd = end - 1;
            const quint32 colon = *next++;
            if (byteAt(colon) != ':')
                return fail(Code::UnexpectedByte, colon, Expected::Colon);
        } else {
            node.keyBegin = 0;
            node.keyEnd = 0;
            node.keyEscaped = false;
        }

        const quint32 begin = *next++;
        if (begin == size) {
            const bool first = !inObject && depth > 0 && open.children == 0;
            return fail(Code::UnexpectedByte, begin, first ? Expected::ValueOrEnd : Expected::Value);
        }
        ++open.children;
        node.begin = begin;
        node.next = index + 1;
        node.children = 0;
        node.escaped = false;
        const char byte = text[begin];
        if (byte == '"') {
            node.kind = JsonKind::String;
            if (!string(begin, *next, node.end, node.escaped))
                return false;
        } else if (byte == '{' || byte == '[') {
            if (depth == MaxJsonDepth)
                return fail(Code::TooDeep, begin);
            stack[depth++] = open;
            open = {index, 0};
            inObject = byte == '{';
            node.kind = inObject ? JsonKind::Object : JsonKind::Array;
            if (byteAt(*next) != (inObject ? '}' : ']'))
                continue;
        } else {
            if (!scalar(begin, *next, node))
                return false;
            if (node.end != *next && !isSpace(text[node.end]))
                return failAfterValue(node.end);
        }

        // A value has ended: close what closes with it, up to a comma.
        for (;;) {
            const quint32 at = *next;
            if (depth == 0) {
                m_count = count;
                return at == size || failAfterValue(at);
            }
            const char mark = byteAt(at);
            if (mark != ',' && mark != (inObject ? '}' : ']'))
                return failAfterValue(at);
            ++next;
            if (mark == ',')
                break;
            JsonNode &closed = nodes[open.node];
            closed.end = at + 1;
            closed.next = count;
            closed.children = open.children;
            open = stack[--depth];
            inObject = depth > 0 && nodes[open.node].kind == JsonKind::Object;
        }
    }
}

} // namespace

std::optional<JsonError> walkJson(const JsonTokens &tokens, JsonNode *nodes, quint32 &count)
{
    Walk walk(tokens, nodes);
    const bool good = walk.run();
    count = walk.count();
    return good ? std::nullopt : std::optional(walk.error());
}

} // namespace spectap
