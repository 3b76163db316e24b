// SPDX-License-Identifier: MIT
#include "model/call/jsontape.h"

#include "model/call/jsonescape.h"
#include "model/call/jsongrammar.h"
#include "model/call/jsonlexer.h"
#include "model/call/structuralindex.h"

#include <algorithm>
#include <cstring>

namespace spectap {

namespace {

/// A tape that once held a huge text gives the memory back with the next ordinary one.
constexpr quint32 KeptNodes = 512 * 1024;
constexpr qsizetype OrdinarySize = 1024 * 1024;

bool same(const char *key, QByteArrayView name)
{
    const auto size = static_cast<std::size_t>(name.size());
    return size == 0 || (*key == name.front() && std::memcmp(key, name.data(), size) == 0);
}

QString expectation(JsonError::Expected expected)
{
    switch (expected) {
    case JsonError::Expected::Nothing:
        break;
    case JsonError::Expected::Value:
        return QStringLiteral("a value");
    case JsonError::Expected::ValueOrEnd:
        return QStringLiteral("a value or ]");
    case JsonError::Expected::Key:
        return QStringLiteral("a key in double quotes");
    case JsonError::Expected::KeyOrEnd:
        return QStringLiteral("a key in double quotes or }");
    case JsonError::Expected::Colon:
        return QStringLiteral(":");
    case JsonError::Expected::CommaOrBrace:
        return QStringLiteral(", or }");
    case JsonError::Expected::CommaOrBracket:
        return QStringLiteral(", or ]");
    }
    return QStringLiteral("something else");
}

} // namespace

QByteArrayView jsonKindName(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Null:
        return "null";
    case JsonKind::False:
    case JsonKind::True:
        return "boolean";
    case JsonKind::Number:
        return "number";
    case JsonKind::String:
        return "string";
    case JsonKind::Array:
        return "array";
    case JsonKind::Object:
        return "object";
    }
    return {};
}

QString JsonError::message() const
{
    switch (code) {
    case Code::Empty:
        return QStringLiteral("There is nothing but white space");
    case Code::UnexpectedByte:
        return QStringLiteral("Expected %1 at byte %2").arg(expectation(expected)).arg(offset);
    case Code::UnexpectedEnd:
        return QStringLiteral("Expected %1, but the text ends at byte %2")
            .arg(expectation(expected))
            .arg(offset);
    case Code::UnclosedString:
        return QStringLiteral("The text ends inside a string, at byte %1").arg(offset);
    case Code::ControlInString:
        return QStringLiteral("A control character inside a string must be escaped, at byte %1").arg(offset);
    case Code::BadEscape:
        return QStringLiteral("Not an escape sequence of JSON, at byte %1").arg(offset);
    case Code::BadNumber:
        return QStringLiteral("Not a number of JSON, at byte %1").arg(offset);
    case Code::BadLiteral:
        return QStringLiteral("Expected true, false or null, misspelt at byte %1").arg(offset);
    case Code::BadUtf8:
        return QStringLiteral("Not UTF-8 at byte %1").arg(offset);
    case Code::TrailingBytes:
        return QStringLiteral("The value is complete, but more follows at byte %1").arg(offset);
    case Code::TooDeep:
        return QStringLiteral("More than %1 arrays and objects inside each other, at byte %2")
            .arg(MaxJsonDepth)
            .arg(offset);
    case Code::TooLarge:
        return QStringLiteral("The text is too large to be read");
    }
    return {};
}

struct JsonTape::Scanner
{
    StructuralIndex index;
};

JsonTape::JsonTape()
    : m_scanner(std::make_unique<Scanner>())
{
}

JsonTape::~JsonTape() = default;
JsonTape::JsonTape(JsonTape &&) noexcept = default;
JsonTape &JsonTape::operator=(JsonTape &&) noexcept = default;

void JsonTape::reserve(quint32 nodes)
{
    if (nodes <= m_capacity)
        return;
    m_capacity = std::max(nodes, 2 * m_capacity);
    m_nodes.reset(); // the old ones are not needed, do not hold both
    m_nodes.reset(new JsonNode[m_capacity]);
}

