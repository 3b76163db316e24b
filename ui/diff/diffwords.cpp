// SPDX-License-Identifier: MIT
#include "ui/diff/diffwords.h"

#include "model/items/fieldtreemodel.h"
#include "ui/inspector/callwords.h"
#include "ui/numbers.h"

#include <QCoreApplication>

#include <numeric>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

struct DiffWords
{
    Q_DECLARE_TR_FUNCTIONS(spectap::DiffWords)
};

const DiffField &at(const CallDiff &diff, int field)
{
    return diff.fields()[std::size_t(field)];
}

} // namespace

QString changeWords(FieldChange change)
{
    switch (change) {
    case FieldChange::Same:
        return DiffWords::tr("Same");
    case FieldChange::Gone:
        return DiffWords::tr("Gone");
    case FieldChange::TypeChanged:
        return DiffWords::tr("Type changed");
    case FieldChange::FormatChanged:
        return DiffWords::tr("Format changed");
    case FieldChange::Renamed:
        return DiffWords::tr("Renamed");
    case FieldChange::Added:
        return DiffWords::tr("Added");
    case FieldChange::ValueChanged:
        return DiffWords::tr("Value changed");
    }
    return {};
}

QString changeTitle(const CallDiff &diff, int field)
{
    const DiffField &of = at(diff, field);
    switch (of.change) {
    case FieldChange::Same: {
        const quint32 inside = std::accumulate(of.counts.begin() + 1, of.counts.end(), 0U);
        return inside == 0 ? DiffWords::tr("The same in both")
                           : DiffWords::tr("%n change(s) inside", nullptr, int(inside));
    }
    case FieldChange::Gone:
        return DiffWords::tr("Only A has it");
    case FieldChange::Added:
        return DiffWords::tr("Only B has it");
    case FieldChange::TypeChanged:
        return DiffWords::tr("%1 became %2", "types")
            .arg(typeWords(diff, field, DiffSide::A), typeWords(diff, field, DiffSide::B));
    case FieldChange::FormatChanged:
        return DiffWords::tr("Written in another format");
    case FieldChange::Renamed:
        return DiffWords::tr("%1 became %2", "names")
            .arg(QString::fromUtf8(diff.name(field, DiffSide::A)),
                QString::fromUtf8(diff.name(field, DiffSide::B)));
    case FieldChange::ValueChanged:
        return of.varies ? DiffWords::tr("Differs between any two calls") : DiffWords::tr("Another value");
    }
    return {};
}

QString pathWords(const CallDiff &diff, int field)
{
    const QByteArray b = diff.path(field, DiffSide::B);
    const QByteArray a = diff.path(field, DiffSide::A);
    return a == b ? QString::fromUtf8(b) : u"%1 \u2192 %2"_s.arg(QString::fromUtf8(a), QString::fromUtf8(b));
}

QString valueWords(const CallDiff &diff, int field, DiffSide side)
{
    const quint32 node = at(diff, field).node(side);
    if (node == JsonTape::None)
        return DiffWords::tr("not sent");
    const JsonTape &tape = diff.tape(side);
    const JsonKind kind = tape[node].kind;
    if (kind == JsonKind::Object || kind == JsonKind::Array)
        return containerWords(tape, node, at(diff, field).parent >= 0);
    return cellText(tape.raw(node));
}

QString typeWords(const CallDiff &diff, int field, DiffSide side)
{
    const quint32 node = at(diff, field).node(side);
    return node == JsonTape::None ? QString() : kindWord(diff.tape(side)[node].kind);
}

QString callName(const CallDocument &call)
{
    return call.facts.name.isEmpty() ? QString::fromLatin1(callTypeName(call.facts.type))
                                     : QString::fromUtf8(call.facts.name);
}

QString callLine(const SessionDocument &document, quint32 seq)
{
    if (seq == 0 || seq > document.rows().size())
        return {};
    const CallRow &row = document.rows()[seq - 1];
    const QString name = row.name ? QString::fromUtf8(document.strings().at(row.name))
                                  : QString::fromLatin1(callTypeName(row.type));
    return u"#%1 %2, %3"_s.arg(QString::number(seq), name, clockTime(row.receivedAt));
}

QString senderLine(const SessionDocument &document, const CallDocument &call)
{
    QStringList parts;
    const quint16 source = call.stored.call.row.source;
    if (source < document.sources().size() && !document.sources()[source].writeKey.isEmpty())
        parts << QString::fromUtf8(document.sources()[source].writeKey);
    QString library = QString::fromUtf8(call.facts.libraryName);
    if (!call.facts.libraryVersion.isEmpty())
        library += u' ' + QString::fromUtf8(call.facts.libraryVersion);
    if (!library.isEmpty())
        parts << library;
    return parts.join(u", "_s);
}

} // namespace spectap
