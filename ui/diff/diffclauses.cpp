// SPDX-License-Identifier: MIT
#include "ui/diff/diffclauses.h"

#include "model/query/querycompletion.h"
#include "model/query/querypath.h"

#include <array>
#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestValue = 200; ///< that anybody would filter by

/// The field as a path of the filter language; of an array any item.
QString queryPath(const CallDiff &diff, int field, DiffSide side)
{
    QString path;
    for (int at = field; at >= 0; at = diff.fields()[std::size_t(at)].parent) {
        const bool item = diff.fields()[std::size_t(at)].item;
        const QString step = item ? u"[]"_s : pathStep(QString::fromUtf8(diff.name(at, side)));
        path = path.isEmpty() || path.startsWith(u'[') ? QString(step + path) : QString(step + u'.' + path);
    }
    return path;
}

QString valueClause(const CallDiff &diff, int field, DiffSide side)
{
    const JsonTape &tape = diff.tape(side);
    const quint32 node = diff.fields()[std::size_t(field)].node(side);
    const QString value = QString::fromUtf8(tape.string(node));
    if (value.isEmpty() || value.size() > LongestValue || tape[node].kind == JsonKind::Object ||
        tape[node].kind == JsonKind::Array)
        return {};
    const QString path = queryPath(diff, field, side);
    if (beginsAsPath(path))
        return path + u'=' + quotedQueryValue(value);
    constexpr std::array Keys{std::pair{"userId"_L1, "user"_L1}, std::pair{"anonymousId"_L1, "anon"_L1}};
    for (const auto &[name, key] : Keys) {
        if (path == name)
            return key + u'=' + quotedQueryValue(value);
    }
    return {};
}

} // namespace

QString callsLikeFilter(const ComparedCalls &calls, int field, DiffSide side)
{
    const CallDiff &diff = calls.diff;
    const DiffField &of = diff.fields()[std::size_t(field)];
    QString clause;
    const QString path = queryPath(diff, field, side);
    if (of.node(side) == JsonTape::None)
        clause = u"missing:"_s + path;
    else if (of.change == FieldChange::TypeChanged)
        clause = u"typeof:%1=%2"_s.arg(
            path, QString::fromLatin1(jsonKindName(diff.tape(side)[of.node(side)].kind)));
    else if (of.change == FieldChange::ValueChanged || of.change == FieldChange::FormatChanged)
        clause = valueClause(diff, field, side);
    else if (of.change != FieldChange::Same)
        clause = u"-missing:"_s + path;
    if (clause.isEmpty())
        return {};
    const CallFacts &facts = calls.call(side)->facts;
    const QString name = facts.name.isEmpty() ? u"type:"_s + QString::fromLatin1(callTypeName(facts.type))
                                              : u"event="_s + quotedQueryValue(QString::fromUtf8(facts.name));
    return name + u' ' + clause;
}

} // namespace spectap
