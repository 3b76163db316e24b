// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QMenu;
class QPoint;

namespace spectap {

class EventTable;
class SessionDocument;

/// The chooser of the table's columns, in the menu bar and on the table's header.
class ColumnsMenu final : public QObject
{
    Q_OBJECT

public:
    ColumnsMenu(QMenu *menu, EventTable *table, const SessionDocument &document);
    /// What can be done with the column at a place of the header.
    void popupAt(const QPoint &at);
    void askForField();

private:
    void fill();

    QMenu *m_menu;
    EventTable *m_table;
    const SessionDocument &m_document;
};

} // namespace spectap