std::optional<JsonError> JsonTape::parse(QByteArrayView text)
{
    m_text = {};
    m_size = 0;
    m_unescaped.clear();
    if (text.size() < OrdinarySize) {
        m_scanner->index.shrink();
        if (m_capacity > KeptNodes) {
            m_nodes.reset();
            m_capacity = 0;
        }
    }
    if (text.size() > MaxJsonSize)
        return JsonError{JsonError::Code::TooLarge, static_cast<quint32>(MaxJsonSize)};
    if (std::optional<JsonError> error = read(text)) {
        m_size = 0;
        return error;
    }
    m_text = text;
    return std::nullopt;
}

std::optional<JsonError> JsonTape::read(QByteArrayView text)
{
    const bool blank = std::all_of(text.begin(), text.end(),
        [](char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; });
    if (blank)
        return JsonError{JsonError::Code::Empty, static_cast<quint32>(text.size())};

    switch (m_scanner->index.scan(text)) {
    case StructuralIndex::Outcome::Indexed: {
        const quint32 *tokens = m_scanner->index.offsets();
        const quint32 count = m_scanner->index.size();
        reserve(nodeBound(count));
        std::optional<JsonError> error = walkJson({text, tokens, tokens + count}, m_nodes.get(), m_size);
        // Not every kernel of simdjson looks at UTF-8 outside strings; the answer must not depend on it.
        if (error && error->offset < text.size() && utf8Length(text, error->offset) == 0)
            error = JsonError{JsonError::Code::BadUtf8, error->offset};
        return error;
    }
    case StructuralIndex::Outcome::Refused:
        break;
    case StructuralIndex::Outcome::OutOfMemory:
        return JsonError{JsonError::Code::TooLarge, 0};
    }

    // There is a fault somewhere; the grammar may be broken before it.
    const SlowIndex slow = indexSlowly(text);
    const auto count = static_cast<quint32>(slow.offsets.size() - 1);
    reserve(nodeBound(count));
    const quint32 *tokens = slow.offsets.data();
    const std::optional<JsonError> error =
        walkJson({text.first(slow.limit), tokens, tokens + count, slow.openString}, m_nodes.get(), m_size);
    if (error && error->offset < slow.limit)
        return error;
    return slow.fault ? slow.fault : error;
}

QByteArrayView JsonTape::unescape(quint32 begin, quint32 end) const
{
    const auto [known, isNew] = m_unescaped.try_emplace(begin);
    if (isNew)
        known->second = unescapeJson(m_text.sliced(begin, end - begin));
    return known->second;
}

quint32 JsonTape::find(quint32 object, QByteArrayView name) const
{
    quint32 found = None;
    if (m_nodes[object].kind != JsonKind::Object)
        return found;
    const quint32 end = m_nodes[object].next;
    for (quint32 member = object + 1; member < end; member = m_nodes[member].next) {
        const JsonNode &node = m_nodes[member];
        const char *key = m_text.data() + node.keyBegin;
        const qsizetype size = node.keyEnd - node.keyBegin;
        if (node.keyEscaped ? unescapesTo({key, size}, name) : size == name.size() && same(key, name))
            found = member;
    }
    return found;
}

QByteArray JsonTape::pointer(quint32 root, quint32 index) const
{
    QByteArray path;
    for (quint32 at = root; at != index;) {
        const bool inArray = m_nodes[at].kind == JsonKind::Array;
        quint32 child = at + 1;
        quint32 position = 0;
        while (m_nodes[child].next <= index) {
            child = m_nodes[child].next;
            ++position;
        }
        path = inArray ? pointerJoin(path, QByteArray::number(position)) : pointerJoin(path, key(child));
        at = child;
    }
    return path;
}

QByteArray pointerJoin(QByteArrayView pointer, QByteArrayView token)
{
    QByteArray joined;
    joined.reserve(pointer.size() + token.size() + 1);
    joined.append(pointer);
    joined.append('/');
    for (const char byte : token) {
        if (byte == '~')
            joined.append("~0");
        else if (byte == '/')
            joined.append("~1");
        else
            joined.append(byte);
    }
    return joined;
}

} // namespace spectap
