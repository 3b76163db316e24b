// SPDX-License-Identifier: MIT
#include "ui/table/requestlogview.h"

#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/severityglyphs.h"

#include <QClipboard>
#include <QFont>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPalette>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QString kindWord(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Calls:
        return RequestLogWords::tr("calls", "kind of request");
    case RequestKind::Settings:
        return RequestLogWords::tr("settings", "kind of request");
    case RequestKind::Preflight:
        return RequestLogWords::tr("preflight", "kind of request");
    case RequestKind::Metrics:
        return RequestLogWords::tr("SDK metrics", "kind of request");
    case RequestKind::Status:
        return RequestLogWords::tr("status", "kind of request");
    case RequestKind::Service:
        return RequestLogWords::tr("service", "kind of request");
    case RequestKind::Rejected:
        return RequestLogWords::tr("rejected", "kind of request");
    }
    return {};
}

bool isRejected(const QModelIndex &index)
{
    return index.data(RequestKindRole).toInt() == static_cast<int>(RequestKind::Rejected);
}

} // namespace

QVariant RequestLogWords::data(const QModelIndex &index, int role) const
{
    const auto column = static_cast<RequestLogColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (column == RequestTimeColumn)
            return clockTime(index.data(RequestTimeRole).toLongLong());
        if (column == RequestStatusColumn && index.data(RequestStatusRole).toInt() == 0)
            return tr("none", "answer to a client that hung up before one");
        if (column == RequestSizeColumn)
            return shortSize(index.data(RequestSizeRole).toLongLong());
        if (column == RequestKindColumn)
            return kindWord(static_cast<RequestKind>(index.data(RequestKindRole).toInt()));
        return QIdentityProxyModel::data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        if (column == RequestReasonColumn) {
            const QString code = index.siblingAtColumn(RequestCodeColumn).data().toString();
            const QString reason = QIdentityProxyModel::data(index, Qt::DisplayRole).toString();
            return code.isEmpty() ? reason : QString(code + u": "_s + reason);
        }
        return column == RequestTargetColumn ? QIdentityProxyModel::data(index, Qt::DisplayRole) : QVariant();
    case Qt::DecorationRole:
        if (column == RequestKindColumn && isRejected(index))
            return severityIcon(Severity::Error);
        return {};
    case Qt::ForegroundRole:
        if (isRejected(index) && (column == RequestKindColumn || column == RequestStatusColumn))
            return themeOf(QGuiApplication::palette()).of(Severity::Error).text;
        return {};
    case Qt::TextAlignmentRole:
        if (column == RequestSizeColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

QVariant RequestLogWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool right = section == RequestSizeColumn;
        return QVariant::fromValue(
            Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<RequestLogColumn>(section)) {
    case RequestTimeColumn:
        return tr("Time");
    case RequestMethodColumn:
        return tr("Method");
    case RequestTargetColumn:
        return tr("Path");
    case RequestKindColumn:
        return tr("Kind");
    case RequestStatusColumn:
        return tr("Answer");
    case RequestCodeColumn:
        return tr("Code");
    case RequestReasonColumn:
        return tr("Reason");
    case RequestSizeColumn:
        return tr("Size");
    case RequestLogColumnCount:
        break;
    }
    return {};
}

RequestLogView::RequestLogView(SessionDocument *document, QWidget *parent)
    : QTableView(parent)
{
    setObjectName(u"requestLog"_s);
    setAccessibleName(tr("Requests that carried no call"));
    auto *words = new RequestLogWords(this);
    words->setSourceModel(new RequestLogModel(document, this));
    setModel(words);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setFont(scaledFont(font(), SmallText));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    // The reason is what one reads: it comes last and takes the room; its machine word is in the tooltip.
    hideColumn(RequestCodeColumn);
    horizontalHeader()->moveSection(RequestReasonColumn, RequestSizeColumn);
    horizontalHeader()->setSectionResizeMode(RequestReasonColumn, QHeaderView::Stretch);
    setIconSize({12, 12});
    const double unit = fontInfo().pixelSize() / 11.0;
    const std::pair<RequestLogColumn, int> widths[] = {{RequestTimeColumn, 92}, {RequestMethodColumn, 62},
        {RequestTargetColumn, 172}, {RequestKindColumn, 86}, {RequestStatusColumn, 60},
        {RequestCodeColumn, 130}, {RequestSizeColumn, 54}};
    for (const auto &[column, width] : widths)
        setColumnWidth(column, qRound(width * unit));

    // Stays at the end while it is there.
    connect(words, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar *bar = verticalScrollBar();
        if (bar->value() == bar->maximum())
            QMetaObject::invokeMethod(this, &QTableView::scrollToBottom, Qt::QueuedConnection);
    });
}

void RequestLogView::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy)) {
        QTableView::keyPressEvent(event);
        return;
    }
    QStringList lines;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (int column = 0; column < RequestLogColumnCount; ++column)
            cells << row.siblingAtColumn(column).data().toString();
        lines << cells.join(u'\t');
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace spectap
