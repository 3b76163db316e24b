// SPDX-License-Identifier: MIT
// What the table shows of the calls, in which order, and the ways from call to call.
#include "ui/mainwindowparts.h"

#include "ui/inspector/inspectorpanel.h"
#include "ui/numbers.h"
#include "ui/settings/settings.h"
#include "ui/table/columnsmenu.h"
#include "ui/table/eventcolumns.h"
#include "ui/table/eventtable.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QActionGroup>
#include <QInputDialog>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace spectap {

void MainWindow::connectTable()
{
    new ColumnsMenu(d->actions->columnsMenu, d->table, *d->document);
    connect(d->inspector, &InspectorPanel::columnRequested, d->table->columns(), &EventColumns::addField);
    makeTimeMenu();
    makeSortMenu();
    connect(d->actions->goToCall, &QAction::triggered, this, &MainWindow::askForCall);
    connect(d->actions->nextOfUser, &QAction::triggered, this, [this] { stepToUserCall(1); });
    connect(d->actions->previousOfUser, &QAction::triggered, this, [this] { stepToUserCall(-1); });
}

void MainWindow::askForCall()
{
    const quint32 calls = d->document->rows().size();
    if (calls == 0)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"goToCallDialog"_s);
    dialog->setWindowTitle(tr("Go to call"));
    dialog->setLabelText(tr("Call #, 1 to %1:").arg(countText(calls)));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, int(calls));
    dialog->setIntValue(d->openSeq != 0 ? int(d->openSeq) : int(calls));
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int seq) {
        selectCall(quint32(seq));
        showView(u"events"_s);
    });
    dialog->show();
}

/// Among the calls that are shown, in the order they are shown in.
void MainWindow::stepToUserCall(int step)
{
    const RowStore &rows = d->document->rows();
    if (d->openSeq == 0 || d->openSeq > rows.size())
        return;
    const IdentityGraph &people = d->document->identity();
    const CallRow &open = rows[d->openSeq - 1];
    const quint32 person = people.profileOf(open.user, open.anonymous);
    if (open.user == 0 && open.anonymous == 0)
        return;
    stepToCall(d->model->rowOf(d->openSeq), step, [this, &people, person](int row) {
        const CallRow &call = d->model->rowAt(row);
        return (call.user != 0 || call.anonymous != 0) &&
               people.profileOf(call.user, call.anonymous) == person;
    });
}

void MainWindow::makeTimeMenu()
{
    connect(d->actions->times, &QActionGroup::triggered, this, [this](const QAction *action) {
        d->table->setTimeMode(timeModeFrom(action->data().toString()));
        if (d->settings)
            d->settings->setValue(Setting::TableTime, action->data());
    });
    connect(d->table, &EventTable::timeReadingChanged, this,
        [this] { d->inspector->setTimeReading(d->table->timeReading()); });
    EventColumns *columns = d->table->columns();
    QAction *delta = d->actions->showDelta;
    const auto follow = [columns, delta] { delta->setChecked(columns->isShown(DeltaColumn)); };
    connect(columns, &EventColumns::changed, delta, follow);
    connect(delta, &QAction::triggered, columns, [columns](bool on) { columns->setShown(DeltaColumn, on); });
    follow();
}

/// What the header does by mouse.
void MainWindow::makeSortMenu()
{
    QMenu *menu = d->actions->sortMenu;
    auto *columns = new QActionGroup(menu);
    const auto add = [&](const QString &text, EventOrder order) {
        QAction *action = columns->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setData(int(order.by));
        return action;
    };
    QAction *arrival = add(tr("Order of &arrival"), {});
    QAction *newest = add(tr("&Newest first"), {SeqColumn, true});
    connect(arrival, &QAction::triggered, d->table, [this] { d->table->setOrder({}); });
    connect(newest, &QAction::triggered, d->table, [this] { d->table->setOrder({SeqColumn, true}); });
    menu->addSeparator();
    for (int column = 0; column < EventColumnCount; ++column) {
        const auto by = static_cast<EventColumn>(column);
        if (!isSortable(column) || EventOrder{by}.isArrival())
            continue;
        const QString title =
            d->table->model()->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
        connect(add(title, {by}), &QAction::triggered, d->table, [this, by] {
            const EventOrder &now = d->model->order();
            d->table->setOrder({by, !now.isArrival() && now.descending});
        });
    }
    menu->addSeparator();
    QAction *descending = menu->addAction(tr("&Descending"));
    descending->setCheckable(true);
    connect(descending, &QAction::triggered, d->table, [this](bool on) {
        d->table->setOrder({d->model->order().by, on});
    });
    const auto follow = [this, columns, newest, arrival, descending] {
        const EventOrder &order = d->model->order();
        const QList<QAction *> all = columns->actions();
        for (QAction *action : all)
            action->setChecked(order.isArrival() ? action == (order.descending ? newest : arrival)
                                                 : action->data().toInt() == order.by);
        descending->setChecked(order.descending);
        d->actions->follow->setEnabled(d->table->canFollow());
        if (d->settings)
            d->settings->setValue(Setting::TableOrder, d->table->savedOrder());
    };
    connect(d->model, &EventTableModel::orderChanged, menu, follow);
    follow();
    connect(d->model, &EventTableModel::sortingAdvanced, this, [this](quint32 done, quint32 total) {
        showProgress({Band::Kind::Info, tr("Sorting %1 calls\u2026").arg(countText(d->model->shownCalls())),
                         tr("Cancel"), SortingKey},
            done, total);
    });
    connect(d->model, &EventTableModel::sortingEnded, this, [this] { showBand({{}, {}, {}, SortingKey}); });
}

void MainWindow::restoreTable()
{
    if (const QStringList columns = d->settings->value(Setting::TableColumns).toStringList();
        !columns.isEmpty())
        d->table->columns()->restore(columns);
    const TimeMode time = timeModeFrom(d->settings->value(Setting::TableTime).toString());
    const QList<QAction *> times = d->actions->times->actions();
    for (QAction *action : times)
        action->setChecked(action->data() == timeModeName(time));
    d->table->setTimeMode(time);
    d->table->restoreOrder(d->settings->value(Setting::TableOrder).toString());
}

void MainWindow::keepTable()
{
    d->settings->setValue(Setting::TableColumns, d->table->columns()->save());
}

} // namespace spectap
