// SPDX-License-Identifier: MIT
#include "ui/compare/comparefieldsmodel.h"

#include "model/compare/fieldcomparison.h"
#include "model/support/utf8.h"
#include "ui/compare/comparewords.h"
#include "ui/numbers.h"

#include <algorithm>

namespace spectap {

void CompareFieldsModel::setFields(std::shared_ptr<const ComparedFiles> files,
    const std::vector<FieldComparison> *fields, const SentFields *a, const SentFields *b,
    const QByteArray &prefix)
{
    std::vector<const FieldComparison *> rows;
    for (std::size_t i = 0; files && fields && i < fields->size(); ++i) {
        const FieldComparison &field = (*fields)[i];
        // The object around all of them is nobody's question, and items of arrays are told by what is in
        // them.
        const bool around = field.path + '.' == prefix && field.news == FieldNews::Same;
        if (!around && !isAround(field))
            rows.push_back(&field);
    }
    const bool alike = !rows.empty() && prefix == m_prefix &&
                       std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                           [](const auto *one, const auto *other) { return one->path == other->path; });
    if (!alike)
        beginResetModel();
    m_rows = std::move(rows);
    m_files = std::move(files);
    m_a = a;
    m_b = b;
    m_prefix = prefix;
    if (alike)
        emit dataChanged(index(0, 0), index(rowCount() - 1, CompareFieldColumnCount - 1));
    else
        endResetModel();
}

const FieldComparison *CompareFieldsModel::fieldAt(const QModelIndex &index) const
{
    return index.isValid() ? m_rows[static_cast<std::size_t>(index.row())] : nullptr;
}

int CompareFieldsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CompareFieldsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : CompareFieldColumnCount;
}

QString CompareFieldsModel::nameOf(const FieldComparison &field) const
{
    const QByteArrayView path(field.path);
    return utf8(path.startsWith(m_prefix) ? path.sliced(m_prefix.size()) : path);
}

QString CompareFieldsModel::sentText(const SentFields &tree, int field, double share) const
{
    if (field == SentFields::None)
        return tr("not sent");
    return tree[field].key == "[]" ? QString() : shareText(share);
}

QString CompareFieldsModel::text(const FieldComparison &field, int column) const
{
    switch (static_cast<CompareFieldColumn>(column)) {
    case CompareFieldNameColumn:
        return nameOf(field);
    case CompareFieldATypeColumn:
        return typesText(*m_a, field.a);
    case CompareFieldASentColumn:
        return sentText(*m_a, field.a, field.shareA);
    case CompareFieldBTypeColumn:
        return typesText(*m_b, field.b);
    case CompareFieldBSentColumn:
        return sentText(*m_b, field.b, field.shareB);
    case CompareFieldChangeColumn:
        return newsWord(field.news);
    case CompareFieldExampleColumn:
        return utf8(exampleNow(field, *m_a, *m_b)).simplified();
    case CompareFieldColumnCount:
        break;
    }
    return {};
}

QVariant CompareFieldsModel::data(const QModelIndex &index, int role) const
{
    const FieldComparison *field = fieldAt(index);
    if (!field)
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return role == Qt::ToolTipRole && index.column() == CompareFieldNameColumn
                   ? utf8(field->path)
                   : text(*field, index.column());
    if (role == Qt::AccessibleTextRole && index.column() == CompareFieldNameColumn)
        return tr("%1: A %2 %3, B %4 %5, %6", "field, type, share, type, share, what changed")
            .arg(nameOf(*field), text(*field, CompareFieldATypeColumn), text(*field, CompareFieldASentColumn),
                text(*field, CompareFieldBTypeColumn), text(*field, CompareFieldBSentColumn),
                newsWord(field->news));
    return {};
}

QVariant CompareFieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (static_cast<CompareFieldColumn>(section)) {
    case CompareFieldNameColumn:
        return tr("Property");
    case CompareFieldATypeColumn:
        return tr("A type");
    case CompareFieldASentColumn:
        return tr("A sent");
    case CompareFieldBTypeColumn:
        return tr("B type");
    case CompareFieldBSentColumn:
        return tr("B sent");
    case CompareFieldChangeColumn:
        return tr("Change");
    case CompareFieldExampleColumn:
        return tr("Example in B");
    case CompareFieldColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
