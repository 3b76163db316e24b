// SPDX-License-Identifier: MIT
#include "model/session/redaction/redactor.h"

#include "model/call/jsonescape.h"
#include "model/session/redaction/sensitivekeys.h"
#include "model/session/redaction/sensitiveshapes.h"
#include "model/support/jsontext.h"

#include <algorithm>
#include <array>

namespace spectap {

/// A part of a text; what is done is looked at by nobody any more, or a pseudonym would get one of its own.
struct Redactor::Piece
{
    QByteArray text;
    bool done = false;
};

namespace {

constexpr qsizetype MinBase64 = 16;

bool isDelimiter(char c)
{
    static constexpr auto Delimiters = [] {
        std::array<bool, 256> is{};
        for (std::size_t i = 0; i <= ' '; ++i)
            is[i] = true;
        for (const char each :
            {'?', '&', ';', '#', '=', '/', ',', '"', '\'', '<', '>', '(', ')', '{', '}', '[', ']', '|', '\\'})
            is[static_cast<quint8>(each)] = true;
        return is;
    }();
    return Delimiters[static_cast<quint8>(c)];
}

/// Has an escape, a space as in forms, or may be base64.
bool mayBeEncoded(QByteArrayView part, bool isValue)
{
    return part.contains('%') || (isValue && part.contains('+')) ||
           (part.size() >= MinBase64 && (part.front() == 'e' || part.front() == 'W'));
}

/// As QByteArray::trimmed() has it.
bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Values with names, escapes, or JSON in base64, which begins with ey, ew or W.
bool mayHaveParameters(QByteArrayView text)
{
    if (text.size() < 4)
        return false;
    char before = '\0';
    for (const char c : text) {
        if (c == '=' || c == '%' || c == 'W' || (before == 'e' && (c == 'y' || c == 'w')))
            return true;
        before = c;
    }
    return false;
}

bool hasEscape(const QByteArray &text)
{
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        if (at + 2 < text.size() && isHex(text[at + 1]) && isHex(text[at + 2]))
            return true;
    }
    return false;
}

} // namespace

bool Redactor::textStays(QByteArrayView plain) const
{
    const auto first = std::find_if(plain.begin(), plain.end(), [](char c) { return !isBlank(c); });
    if (first != plain.end() && (*first == '{' || *first == '[' || *first == '"'))
        return false;
    return !mayHaveParameters(plain) && (m_learning || !m_literals.next(plain, 0)) && !nextSensitive(plain);
}

QByteArray Redactor::text(const QByteArray &plain, const Field &field, int depth)
{
    if (plain.isEmpty())
        return plain;
    if (isIsoTime(plain)) { // its digits are no number of anybody, unless it is somebody's birthday
        const auto known = m_learning ? std::nullopt : m_literals.find(plain);
        return known ? pseudonym(*known, plain) : plain;
    }
    const char first = plain.trimmed().left(1).append('\0')[0];
    if (first == '{' || first == '[' || first == '"') {
        Splices splices;
        if (json(plain, field, depth + 1, splices))
            return spliced(plain, splices);
    }
    if (textStays(plain))
        return plain;
    Pieces pieces{{plain, false}};
    if (depth <= MaxDepth)
        splitParameters(pieces, depth);
    if (!m_learning)
        splitLiterals(pieces);
    splitShapes(pieces, field);
    QByteArray made;
    for (const Piece &piece : pieces)
        made += piece.text;
    return made;
}

/// A part of a URL or a form: `kind` by the parameter's name, if any.
QByteArray Redactor::encoded(
    const QByteArray &part, std::optional<SensitiveKind> kind, bool isValue, int depth)
{
    if (part.isEmpty() || isNobody(part))
        return part;
    QByteArray plain = part;
    const bool spaces = isValue && part.contains('+') && !part.contains('@') && !part.startsWith('+');
    if (spaces)
        plain.replace('+', ' ');
    const bool escapes = hasEscape(plain);
    if (escapes)
        plain = QByteArray::fromPercentEncoding(plain);
    if (kind) {
        // What is a value on its own in there, an id in quotes for example, is known by that.
        const bool quoted = plain.size() > 2 && plain.startsWith('"') && plain.endsWith('"');
        const QByteArray inside = quoted ? plain.sliced(1, plain.size() - 2) : plain;
        QByteArray made = value(inside, m_fields.rootOf(*kind), depth + 1);
        if (made == inside)
            return part;
        if (quoted)
            made = '"' + made + '"';
        return escapes || spaces ? made.toPercentEncoding() : made;
    }
    if (escapes || spaces) {
        const QByteArray made = text(plain, m_fields.root(), depth + 1);
        if (made != plain)
            return made.toPercentEncoding();
    }
    if (part.size() >= MinBase64 && (plain.startsWith('e') || plain.startsWith('W'))) { // { or [
        const bool urlSafe = plain.contains('-') || plain.contains('_');
        const auto alphabet = urlSafe ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding;
        const auto decoded =
            QByteArray::fromBase64Encoding(plain, alphabet | QByteArray::AbortOnBase64DecodingErrors);
        Splices splices;
        if (decoded && json(*decoded, m_fields.root(), depth + 1, splices) && !splices.empty()) {
            const bool padded = plain.endsWith('=');
            const QByteArray made = spliced(*decoded, splices)
                                        .toBase64(alphabet | (padded ? QByteArray::KeepTrailingEquals
                                                                     : QByteArray::OmitTrailingEquals));
            return escapes ? made.toPercentEncoding() : made;
        }
    }
    return part;
}

