// SPDX-License-Identifier: MIT
#include "ui/inspector/rawdocument.h"

#include <QStringDecoder>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int IndentWidth = 2;
constexpr int HexBytesPerLine = 16;

RawToken tokenOf(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Number:
        return RawToken::Number;
    case JsonKind::String:
        return RawToken::String;
    case JsonKind::Null:
    case JsonKind::False:
    case JsonKind::True:
    case JsonKind::Array:
    case JsonKind::Object:
        break;
    }
    return RawToken::Literal;
}

bool isContainer(JsonKind kind)
{
    return kind == JsonKind::Array || kind == JsonKind::Object;
}

/// UTF-16 offsets of rising UTF-8 offsets, in one pass over the bytes.
class Utf16Cursor
{
public:
    explicit Utf16Cursor(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    qsizetype advance(qsizetype offset)
    {
        for (; m_offset < offset; ++m_offset) {
            const auto byte = static_cast<quint8>(m_bytes[m_offset]);
            m_units += (byte & 0xc0) != 0x80;
            m_units += byte >= 0xf0; // beyond the basic plane: two units
        }
        return m_units;
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_offset = 0;
    qsizetype m_units = 0;
};

/// `size` cut back to where a UTF-8 sequence begins.
qsizetype characterBoundary(QByteArrayView bytes, qsizetype size)
{
    if (size >= bytes.size())
        return bytes.size();
    while (size > 0 && (static_cast<quint8>(bytes[size]) & 0xc0) == 0x80)
        --size;
    return size;
}

bool isText(QByteArrayView bytes)
{
    if (bytes.contains('\0'))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder(bytes);
    return !decoder.hasError();
}

} // namespace

bool isAboutName(const Finding &finding)
{
    switch (finding.rule) {
    case Rule::NameCase:
    case Rule::NearMiss:
    case Rule::Deprecated:
    case Rule::Reserved:
    case Rule::CustomProperty:
    case Rule::PlanUnplannedProperty:
        break;
    default: // every other rule judges what the field holds
        return false;
    }
    // The name of an event, page or screen is a value.
    return finding.pointer != "/event" && finding.pointer != "/name" && finding.pointer != "/category" &&
           finding.pointer != "/type";
}

RawDocument::RawDocument(const CallDocument &call, Form form, qsizetype maxBytes)
{
    const QByteArrayView bytes = call.stored.raw();
    m_byteCount = bytes.size();
    if (!call.view.tape || call.view.tape->size() == 0) {
        buildUnreadable(bytes, maxBytes);
        return;
    }
    m_rootNode = call.view.node;
    m_places.resize(call.tape[m_rootNode].next - m_rootNode);
    if (form == Form::Pretty)
        buildPretty(call, maxBytes);
    else
        buildAsSent(call, maxBytes);
    indexLines();
    for (Place &place : m_places)
        place.line = lineAt(place.begin);
    m_root = m_places.front();
    placeFields(call);
    placeMarks(call);
}

void RawDocument::append(QByteArrayView bytes, RawToken token)
{
    const qsizetype begin = m_text.size();
    m_text += QString::fromUtf8(bytes);
    m_spans.push_back({begin, m_text.size(), token});
}

void RawDocument::newLine(int depth)
{
    m_text += u'\n';
    m_text.resize(m_text.size() + depth * IndentWidth, u' ');
}

void RawDocument::buildPretty(const CallDocument &call, qsizetype maxBytes)
{
    const JsonTape &tape = call.tape;
    const quint32 root = call.view.node;
    const quint32 end = tape[root].next;
    struct Open
    {
        quint32 node;
        int line;
        bool first;
    };
    std::vector<Open> open;
    int line = 0;
    const auto close = [&] {
        const Open top = open.back();
        open.pop_back();
        const JsonNode &node = tape[top.node];
        newLine(static_cast<int>(open.size()));
        ++line;
        m_text += node.kind == JsonKind::Object ? u'}' : u']';
        m_places[top.node - root].end = m_text.size();
        m_folds.push_back({top.line, line, static_cast<int>(open.size())});
    };

    for (quint32 index = root; index < end; ++index) {
        while (!open.empty() && tape[open.back().node].next <= index)
            close();
        const JsonNode &node = tape[index];
        if (node.begin - tape[root].begin > maxBytes) {
            m_cut = true;
            break;
        }
        if (!open.empty()) {
            if (!open.back().first)
                m_text += u',';
            open.back().first = false;
            newLine(static_cast<int>(open.size()));
            ++line;
        }
        Place &place = m_places[index - root];
        place.begin = m_text.size();
        if (!open.empty() && tape[open.back().node].kind == JsonKind::Object) {
            // With its quotes, which stand one byte outside the key on either side.
            append(tape.text().sliced(node.keyBegin - 1, node.keyEnd - node.keyBegin + 2), RawToken::Key);
            m_text += u": ";
        }
        place.value = m_text.size();
        if (!isContainer(node.kind)) {
            append(tape.raw(index), tokenOf(node.kind));
        } else if (node.children == 0) {
            m_text += node.kind == JsonKind::Object ? u"{}" : u"[]";
        } else {
            m_text += node.kind == JsonKind::Object ? u'{' : u'[';
            open.push_back({index, line, true});
        }
        place.end = m_text.size();
    }
    if (!m_cut) {
        while (!open.empty())
            close();
    }
    std::ranges::sort(m_folds, {}, &RawFold::first);
}

void RawDocument::buildAsSent(const CallDocument &call, qsizetype maxBytes)
{
    const JsonTape &tape = call.tape;
    const quint32 root = call.view.node;
    const qsizetype base = tape[root].begin;
    const QByteArrayView whole = tape.raw(root);
    const QByteArrayView shown = whole.first(characterBoundary(whole, maxBytes));
    m_cut = shown.size() < whole.size();
    m_text = QString::fromUtf8(shown);

    Utf16Cursor cursor(shown);
    std::vector<quint32> open;
    for (quint32 index = root; index < tape[root].next; ++index) {
        while (!open.empty() && tape[open.back()].next <= index) {
            m_places[open.back() - root].end = cursor.advance(tape[open.back()].end - base);
            open.pop_back();
        }
        const JsonNode &node = tape[index];
        if (node.end - base > shown.size() && !isContainer(node.kind))
            break;
        if (node.begin - base >= shown.size())
            break;
        Place &place = m_places[index - root];
        const bool hasKey = index != root && node.keyBegin != 0;
        if (hasKey) {
            place.begin = cursor.advance(node.keyBegin - 1 - base);
            m_spans.push_back({place.begin, cursor.advance(node.keyEnd + 1 - base), RawToken::Key});
        }
        place.value = cursor.advance(node.begin - base);
        if (!hasKey)
            place.begin = place.value;
        if (isContainer(node.kind)) {
            place.end = place.value + 1;
            open.push_back(index);
        } else {
            place.end = cursor.advance(node.end - base);
            m_spans.push_back({place.value, place.end, tokenOf(node.kind)});
        }
    }
    for (; !open.empty() && !m_cut; open.pop_back())
        m_places[open.back() - root].end = cursor.advance(tape[open.back()].end - base);
}

void RawDocument::buildUnreadable(QByteArrayView bytes, qsizetype maxBytes)
{
    JsonTape tape;
    const std::optional<JsonError> error = tape.parse(bytes);
    const qsizetype errorOffset = error ? qsizetype(error->offset) : -1;
    QByteArrayView shown = bytes.first(characterBoundary(bytes, maxBytes));
    m_cut = shown.size() < bytes.size();
    if (!isText(shown)) {
        buildHex(shown, errorOffset);
        return;
    }
    m_content = Content::Text;
    m_text = QString::fromUtf8(shown);
    indexLines();
    if (errorOffset < 0 || errorOffset > shown.size())
        return;
    RawMark mark;
    mark.begin = Utf16Cursor(shown).advance(errorOffset);
    mark.end = qMin(mark.begin + 1, m_text.size());
    mark.line = lineAt(mark.begin);
    mark.severity = Severity::Error;
    mark.finding = 0;
    mark.underlined = true;
    m_marks.push_back(mark);
}

void RawDocument::buildHex(QByteArrayView bytes, qsizetype errorOffset)
{
    m_content = Content::Hex;
    for (qsizetype at = 0; at < bytes.size(); at += HexBytesPerLine) {
        const QByteArrayView row = bytes.sliced(at, qMin(qsizetype(HexBytesPerLine), bytes.size() - at));
        if (at > 0)
            m_text += u'\n';
        m_text += u"%1  "_s.arg(at, 8, 16, QChar(u'0'));
        QString letters;
        for (qsizetype i = 0; i < HexBytesPerLine; ++i) {
            if (i == HexBytesPerLine / 2)
                m_text += u' ';
            if (i >= row.size()) {
                m_text += u"   "_s;
                continue;
            }
            const auto byte = static_cast<quint8>(row[i]);
            if (at + i == errorOffset) {
                RawMark mark;
                mark.begin = m_text.size();
                mark.end = mark.begin + 2;
                mark.line = static_cast<int>(at / HexBytesPerLine);
                mark.severity = Severity::Error;
                mark.finding = 0;
                mark.underlined = true;
                m_marks.push_back(mark);
            }
            m_text += u"%1 "_s.arg(uint(byte), 2, 16, QChar(u'0'));
            letters += byte >= 0x20 && byte < 0x7f ? QChar(char16_t(byte)) : QChar(u'·');
        }
        m_text += u" "_s + letters;
    }
    indexLines();
}

void RawDocument::indexLines()
{
    m_lineStarts.assign(1, 0);
    for (qsizetype at = m_text.indexOf(u'\n'); at >= 0; at = m_text.indexOf(u'\n', at + 1))
        m_lineStarts.push_back(at + 1);
}

void RawDocument::placeFields(const CallDocument &call)
{
    const quint32 root = call.view.node;
    m_fields.resize(call.fields.size());
    for (std::size_t i = 0; i < call.fields.size(); ++i) {
        const FieldVerdict &verdict = call.fields[i];
        Field &field = m_fields[i];
        field.parent = verdict.parent;
        // A field of the batch around the call is not part of the call's own bytes.
        field.sent =
            verdict.node != JsonTape::None && verdict.node >= root && verdict.node - root < m_places.size();
        if (field.sent)
            field.place = m_places[verdict.node - root];
        else
            field.place = verdict.parent < 0 ? m_root : m_fields[std::size_t(verdict.parent)].place;
    }
}

void RawDocument::placeMarks(const CallDocument &call)
{
    std::vector<bool> placed(call.result.findings.size());
    for (std::size_t i = 0; i < call.fields.size(); ++i) {
        const Field &field = m_fields[i];
        for (const quint32 index : call.fields[i].findings) {
            if (index >= placed.size() || field.place.end < 0)
                continue;
            const Finding &finding = call.result.findings[index];
            const Place &place = field.place;
            RawMark mark;
            mark.line = place.line;
            mark.severity = finding.severity;
            mark.finding = index;
            mark.missing = !field.sent;
            const bool onKey = field.sent && place.value > place.begin &&
                               (isAboutName(finding) || isContainer(call.tape[call.fields[i].node].kind));
            mark.begin = onKey ? place.begin : place.value;
            mark.end = onKey ? place.value - 1 : place.end;
            if (onKey) {
                // Between key and value stand a colon and white space, which carry no line.
                while (mark.end > mark.begin && m_text[mark.end - 1] != u'"')
                    --mark.end;
            }
            if (mark.missing)
                mark.end = mark.begin + 1;
            mark.underlined = !mark.missing && finding.severity >= Severity::Warning;
            m_marks.push_back(mark);
            placed[index] = true;
        }
    }
    for (std::size_t index = 0; index < placed.size(); ++index) {
        if (placed[index])
            continue;
        // What is said of the call as a whole stands on its first line.
        RawMark mark;
        mark.begin = m_root.value;
        mark.end = m_root.value;
        mark.line = m_root.line;
        mark.severity = call.result.findings[index].severity;
        mark.finding = static_cast<quint32>(index);
        m_marks.push_back(mark);
    }
    std::ranges::stable_sort(m_marks, {}, &RawMark::begin);
}

QString RawDocument::displayText() const
{
    QString shown = m_text;
    for (QChar &unit : shown) {
        switch (unit.unicode()) {
        case u'\r':
            unit = QChar(0x240d); // a visible sign for carriage return
            break;
        case 0x2028: // line and paragraph separators are ordinary characters of a JSON string
        case 0x2029:
            unit = QChar(0x2424);
            break;
        case 0xfdd0: // Qt's own marks for frames and objects inside a QTextDocument
        case 0xfdd1:
        case 0xfffc:
            unit = QChar(QChar::ReplacementCharacter);
            break;
        default:
            break;
        }
    }
    return shown;
}

int RawDocument::lineAt(qsizetype position) const
{
    const auto after = std::ranges::upper_bound(m_lineStarts, position);
    return qMax(0, static_cast<int>(after - m_lineStarts.begin()) - 1);
}

std::span<const RawSpan> RawDocument::spansIn(qsizetype begin, qsizetype end) const
{
    const auto first = std::ranges::upper_bound(m_spans, begin, {}, &RawSpan::end);
    const auto last = std::ranges::lower_bound(first, m_spans.end(), end, {}, &RawSpan::begin);
    return {first, last};
}

std::span<const RawMark> RawDocument::marksOn(int line) const
{
    // Marks are in the order of the text, so in the order of lines too.
    const auto range = std::ranges::equal_range(m_marks, line, {}, &RawMark::line);
    return {range.begin(), range.end()};
}

RawDocument::Place RawDocument::placeOfField(int index) const
{
    if (index < 0 || std::size_t(index) >= m_fields.size())
        return {};
    return m_fields[std::size_t(index)].place;
}

int RawDocument::fieldAt(qsizetype position) const
{
    int found = -1;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const Field &field = m_fields[i];
        if (!field.sent || field.place.end < 0 || position < field.place.begin || position > field.place.end)
            continue;
        // Later ones lie deeper; the narrowest wins.
        if (found < 0 || field.place.begin >= m_fields[std::size_t(found)].place.begin)
            found = static_cast<int>(i);
    }
    return found;
}

} // namespace spectap
