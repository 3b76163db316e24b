// SPDX-License-Identifier: MIT
#include "app/cli/textplace.h"

#include <algorithm>

namespace spectap::cli {

namespace {

/// The value that `token` names in `node`, or None.
quint32 step(const JsonTape &tape, quint32 node, const QByteArray &token)
{
    if (tape[node].kind == JsonKind::Object)
        return tape.find(node, token);
    bool isIndex = false;
    const uint index = token.toUInt(&isIndex);
    if (tape[node].kind != JsonKind::Array || !isIndex || index >= tape[node].children)
        return JsonTape::None;
    quint32 item = node + 1;
    for (uint i = 0; i < index; ++i)
        item = tape[item].next;
    return item;
}

/// The deepest value on the way of `pointer` that is there.
quint32 nearest(const JsonTape &tape, quint32 root, QByteArrayView pointer, qsizetype &depth)
{
    quint32 at = root;
    depth = 0;
    for (qsizetype from = 1; from <= pointer.size();) {
        const qsizetype slash = pointer.indexOf('/', from);
        const qsizetype end = slash < 0 ? pointer.size() : slash;
        QByteArray token = pointer.sliced(from, end - from).toByteArray();
        token.replace("~1", "/").replace("~0", "~");
        const quint32 next = step(tape, at, token);
        if (next == JsonTape::None)
            break;
        at = next;
        ++depth;
        from = end + 1;
    }
    return at;
}

} // namespace

TextPlaces::Position TextPlaces::walk(QByteArrayView text, Position from, qint64 to)
{
    to = std::min<qint64>(to, text.size());
    for (; from.offset < to; ++from.offset) {
        const auto byte = static_cast<unsigned char>(text[from.offset]);
        if (byte == '\n') {
            ++from.line;
            from.column = 1;
        } else if ((byte & 0xc0) != 0x80) { // a character; those of four bytes are two units
            from.column += byte >= 0xf0 ? 2 : 1;
        }
    }
    return from;
}

TextPlaces::Position TextPlaces::positionOf(QByteArrayView text, qint64 offset) const
{
    return walk(text, offset >= m_call.offset ? m_call : m_first, offset);
}

std::optional<TextRegion> TextPlaces::regionOf(const InputCall &call, QByteArrayView pointer)
{
    const ImportPlace &place = call.place;
    if (place.text.isEmpty())
        return std::nullopt;
    if (place.offset != m_text) {
        m_text = place.offset;
        m_first = m_call = {0, place.line, place.column};
    }
    qint64 begin = place.begin;
    qint64 end = place.end;
    if (!place.inString && call.call.tape) {
        const JsonTape &tape = *call.call.tape;
        m_call = positionOf(place.text, tape[call.call.node].begin);
        qsizetype depth = 0;
        quint32 node = nearest(tape, call.call.node, pointer, depth);
        if (call.call.batch != JsonTape::None) { // what the batch says for the call
            qsizetype shared = 0;
            const quint32 other = nearest(tape, call.call.batch, pointer, shared);
            node = shared > depth ? other : node;
        }
        begin = tape[node].begin;
        end = tape[node].end;
    } else {
        m_call = positionOf(place.text, begin);
    }
    const Position start = positionOf(place.text, begin);
    const Position stop = walk(place.text, start, end);
    return TextRegion{start.line, start.column, stop.line, stop.column, place.offset + begin, end - begin};
}

} // namespace spectap::cli
