// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QAbstractTableModel>

namespace spectap {

enum RequestLogColumn
{
    RequestTimeColumn,
    RequestMethodColumn,
    RequestTargetColumn,
    RequestKindColumn,
    RequestStatusColumn,
    RequestCodeColumn,
    RequestReasonColumn,
    RequestSizeColumn,
    RequestLogColumnCount
};

/// Facts of a line of the log; ui/ makes words and colours.
enum RequestLogRole
{
    RequestIdRole = Qt::UserRole + 1, ///< qint64: row in the session file
    RequestTimeRole,                  ///< qint64 µs
    RequestKindRole,                  ///< int of RequestKind
    RequestStatusRole,                ///< int
    RequestSizeRole,                  ///< qint64 bytes
};

/// Requests that carried no stored call: refusals with their reason, settings, preflights. For the Log dock.
class RequestLogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RequestLogModel(SessionDocument *document, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] const RequestRow &rowAt(int row) const;

private:
    void onReset();
    void onRequestsAppended();

    SessionDocument *m_document;
    int m_count = 0; ///< rows the views know of
};

} // namespace spectap
