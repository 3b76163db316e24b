// SPDX-License-Identifier: MIT
#include "ui/filter/chipquery.h"

#include "model/query/queryterms.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr CallType ChipTypes[] = {
    CallType::Track, CallType::Page, CallType::Screen, CallType::Identify, CallType::Group, CallType::Alias};

ChipQuery::Types allTypes()
{
    ChipQuery::Types types;
    for (const CallType type : ChipTypes)
        types.set(static_cast<std::size_t>(type));
    return types;
}

/// The filter that shows calls whose worst severity is one of a set, by the set's bits (ok 1, info 2, warning
/// 4, error 8). "has:warning" alone would also show calls with errors, so most need both halves.
constexpr std::array<QStringView, 16> SeverityTerms = {
    u"", // none: not reachable
    u"-has:error,warning,info", u"has:info -has:error,warning", u"-has:error,warning",
    u"has:warning -has:error", u"-has:error (has:warning OR -has:info)", u"has:warning,info -has:error",
    u"-has:error", u"has:error", u"(has:error OR -has:warning,info)",
    u"(has:error OR (has:info -has:warning))", u"(has:error OR -has:warning)", u"has:error,warning",
    u"(has:error,warning OR -has:info)", u"has:error,warning,info",
    u"", // all
};

QStringList outerWords(QStringView text)
{
    QStringList words;
    for (const QStringView term : outerTerms(text))
        words << term.toString();
    return words;
}

/// "a OR b" beside another term would bind that term to b alone.
QString asOneTerm(const QString &text)
{
    return outerWords(text).contains(u"OR"_s) ? QString(u'(' + text + u')') : text;
}

/// The types of "type:a,b"; nothing when a value is not one of the six (a wildcard, say).
std::optional<ChipQuery::Types> typesOf(QStringView values)
{
    ChipQuery::Types types;
    for (const QStringView value : values.split(u',')) {
        const CallType type = callTypeFromName(value.toString().toLower().toLatin1());
        if (type == CallType::Unknown)
            return std::nullopt;
        types.set(static_cast<std::size_t>(type));
    }
    return types;
}

bool isSeverityTerm(const QString &term)
{
    return term.startsWith(u"has:"_s) || term.startsWith(u"-has:"_s) || term.startsWith(u"(has:"_s);
}

} // namespace

ChipQuery::ChipQuery()
    : m_types(allTypes())
    , m_severities(0xF)
{
}

ChipQuery ChipQuery::parse(QStringView text)
{
    ChipQuery query;
    const QStringList terms = outerWords(text);
    if (terms.contains(u"OR"_s)) {
        query.m_rest = text.trimmed().toString();
        return query;
    }
    QStringList rest;
    QStringList severity;
    bool typesSeen = false;
    for (const QString &term : terms) {
        const bool negated = term.startsWith(u"-type:"_s);
        if (!typesSeen && (negated || term.startsWith(u"type:"_s))) {
            if (const auto types = typesOf(QStringView(term).sliced(negated ? 6 : 5))) {
                query.m_types = negated ? allTypes() & ~*types : *types;
                query.m_typesNamed = !negated;
                typesSeen = true;
                continue;
            }
        }
        (isSeverityTerm(term) ? severity : rest) << term;
    }
    const QString joined = severity.join(u' ');
    for (std::size_t bits = 1; bits + 1 < SeverityTerms.size(); ++bits) {
        if (joined == SeverityTerms[bits]) {
            query.m_severities = bits;
            severity.clear();
        }
    }
    query.m_rest = (rest + severity).join(u' ');
    return query;
}

QString ChipQuery::text() const
{
    QStringList parts;
    if (m_types != allTypes()) {
        QStringList names;
        for (const CallType type : ChipTypes) {
            if (shows(type) == m_typesNamed)
                names << QString::fromLatin1(callTypeName(type));
        }
        parts << (m_typesNamed ? u"type:"_s : u"-type:"_s) + names.join(u',');
    }
    if (!m_severities.all())
        parts << SeverityTerms[m_severities.to_ulong()].toString();
    if (!m_rest.isEmpty()) {
        parts << (parts.isEmpty() ? m_rest : asOneTerm(m_rest));
    }
    return parts.join(u' ');
}

void ChipQuery::toggle(CallType type)
{
    m_types.flip(static_cast<std::size_t>(type));
    if (m_types.none() && m_typesNamed)
        m_types = allTypes();
    if (m_types == allTypes())
        m_typesNamed = false;
}

void ChipQuery::toggle(Severity severity)
{
    m_severities.flip(static_cast<std::size_t>(severity));
    if (m_severities.none())
        m_severities.set();
}

void ChipQuery::add(const QString &term)
{
    m_rest = m_rest.isEmpty() ? term : QString(asOneTerm(m_rest) + u' ' + term);
}

bool ChipQuery::asks(const QString &terms) const
{
    const QStringList mine = outerWords(m_rest);
    if (terms.isEmpty() || mine.contains(u"OR"_s))
        return false;
    const ChipQuery other = parse(terms);
    const QStringList theirs = outerWords(other.m_rest);
    const bool sameTypes = other.m_types == allTypes() || other.m_types == m_types;
    return sameTypes && std::all_of(theirs.begin(), theirs.end(),
                            [&mine](const QString &term) { return mine.contains(term); });
}

void ChipQuery::drop(const QString &terms)
{
    const ChipQuery other = parse(terms);
    if (other.m_types != allTypes())
        m_types = allTypes();
    const QStringList theirs = outerWords(other.m_rest);
    QStringList mine = outerWords(m_rest);
    mine.removeIf([&theirs](const QString &term) { return theirs.contains(term); });
    m_rest = mine.join(u' ');
}

void ChipQuery::setTime(const QString &term)
{
    QStringList terms = outerWords(m_rest);
    if (!terms.contains(u"OR"_s)) {
        terms.removeIf([](const QString &other) { return other.startsWith(u"time:"_s); });
        m_rest = terms.join(u' ');
    }
    if (!term.isEmpty())
        add(term);
}

void ChipQuery::only(CallType type)
{
    Types one;
    one.set(static_cast<std::size_t>(type));
    m_typesNamed = m_types != one;
    m_types = m_typesNamed ? one : allTypes();
}

void ChipQuery::only(Severity severity)
{
    Severities one;
    one.set(static_cast<std::size_t>(severity));
    if (m_severities == one)
        m_severities.set();
    else
        m_severities = one;
}

} // namespace spectap
