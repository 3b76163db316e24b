// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessioncomparer.h"
#include "ui/compare/compareeventsmodel.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QTreeView;

namespace spectap {

class CompareFieldsModel;
class CompareMinutes;

/// The event, library or mistake that is selected among what differs: its fields in both sessions, what is to
/// be said of the one selected there, and when it was sent.
class CompareDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit CompareDetail(const CompareEventsModel *model, QWidget *parent = nullptr);

    /// An index of the model, or none.
    void showRow(std::shared_ptr<const ComparedFiles> files, const QModelIndex &index);
    /// Whether calls of B can be shown in the table.
    void setCallsReachable(bool reachable);

signals:
    void filterRequested(const QString &query);
    /// The field is not to be compared any more.
    void ignoreRequested(const QByteArray &path);

private:
    void showField();
    [[nodiscard]] QString eventQuery() const;

    const CompareEventsModel *m_model;
    std::shared_ptr<const ComparedFiles> m_files;
    QPersistentModelIndex m_index;
    CompareEventsModel::Row m_shown; ///< what m_index was about
    CompareFieldsModel *m_fields;
    QLabel *m_badge;
    QLabel *m_title;
    QLabel *m_counts;
    QPushButton *m_calls;
    QTreeView *m_table;
    QWidget *m_more; ///< what is said of a field
    QLabel *m_fieldTitle;
    QLabel *m_fieldWords;
    QLabel *m_sides;
    QLabel *m_rules;
    QPushButton *m_these;
    QPushButton *m_ignore;
    QLabel *m_minutesTitle;
    CompareMinutes *m_minutes;
    bool m_reachable = false;
};

} // namespace spectap
