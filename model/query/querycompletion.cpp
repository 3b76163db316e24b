// SPDX-License-Identifier: MIT
#include "model/query/querycompletion.h"

#include "model/query/querywords.h"

#include <algorithm>

namespace spectap {

namespace {

bool endsTerm(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')';
}

/// Where the quotes that open at `open` are over: behind them, or at the end of the text.
qsizetype behindQuotes(QStringView text, qsizetype open)
{
    for (qsizetype at = open + 1; at < text.size(); ++at) {
        if (text[at] == u'\\')
            ++at;
        else if (text[at] == u'"')
            return at + 1;
    }
    return text.size();
}

/// The end of what is written from `at` on without a space, a parenthesis and, perhaps, a comma outside
/// quotes.
qsizetype behindWritten(QStringView text, qsizetype at, bool commaEnds)
{
    while (at < text.size() && !endsTerm(text[at]) && !(commaEnds && text[at] == u',')) {
        if (text[at] == u'"')
            at = behindQuotes(text, at);
        else
            at += text[at] == u'\\' && at + 1 < text.size() ? 2 : 1;
    }
    return std::min(at, text.size());
}

QString unquoted(QStringView written)
{
    QString text;
    for (qsizetype i = 0; i < written.size(); ++i) {
        if (written[i] == u'\\' && i + 1 < written.size() &&
            QStringView(u"*?\"\\,()").contains(written[i + 1]))
            text += written[++i];
        else if (written[i] != u'"')
            text += written[i];
    }
    return text;
}

qsizetype operatorLength(QStringView text)
{
    for (const QStringView op : {u"!=", u">=", u"<="}) {
        if (text.startsWith(op))
            return 2;
    }
    return !text.isEmpty() && QStringView(u":=~<>").contains(text.front()) ? 1 : 0;
}

/// Where the key or path at the beginning of `term` ends.
qsizetype keyLength(QStringView term)
{
    if (beginsAsPath(term))
        return pathLength(term);
    qsizetype length = 0;
    while (length < term.size() && operatorLength(term.sliced(length)) == 0 && term[length] != u'"' &&
           term[length] != u',')
        ++length;
    return length;
}

/// The value the cursor is in, of those that begin at `at` with commas between.
void placeValue(QStringView text, qsizetype cursor, qsizetype at, QueryCompletion &place)
{
    qsizetype end = behindWritten(text, at, true);
    while (end < cursor && end < place.termTo && text[end] == u',') {
        at = end + 1;
        end = behindWritten(text, at, true);
    }
    place.from = at;
    place.to = end;
    place.typed = unquoted(text.sliced(at, cursor - at));
}

void placeClause(QStringView text, qsizetype cursor, qsizetype keyEnd, QueryCompletion &place)
{
    const QStringView name = text.sliced(place.termFrom, keyEnd - place.termFrom);
    const qsizetype values = keyEnd + operatorLength(text.sliced(keyEnd));
    const auto key = querywords::keyFromName(name);
    if (cursor < values || text[keyEnd] == u'~' || (!key && !beginsAsPath(name)))
        return;
    placeValue(text, cursor, values, place);
    place.key = key.value_or(QueryKey::Path);
    if (!key)
        place.path = name.toString();
    place.what = place.key == QueryKey::Missing || place.key == QueryKey::Field
                     ? QueryCompletion::What::Field
                     : QueryCompletion::What::Value;
    if (place.key == QueryKey::Missing || place.key == QueryKey::TypeOf)
        place.typed = text.sliced(place.from, cursor - place.from).toString(); // quotes are part of a path
    if (place.key != QueryKey::TypeOf)
        return;
    place.what = QueryCompletion::What::Field;
    const qsizetype equals = values + pathLength(text.sliced(values, place.termTo - values));
    const qsizetype length = equals < place.termTo ? operatorLength(text.sliced(equals)) : 0;
    place.hasOperator = length > 0;
    if (length == 0)
        return;
    if (cursor <= equals) {
        place.to = equals;
        return;
    }
    place.what = cursor < equals + length ? QueryCompletion::What::Nothing : QueryCompletion::What::JsonType;
    if (place.what == QueryCompletion::What::JsonType)
        placeValue(text, cursor, equals + length, place);
}

} // namespace

QueryCompletion completionAt(QStringView text, qsizetype cursor)
{
    cursor = std::clamp(cursor, qsizetype{0}, text.size());
    QueryCompletion place;
    qsizetype at = 0;
    while (true) {
        while (at < cursor && endsTerm(text[at]))
            ++at;
        if (at < cursor && text[at] == u'-')
            ++at;
        if (at < cursor && endsTerm(text[at]))
            continue;
        const qsizetype end = behindWritten(text, at, false);
        if (end >= cursor) {
            place.termTo = std::max(end, cursor);
            break;
        }
        at = end;
    }
    place.termFrom = place.from = at;
    place.to = place.termTo;
    const QStringView term = text.sliced(at, place.termTo - at);
    const qsizetype keyEnd = at + keyLength(term);
    const bool hasOperator =
        keyEnd < place.termTo && operatorLength(text.sliced(keyEnd, place.termTo - keyEnd)) > 0;
    if (hasOperator && cursor > keyEnd) {
        placeClause(text, cursor, keyEnd, place);
        return place;
    }
    if (cursor > keyEnd) // text
        return place;
    place.what = QueryCompletion::What::Key;
    place.to = keyEnd;
    place.typed = text.sliced(at, cursor - at).toString();
    place.hasOperator = hasOperator;
    return place;
}

QString quotedQueryValue(const QString &value)
{
    constexpr QStringView Wild = u"*?\\\"";
    const bool wild = std::any_of(value.begin(), value.end(), [](QChar c) { return c == u'*' || c == u'?'; });
    const bool quotes = value.isEmpty() || std::any_of(value.begin(), value.end(),
                                               [](QChar c) { return endsTerm(c) || c == u',' || c == u'"'; });
    QString text;
    for (const QChar c : value) {
        // A backslash means itself where nothing is escaped.
        if (Wild.contains(c) && (c != u'\\' || wild || quotes))
            text += u'\\';
        text += c;
    }
    return quotes ? QString(u'"' + text + u'"') : text;
}

QString withoutTerm(QStringView text, qsizetype from, qsizetype to)
{
    while (true) {
        while (from > 0 && text[from - 1].isSpace())
            --from;
        while (to < text.size() && text[to].isSpace())
            ++to;
        if (from > 0 && text[from - 1] == u'-') {
            --from;
        } else if (from > 0 && to < text.size() && text[from - 1] == u'(' && text[to] == u')') {
            --from;
            ++to;
        } else {
            break;
        }
    }
    QString before = text.first(from).toString();
    QString after = text.sliced(to).toString();
    const auto isOr = [](QStringView word) { return word == u"OR"; };
    const qsizetype last = std::max(before.lastIndexOf(u' '), before.lastIndexOf(u'(')) + 1;
    const qsizetype space = after.indexOf(u' ');
    const bool orBefore = isOr(QStringView(before).sliced(last));
    const bool orAfter = isOr(QStringView(after).first(space < 0 ? after.size() : space));
    const bool nothingBefore = before.isEmpty() || before.endsWith(u'(') || orBefore;
    const bool nothingAfter = after.isEmpty() || after.startsWith(u')') || orAfter;
    if (orBefore && nothingAfter)
        before = before.first(last).trimmed();
    else if (orAfter && nothingBefore)
        after = after.sliced(2).trimmed();
    const bool apart =
        !before.isEmpty() && !after.isEmpty() && !before.endsWith(u'(') && !after.startsWith(u')');
    return QString(before + (apart ? QStringLiteral(" ") : QString()) + after).trimmed();
}

} // namespace spectap
