// SPDX-License-Identifier: MIT
#include "model/call/jsonlexer.h"

namespace spectap {

namespace {

bool isSpace(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

bool isOperator(char byte)
{
    return byte == '{' || byte == '}' || byte == '[' || byte == ']' || byte == ':' || byte == ',';
}

} // namespace

quint32 utf8Length(QByteArrayView text, quint32 at)
{
    const auto byte = [&](quint32 offset) {
        const qsizetype index = static_cast<qsizetype>(at) + offset;
        return index < text.size() ? static_cast<quint8>(text[index]) : quint8(0);
    };
    const auto continues = [&](quint32 offset) { return (byte(offset) & 0xc0) == 0x80; };
    const quint8 lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return continues(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const bool overlong = lead == 0xe0 && byte(1) < 0xa0;
        const bool surrogate = lead == 0xed && byte(1) >= 0xa0;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool overlong = lead == 0xf0 && byte(1) < 0x90;
        const bool tooBig = lead == 0xf4 && byte(1) >= 0x90;
        return continues(1) && continues(2) && continues(3) && !overlong && !tooBig ? 4 : 0;
    }
    return 0;
}

SlowIndex indexSlowly(QByteArrayView text)
{
    SlowIndex index;
    const auto size = static_cast<quint32>(text.size());
    const auto stop = [&](quint32 at, std::optional<JsonError::Code> code) {
        index.limit = at;
        index.offsets.push_back(at);
        if (code)
            index.fault = JsonError{*code, at, JsonError::Expected::Nothing};
        return std::move(index);
    };

    bool inScalar = false;
    for (quint32 at = 0; at < size;) {
        const char byte = text[at];
        if (index.openString != JsonTape::None) {
            if (byte == '"') {
                index.openString = JsonTape::None;
            } else if (byte == '\\' && at + 1 < size && (text[at + 1] == '"' || text[at + 1] == '\\')) {
                at += 2;
                continue;
            } else if (static_cast<quint8>(byte) < 0x20) {
                return stop(at, JsonError::Code::ControlInString);
            }
        } else if (byte == '"' && !inScalar) {
            index.offsets.push_back(at);
            index.openString = at;
        } else if (isSpace(byte) || isOperator(byte)) {
            inScalar = false;
            if (isOperator(byte))
                index.offsets.push_back(at);
        } else {
            if (!inScalar)
                index.offsets.push_back(at);
            inScalar = true;
        }
        const quint32 length = utf8Length(text, at);
        if (length == 0)
            return stop(at, JsonError::Code::BadUtf8);
        at += length;
    }
    if (index.openString != JsonTape::None)
        return stop(size, JsonError::Code::UnclosedString);
    return stop(size, std::nullopt);
}

} // namespace spectap
