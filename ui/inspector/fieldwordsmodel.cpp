// SPDX-License-Identifier: MIT
#include "ui/inspector/fieldwordsmodel.h"

#include "ui/drag/dragdata.h"
#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/fieldclause.h"
#include "ui/inspector/rawdocument.h"

#include <QMimeData>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

bool isContainer(JsonKind kind)
{
    return kind == JsonKind::Array || kind == JsonKind::Object;
}

} // namespace

FieldWordsModel::FieldWordsModel(FieldTreeModel *fields, const Catalogue &catalogue, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_fields(fields)
    , m_catalogue(catalogue)
{
    setSourceModel(fields);
}

void FieldWordsModel::setProblemsOnly(bool only)
{
    m_problemsOnly = only;
    invalidateFilter();
}

const CallDocument *FieldWordsModel::call() const
{
    return m_fields->call().get();
}

QModelIndex FieldWordsModel::indexOf(const QByteArray &pointer) const
{
    return mapFromSource(m_fields->indexOf(pointer));
}

FieldTreeModel::JsonValue FieldWordsModel::valueAt(const QModelIndex &index) const
{
    return m_fields->valueAt(mapToSource(index));
}

const FieldVerdict &FieldWordsModel::verdictOf(const QModelIndex &index) const
{
    return call()->fields[index.data(FieldVerdictIndexRole).toUInt()];
}

bool FieldWordsModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!m_problemsOnly)
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (index.data(FieldInnerRole).toBool())
        return true; // somebody unfolded the string
    return index.data(FieldErrorsRole).toInt() + index.data(FieldWarningsRole).toInt() > 0;
}

Qt::ItemFlags FieldWordsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QSortFilterProxyModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

QMimeData *FieldWordsModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty() || !call())
        return nullptr;
    const FieldVerdict &field = verdictOf(indexes.constFirst());
    auto *data = new QMimeData;
    data->setText(pathOfPointer(field.pointer));
    putClause(data, fieldClause(*call(), field));
    return data;
}

QVariant FieldWordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<FieldColumn>(section)) {
    case FieldNameColumn:
        return tr("Field");
    case FieldValueColumn:
        return tr("Value");
    case FieldTypeColumn:
        return tr("Type");
    case FieldVerdictColumn:
        return tr("Verdict");
    case FieldColumnCount:
        break;
    }
    return {};
}

QString FieldWordsModel::verdictWords(const QModelIndex &index) const
{
    const FieldVerdict &field = verdictOf(index);
    if (const auto finding = worstFindingOf(*call(), field))
        return wordsFor(*call(), *finding, m_catalogue).verdict;
    switch (field.state) {
    case FieldVerdict::State::Missing:
        return tr("Missing, required");
    case FieldVerdict::State::NotSent:
        return tr("Not sent");
    case FieldVerdict::State::Custom:
        return tr("Custom");
    case FieldVerdict::State::Problem:
    case FieldVerdict::State::Conforms:
        break;
    }
    return countWords(index.data(FieldErrorsRole).toInt(), index.data(FieldWarningsRole).toInt(),
        index.data(FieldInfosRole).toInt());
}

QString FieldWordsModel::valueText(const QModelIndex &index) const
{
    const FieldVerdict &field = verdictOf(index);
    if (field.node == JsonTape::None) {
        const auto finding = worstFindingOf(*call(), field);
        return finding && call()->result.findings[*finding].rule == Rule::Identity ? tr("no ID")
                                                                                   : tr("not sent");
    }
    const JsonTape &tape = call()->tape;
    const JsonNode &node = tape[field.node];
    if (!isContainer(node.kind))
        return index.data(FieldRawRole).toString();
    return containerWords(tape, field.node, field.parent >= 0);
}

FieldWave FieldWordsModel::wave(const FieldVerdict &field) const
{
    FieldWave result = FieldWave::None;
    for (const quint32 index : field.findings) {
        const Finding &finding = call()->result.findings[index];
        if (finding.severity < Severity::Warning || finding.rule == Rule::Type ||
            finding.rule == Rule::Required || finding.rule == Rule::PlanType ||
            finding.rule == Rule::PlanRequired)
            continue;
        if (isAboutName(finding))
            return FieldWave::Name;
        result = FieldWave::Value;
    }
    return field.node == JsonTape::None ? FieldWave::None : result;
}

