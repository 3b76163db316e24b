// SPDX-License-Identifier: MIT
#include "model/items/requestlogmodel.h"

namespace spectap {

namespace {

QString kindName(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Calls:
        return QStringLiteral("calls");
    case RequestKind::Settings:
        return QStringLiteral("settings");
    case RequestKind::Preflight:
        return QStringLiteral("preflight");
    case RequestKind::Metrics:
        return QStringLiteral("metrics");
    case RequestKind::Status:
        return QStringLiteral("status");
    case RequestKind::Service:
        return QStringLiteral("service");
    case RequestKind::Rejected:
        return QStringLiteral("rejected");
    }
    return {};
}

} // namespace

RequestLogModel::RequestLogModel(SessionDocument *document, QObject *parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_count(static_cast<int>(document->requests().size()))
{
    connect(m_document, &SessionDocument::reset, this, &RequestLogModel::onReset);
    connect(m_document, &SessionDocument::requestsAppended, this, &RequestLogModel::onRequestsAppended);
}

void RequestLogModel::onReset()
{
    beginResetModel();
    m_count = static_cast<int>(m_document->requests().size());
    endResetModel();
}

void RequestLogModel::onRequestsAppended()
{
    const int count = static_cast<int>(m_document->requests().size());
    if (count <= m_count)
        return;
    beginInsertRows({}, m_count, count - 1);
    m_count = count;
    endInsertRows();
}

int RequestLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int RequestLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : RequestLogColumnCount;
}

const RequestRow &RequestLogModel::rowAt(int row) const
{
    return m_document->requests()[static_cast<std::size_t>(row)];
}

QVariant RequestLogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RequestRow &request = rowAt(index.row());
    if (role == Qt::DisplayRole) {
        switch (static_cast<RequestLogColumn>(index.column())) {
        case RequestTimeColumn:
            return request.receivedAt;
        case RequestMethodColumn:
            return QString::fromUtf8(request.method);
        case RequestTargetColumn:
            return QString::fromUtf8(request.target);
        case RequestKindColumn:
            return kindName(request.kind);
        case RequestStatusColumn:
            return request.status;
        case RequestCodeColumn:
            return QString::fromUtf8(request.code);
        case RequestReasonColumn:
            return QString::fromUtf8(request.reason);
        case RequestSizeColumn:
            return request.bytes;
        case RequestLogColumnCount:
            break;
        }
        return {};
    }
    switch (role) {
    case RequestIdRole:
        return request.id;
    case RequestTimeRole:
        return request.receivedAt;
    case RequestKindRole:
        return static_cast<int>(request.kind);
    case RequestStatusRole:
        return request.status;
    case RequestSizeRole:
        return request.bytes;
    default:
        return {};
    }
}

} // namespace spectap
