// SPDX-License-Identifier: MIT
#include "ui/spec/undocumentedwords.h"

#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace spectap {

QVariant UndocumentedWords::data(const QModelIndex &index, int role) const
{
    const bool isField = index.parent().isValid();
    const auto column = static_cast<UndocumentedColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (column) {
        case UndocumentedNameColumn: {
            const QString name = QIdentityProxyModel::data(index, Qt::DisplayRole).toString();
            if (isField)
                return name;
            return index.data(UndocumentedCustomRole).toBool()
                       ? tr("%1 (custom event)").arg(name)
                       : tr("%1 (undocumented fields)", "%1: event or call").arg(name);
        }
        case UndocumentedCallsColumn:
            return countText(index.data(UndocumentedCallsRole).toUInt());
        case UndocumentedFirstColumn:
            return u"#%1"_s.arg(index.data(UndocumentedFirstSeqRole).toUInt());
        case UndocumentedLastColumn:
            return u"#%1"_s.arg(index.data(UndocumentedLastSeqRole).toUInt());
        case UndocumentedColumnCount:
            break;
        }
        return {};
    case Qt::DecorationRole:
        if (column == UndocumentedNameColumn && !isField)
            return typeIcon(static_cast<CallType>(index.data(UndocumentedTypeRole).toInt()));
        return {};
    case Qt::FontRole:
        if (isField || column != UndocumentedNameColumn)
            return monoFont(QApplication::font(), SmallText);
        return {};
    case Qt::TextAlignmentRole:
        if (column != UndocumentedNameColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

QVariant UndocumentedWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != UndocumentedNameColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<UndocumentedColumn>(section)) {
    case UndocumentedNameColumn:
        return tr("Not in the Spec");
    case UndocumentedCallsColumn:
        return tr("Calls");
    case UndocumentedFirstColumn:
        return tr("First");
    case UndocumentedLastColumn:
        return tr("Last");
    case UndocumentedColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