/// name=value as in URLs, and whatever is percent-encoded or base64 between delimiters.
void Redactor::splitParameters(Pieces &pieces, int depth)
{
    const QByteArray all = pieces.front().text;
    if (!mayHaveParameters(all))
        return;
    Pieces split;
    QByteArray open;
    QByteArrayView name; // of the parameter, as far as it has been read
    for (qsizetype at = 0; at < all.size();) {
        qsizetype end = at;
        const bool isValue = at > 0 && all[at - 1] == '=';
        while (end < all.size() && (!isDelimiter(all[end]) || (isValue && all[end] == '/')))
            ++end;
        while (isValue && end > at && end < all.size() && all[end] == '=') // base64 ends so
            ++end;
        const QByteArrayView part = QByteArrayView(all).sliced(at, end - at);
        std::optional<SensitiveKind> kind;
        if (isValue) {
            kind = kindOfKey(foldedKey(name));
            if (kind && !m_profile.replaces(*kind))
                kind = std::nullopt;
        }
        QByteArray made;
        const bool asked = kind || mayBeEncoded(part, isValue);
        if (asked)
            made = encoded(part.toByteArray(), kind, isValue, depth);
        if (!asked || made == part) {
            open += part;
        } else {
            split.push_back({std::exchange(open, {}), false});
            split.push_back({std::move(made), true});
        }
        name = part;
        if (end < all.size())
            open += all[end];
        at = end + 1;
    }
    split.push_back({open, false});
    pieces = std::move(split);
}

void Redactor::splitLiterals(Pieces &pieces)
{
    Pieces split;
    for (const Piece &piece : pieces) {
        qsizetype from = 0;
        while (!piece.done) {
            const auto match = m_literals.next(piece.text, from);
            if (!match)
                break;
            split.push_back({piece.text.mid(from, match->begin - from), false});
            split.push_back(
                {pseudonym(match->kind, piece.text.mid(match->begin, match->end - match->begin)), true});
            from = match->end;
        }
        split.push_back({from == 0 ? piece.text : piece.text.mid(from), piece.done});
    }
    pieces = std::move(split);
}

void Redactor::splitShapes(Pieces &pieces, const Field &field)
{
    Pieces split;
    for (const Piece &piece : pieces) {
        qsizetype done = 0;
        qsizetype from = 0;
        while (!piece.done) {
            const auto span = nextSensitive(piece.text, from);
            if (!span)
                break;
            from = span->end;
            // Versions look like addresses, and the ids of messages are random.
            const bool mistaken = (span->kind == SensitiveKind::Ip && field.isVersion) ||
                                  (span->kind == SensitiveKind::Secret && field.isMessageId);
            if (mistaken || !m_profile.replaces(span->kind))
                continue;
            split.push_back({piece.text.mid(done, span->begin - done), false});
            split.push_back(
                {pseudonym(span->kind, piece.text.mid(span->begin, span->end - span->begin)), true});
            done = span->end;
        }
        split.push_back({done == 0 ? piece.text : piece.text.mid(done), piece.done});
    }
    pieces = std::move(split);
}

/// A body that is no JSON, perhaps nearly: strings are read as strings, and those before a colon as names.
QByteArray Redactor::brokenJson(const QByteArray &plain, int depth)
{
    if (!plain.contains('"'))
        return text(plain, m_fields.root(), depth);
    QByteArray made;
    QByteArray key;
    qsizetype from = 0;
    for (qsizetype quote = plain.indexOf('"'); quote >= 0; quote = plain.indexOf('"', from)) {
        made += text(plain.mid(from, quote - from), m_fields.root(), depth);
        qsizetype end = quote + 1;
        while (end < plain.size() && plain[end] != '"')
            end += plain[end] == '\\' ? 2 : 1;
        end = std::min(end, plain.size());
        const QByteArray inside = plain.mid(quote + 1, end - quote - 1);
        const bool escaped = inside.contains('\\') && findBadEscape(inside) < 0;
        const QByteArray words = escaped ? unescapeJson(inside) : inside;
        qsizetype after = end + 1;
        while (after < plain.size() && plain[after] == ' ')
            ++after;
        const bool isKey = after < plain.size() && plain[after] == ':';
        const QByteArray edited =
            isKey ? text(words, m_fields.root(), depth) : value(words, m_fields.loose(key), depth);
        made += '"' + (edited == words ? inside : jsonString(edited).chopped(1).sliced(1));
        if (end < plain.size())
            made += '"';
        key = isKey ? foldedKey(words) : QByteArray();
        from = std::min(end + 1, plain.size());
    }
    return made + text(plain.mid(from), m_fields.root(), depth);
}

} // namespace spectap
