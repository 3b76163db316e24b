// SPDX-License-Identifier: MIT
#include "ui/table/columnsmenu.h"

#include "model/items/eventtableroles.h"
#include "ui/table/eventcolumns.h"
#include "ui/table/eventtable.h"
#include "ui/table/fielddialog.h"

#include <QHeaderView>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QString titleOf(const EventTable *table, int column)
{
    QString title = table->model()->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
    return title.replace(u'&', u"&&"_s);
}

} // namespace

ColumnsMenu::ColumnsMenu(QMenu *menu, EventTable *table, const SessionDocument &document)
    : QObject(menu)
    , m_menu(menu)
    , m_table(table)
    , m_document(document)
{
    connect(table->columns(), &EventColumns::changed, this, &ColumnsMenu::fill);
    connect(table->horizontalHeader(), &QWidget::customContextMenuRequested, this, &ColumnsMenu::popupAt);
    fill();
}

void ColumnsMenu::fill()
{
    m_menu->clear();
    EventColumns *columns = m_table->columns();
    const int count = m_table->model()->columnCount();
    for (int column = 0; column < count; ++column) {
        const bool isField = column >= EventColumnCount;
        if (column == EventColumnCount || column == TimestampColumn)
            m_menu->addSeparator();
        QAction *action = m_menu->addAction(titleOf(m_table, column));
        action->setCheckable(true);
        action->setChecked(columns->isShown(column));
        action->setEnabled(column != NameColumn); // the one that takes what the others leave
        // By its name: what stands behind it moves up when a field is removed. Not at once: removing one
        // makes these entries anew.
        connect(
            action, &QAction::triggered, columns,
            [columns, id = columns->idOf(column), isField](bool on) {
                const int at = columns->columnOf(id);
                if (isField)
                    columns->removeField(at);
                else
                    columns->setShown(at, on);
            },
            Qt::QueuedConnection);
    }
    m_menu->addSeparator();
    QAction *field = m_menu->addAction(tr("Add a &field as column\u2026"));
    field->setObjectName(u"addFieldColumn"_s);
    connect(field, &QAction::triggered, this, &ColumnsMenu::askForField);
}

void ColumnsMenu::popupAt(const QPoint &at)
{
    EventColumns *columns = m_table->columns();
    const int column = m_table->horizontalHeader()->logicalIndexAt(at);
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"headerMenu"_s);
    if (isSortable(column)) {
        const auto by = static_cast<EventColumn>(column);
        const auto offer = [&](const QString &text, const EventOrder &order) {
            connect(menu->addAction(text), &QAction::triggered, m_table,
                [table = m_table, order] { table->setOrder(order); });
        };
        offer(tr("Sort &ascending"), {by, false});
        offer(tr("Sort &descending"), {by, true});
        offer(tr("&Order of arrival"), {});
        menu->addSeparator();
    }
    if (column >= EventColumnCount) {
        connect(menu->addAction(tr("&Remove %1").arg(titleOf(m_table, column))), &QAction::triggered, columns,
            [columns, column] { columns->removeField(column); });
    } else if (column >= 0 && column != NameColumn) {
        connect(menu->addAction(tr("&Hide %1").arg(titleOf(m_table, column))), &QAction::triggered, columns,
            [columns, column] { columns->setShown(column, false); });
    }
    menu->addSeparator();
    menu->addActions(m_menu->actions());
    menu->popup(m_table->horizontalHeader()->mapToGlobal(at));
}

void ColumnsMenu::askForField()
{
    auto *dialog = new FieldDialog(m_document, m_table->window());
    connect(dialog, &FieldDialog::chosen, m_table->columns(),
        [table = m_table](const QString &path) { static_cast<void>(table->columns()->addField(path)); });
    dialog->show();
}

} // namespace spectap
