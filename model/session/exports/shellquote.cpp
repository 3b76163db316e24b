// SPDX-License-Identifier: MIT
#include "model/session/exports/shellquote.h"

#include <algorithm>

namespace spectap {

namespace {

/// Linux takes 128 KiB in a word; an escaped byte is four.
constexpr qsizetype PieceBytes = 24'000;

bool isText(QByteArrayView bytes)
{
    const auto isControl = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    };
    return bytes.isValidUtf8() && std::none_of(bytes.begin(), bytes.end(), isControl);
}

QByteArray quoted(QByteArrayView text)
{
    QByteArray word = "'";
    for (const char c : text) {
        if (c == '\'')
            word += "'\\''";
        else
            word += c;
    }
    return word + '\'';
}

/// The format of a printf that prints the bytes.
QByteArray printfFormat(QByteArrayView bytes)
{
    QByteArray format = "'";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7f || c == '\'')
            format += '\\' + QByteArray::number(byte, 8).rightJustified(3, '0');
        else if (c == '%' || c == '\\')
            format += QByteArray(2, c);
        else
            format += c;
    }
    return format + '\'';
}

} // namespace

QByteArray shellWord(QByteArrayView bytes)
{
    return isText(bytes) ? quoted(bytes) : "\"$(printf " + printfFormat(bytes) + ")\"";
}

void appendShellPrint(QByteArray &out, QByteArrayView bytes)
{
    const bool text = isText(bytes);
    const bool pieces = bytes.size() > PieceBytes;
    if (pieces)
        out += "{\n";
    do {
        qsizetype size = std::min(PieceBytes, bytes.size());
        while (text && size < bytes.size() && (static_cast<unsigned char>(bytes[size]) & 0xc0) == 0x80)
            --size; // characters stay whole
        const QByteArrayView piece = bytes.first(size);
        out += (text ? "printf '%s' " : "printf ") + (text ? quoted(piece) : printfFormat(piece));
        if (pieces)
            out += '\n';
        bytes = bytes.sliced(size);
    } while (!bytes.isEmpty());
    if (pieces)
        out += '}';
}

} // namespace spectap
