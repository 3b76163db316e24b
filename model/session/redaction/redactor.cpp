// SPDX-License-Identifier: MIT
#include "model/session/redaction/redactor.h"

#include "model/session/redaction/sensitivekeys.h"
#include "model/session/redaction/sensitiveshapes.h"
#include "model/support/jsontext.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr std::size_t MaxKeys = 10'000;

} // namespace

QByteArray Redactor::spliced(QByteArrayView text, const Splices &splices)
{
    QByteArray made;
    made.reserve(text.size());
    qsizetype from = 0;
    for (const Splice &splice : splices) {
        made += text.sliced(from, splice.begin - from);
        made += splice.with;
        from = splice.end;
    }
    made += text.sliced(from);
    return made;
}

Redactor::Splices Redactor::body(QByteArrayView text)
{
    Splices splices;
    m_fields.relieve();
    m_in = FoundIn::Field;
    m_field = &m_fields.root();
    if (text.isEmpty() || json(text, m_fields.root(), 0, splices))
        return splices;
    const bool binary = std::any_of(text.begin(), text.end(),
        [](char c) { return static_cast<quint8>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
    // Nobody can tell what is in there: compressed, or in another encoding.
    const QByteArray made = binary ? QByteArray("(bytes left out)") : brokenJson(text.toByteArray(), 0);
    if (binary || made != text)
        splices.push_back({0, text.size(), made});
    return splices;
}

bool Redactor::json(QByteArrayView text, const Field &root, int depth, Splices &splices)
{
    if (depth > MaxDepth)
        return false;
    JsonTape &tape = m_tapes[static_cast<std::size_t>(depth)];
    if (tape.parse(text))
        return false;
    const Field *around = std::exchange(m_field, &root);
    walk(tape, 0, root, depth, splices);
    m_field = around;
    return true;
}

void Redactor::walk(const JsonTape &tape, quint32 node, const Field &field, int depth, Splices &splices)
{
    if (field.choice == FieldChoice::Keep)
        return;
    m_field = &field;
    const JsonNode &here = tape[node];
    switch (here.kind) {
    case JsonKind::Object:
    case JsonKind::Array:
        walkMembers(tape, node, field, depth, splices);
        break;
    case JsonKind::String: {
        const QByteArrayView view = tape.string(node);
        if (stays(view, field))
            break;
        if (const QByteArray *made = given(view, field)) {
            splices.push_back({here.begin, here.end, jsonString(*made)});
            break;
        }
        const QByteArray plain = view.toByteArray();
        if (const QByteArray made = value(plain, field, depth); made != plain)
            splices.push_back({here.begin, here.end, jsonString(made)});
        break;
    }
    case JsonKind::Number: {
        if (numberStays(tape.raw(node), field))
            break;
        const QByteArray raw = tape.raw(node).toByteArray();
        if (const QByteArray made = number(raw, field); made != raw)
            splices.push_back({here.begin, here.end, made});
        break;
    }
    default:
        break;
    }
}

void Redactor::walkMembers(
    const JsonTape &tape, quint32 object, const Field &field, int depth, Splices &splices)
{
    const bool isObject = tape[object].kind == JsonKind::Object;
    const auto beginOf = [&](quint32 node) { return isObject ? tape[node].keyBegin - 1 : tape[node].begin; };
    qsizetype keptEnd = tape[object].begin + 1;
    qsizetype dropFrom = -1; // of members that are dropped, up to now the last ones
    const Field *before = nullptr;
    for (quint32 node = object + 1; node < tape[object].next; node = tape[node].next) {
        const Field &child = isObject ? m_fields.member(field, tape.key(node), before) : m_fields.item(field);
        before = &child;
        if (!m_learning && child.choice == FieldChoice::Drop) {
            if (dropFrom < 0)
                dropFrom = beginOf(node);
            continue;
        }
        if (dropFrom >= 0)
            splices.push_back({dropFrom, beginOf(node), {}});
        dropFrom = -1;
        keptEnd = tape[node].end;
        if (isObject && !child.keyStays.value_or(false)) {
            m_field = &field;
            const QByteArrayView key = tape.key(node);
            const QByteArray &made = this->key(key, depth);
            if (made != key)
                splices.push_back({tape[node].keyBegin - 1, tape[node].keyEnd + 1, jsonString(made)});
            else if (&child != &m_fields.root())
                child.keyStays = true;
        }
        walk(tape, node, child, depth, splices);
    }
    if (dropFrom >= 0) { // with the comma before them
        const qsizetype end = tape[object].end - 1;
        splices.push_back({keptEnd, end, {}});
    }
}

const QByteArray &Redactor::key(QByteArrayView plain, int depth)
{
    if (const auto known = m_keys.find(plain); known != m_keys.end())
        return known->second;
    if (m_keys.size() == MaxKeys) // somebody's keys are data
        m_keys.clear();
    const QByteArray name = plain.toByteArray();
    return m_keys.emplace(name, text(name, m_fields.root(), depth)).first->second;
}

bool Redactor::stays(QByteArrayView plain, const Field &field) const
{
    if (plain.isEmpty() || field.isProtected)
        return true;
    if (field.kind || (!m_learning && m_literals.find(plain)))
        return false;
    return isIsoTime(plain) || textStays(plain);
}

const QByteArray *Redactor::given(QByteArrayView plain, const Field &field) const
{
    if (m_learning || !field.kind || field.kind == SensitiveKind::Ip || plain.startsWith('{') ||
        plain.startsWith('[') || (field.kind == SensitiveKind::Name && plain.contains(' ')))
        return nullptr;
    return m_pseudonyms.given(plain);
}

bool Redactor::numberStays(QByteArrayView raw, const Field &field) const
{
    constexpr qsizetype MinCard = 13;
    return !field.kind && raw.size() < MinCard && (m_learning || !m_literals.find(raw));
}

QByteArray Redactor::pseudonym(SensitiveKind kind, const QByteArray &plain)
{
    if (!m_learning) {
        if (const QByteArray *given = m_pseudonyms.given(plain))
            return *given;
    }
    if (isNobody(plain))
        return plain;
    if (m_learning) {
        m_literals.add(kind, plain);
        const bool isField = m_in == FoundIn::Field && m_field;
        const QByteArray place = isField ? m_field->path : m_in == FoundIn::Header ? m_header : QByteArray();
        m_found.add(kind, isField && place.isEmpty() ? FoundIn::Body : m_in, place, plain);
        return plain;
    }
    return m_pseudonyms.of(m_literals.find(plain).value_or(kind), plain);
}

QByteArray Redactor::value(const QByteArray &plain, const Field &field)
{
    m_field = &field;
    return value(plain, field, 0);
}

QByteArray Redactor::value(const QByteArray &plain, const Field &field, int depth)
{
    if (plain.isEmpty() || field.isProtected || field.choice == FieldChoice::Keep)
        return plain;
    if (const auto kind = field.kind) {
        // JSON in a string stays JSON.
        if (plain.startsWith('{') || plain.startsWith('[')) {
            Splices splices;
            if (json(plain, field, depth + 1, splices))
                return spliced(plain, splices);
        }
        return whole(*kind, plain, depth);
    }
    if (const auto known = m_learning ? std::nullopt : m_literals.find(plain);
        known && (LiteralValues::isTelling(*known, plain) || field.isId))
        return pseudonym(*known, plain);
    return text(plain, field, depth);
}

QByteArray Redactor::number(const QByteArray &raw, const Field &field)
{
    if (const auto kind = field.kind)
        return pseudonym(*kind, raw);
    if (m_profile.replaces(SensitiveKind::Card)) {
        const auto shape = nextSensitive(raw);
        if (shape && shape->kind == SensitiveKind::Card && shape->begin == 0 && shape->end == raw.size())
            return pseudonym(SensitiveKind::Card, raw);
    }
    const auto known = m_learning ? std::nullopt : m_literals.find(raw);
    if (known && (LiteralValues::isTelling(*known, raw) || field.isId))
        return pseudonym(*known, raw);
    return raw;
}

QByteArray Redactor::whole(SensitiveKind kind, const QByteArray &plain, int depth)
{
    const auto shape = nextSensitive(plain);
    const bool isShape = shape && shape->begin == 0 && shape->end == plain.size();
    if (isShape && shape->kind == SensitiveKind::Email)
        return pseudonym(SensitiveKind::Email, plain);
    if (kind == SensitiveKind::Ip) {
        if (isShape && shape->kind == SensitiveKind::Ip)
            return pseudonym(kind, plain);
        return text(plain, m_fields.root(), depth); // a list of them, with ports
    }
    if (kind == SensitiveKind::Name && plain.contains(' ')) {
        // Word by word: the first name alone is known again.
        QList<QByteArray> words = plain.split(' ');
        for (QByteArray &word : words)
            word = pseudonym(kind, word);
        return words.join(' ');
    }
    return pseudonym(kind, plain);
}

QByteArray Redactor::header(const QByteArray &name, const QByteArray &value)
{
    const QByteArray key = foldedKey(name);
    m_in = FoundIn::Header;
    m_header = name;
    if (value.isEmpty() || isNobody(value))
        return value;
    if (key == "cookie" || key == "setcookie") {
        QList<QByteArray> cookies = value.split(';');
        for (QByteArray &cookie : cookies) {
            const qsizetype equals = cookie.indexOf('=');
            const QByteArray part = cookie.sliced(equals + 1);
            cookie = cookie.first(equals + 1) + encoded(part, SensitiveKind::Secret, true, 0);
        }
        return cookies.join(';');
    }
    const auto kind = kindOfKey(key);
    if (kind && m_profile.replaces(*kind)) {
        const qsizetype space = value.indexOf(' ');
        if (*kind == SensitiveKind::Secret && space > 0) // the scheme stays
            return value.first(space + 1) + whole(*kind, value.sliced(space + 1), 0);
        return whole(*kind, value, 0);
    }
    return text(value, m_fields.root(), 0);
}

} // namespace spectap