QString FieldWordsModel::accessibleText(const QModelIndex &index) const
{
    const QModelIndex name = index.siblingAtColumn(FieldNameColumn);
    const FieldVerdict &field = verdictOf(index);
    QStringList parts{pathOfPointer(field.pointer), valueText(name),
        data(index.siblingAtColumn(FieldTypeColumn)).toString(), verdictWords(name)};
    const QString expected = QString::fromUtf8(field.expected);
    if (!expected.isEmpty())
        parts << tr("expected %1").arg(expected);
    if (index.data(FieldUnfoldsRole).toBool())
        parts << tr("unfolds as JSON");
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString FieldWordsModel::toolTip(const QModelIndex &index) const
{
    const FieldVerdict &field = verdictOf(index);
    switch (static_cast<FieldColumn>(index.column())) {
    case FieldNameColumn: {
        QStringList lines{pathOfPointer(field.pointer)};
        if (!field.means.isEmpty())
            lines << QString::fromUtf8(field.means);
        if (field.fromBatch)
            lines << tr("Sent once, for all calls of the batch.");
        if (index.data(FieldUnfoldsRole).toBool())
            lines << tr("This string is JSON itself: unfold it to see it as JSON.");
        return lines.join(u'\n');
    }
    case FieldValueColumn:
        return field.node == JsonTape::None
                   ? QString()
                   : valueText(index).left(1000) + u'\n' +
                         data(index.siblingAtColumn(FieldTypeColumn), Qt::DisplayRole).toString();
    case FieldTypeColumn:
        return field.expected.isEmpty() ? QString()
                                        : tr("expected %1").arg(QString::fromUtf8(field.expected));
    case FieldVerdictColumn: {
        QStringList lines;
        for (const quint32 finding : field.findings)
            lines << wordsFor(*call(), finding, m_catalogue).sentence;
        return lines.join(u'\n');
    }
    case FieldColumnCount:
        break;
    }
    return {};
}

/// Of a value inside a string, which has no verdict.
QVariant FieldWordsModel::innerData(const QModelIndex &index, int role) const
{
    const auto [tape, node] = valueAt(index);
    const QString value = isContainer((*tape)[node].kind)
                              ? containerWords(*tape, node, true)
                              : QSortFilterProxyModel::data(index, FieldRawRole).toString();
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == FieldValueColumn)
            return value;
        if (index.column() == FieldVerdictColumn)
            return tr("in the string");
        break;
    case FieldVerdictWordsRole:
        return tr("in the string");
    case Qt::AccessibleTextRole:
        if (index.column() == FieldNameColumn) {
            return QStringList{QSortFilterProxyModel::data(index, Qt::DisplayRole).toString(), value,
                kindWord((*tape)[node].kind),
                tr("in the string %1").arg(pathOfPointer(verdictOf(index).pointer))}
                .join(u", "_s);
        }
        return data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        if (index.column() == FieldVerdictColumn)
            return tr("Read from the string %1, which is JSON itself. It was sent as a string: there is no "
                      "verdict on what is inside.")
                .arg(pathOfPointer(verdictOf(index).pointer));
        return index.column() == FieldValueColumn ? value.left(1000) : QString();
    case FieldWaveRole:
        return static_cast<int>(FieldWave::None);
    default:
        break;
    }
    return QSortFilterProxyModel::data(index, role);
}

QVariant FieldWordsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !call())
        return {};
    if (QSortFilterProxyModel::data(index, FieldInnerRole).toBool())
        return innerData(index, role);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == FieldValueColumn)
            return valueText(index);
        if (index.column() == FieldVerdictColumn)
            return verdictWords(index);
        if (index.column() == FieldTypeColumn && verdictOf(index).node == JsonTape::None)
            return QString::fromUtf8(verdictOf(index).expected);
        break;
    case Qt::AccessibleTextRole:
        if (index.column() == FieldNameColumn)
            return accessibleText(index);
        return data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return toolTip(index);
    case FieldVerdictWordsRole:
        return verdictWords(index);
    case FieldWaveRole:
        return static_cast<int>(wave(verdictOf(index)));
    default:
        break;
    }
    return QSortFilterProxyModel::data(index, role);
}

} // namespace spectap
