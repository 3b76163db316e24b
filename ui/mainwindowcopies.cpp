// SPDX-License-Identifier: MIT
// Calls on the clipboard: as rows, as sent, as cells.
#include "ui/mainwindowparts.h"

#include "ui/callcopier.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/noticeband.h"
#include "ui/numbers.h"
#include "ui/table/eventcolumns.h"
#include "ui/table/eventtable.h"
#include "ui/table/eventwords.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

namespace spectap {

namespace {

const QByteArray CopyKey = "copy";
/// So many rows are put into words at once; whoever wants more wants a file.
constexpr std::size_t MaxRows = 10'000;

} // namespace

void MainWindow::connectCopies()
{
    const WindowActions &actions = *d->actions;
    d->copier = new CallCopier(this);
    connect(d->copier, &CallCopier::failed, this, [this](const QString &why) {
        showBand({Band::Kind::Error, tr("The calls could not be copied. %1").arg(why), {}, CopyKey});
    });
    connect(d->copier, &CallCopier::copied, this, [this](quint32 leftOut) {
        showBand({Band::Kind::Info,
            leftOut == 0
                ? QString()
                : tr("Copied, but for %Ln call(s): not JSON, or more than anybody pastes. Export writes all.",
                      nullptr, int(leftOut)),
            {}, CopyKey});
    });
    connect(actions.copyRow, &QAction::triggered, this, &MainWindow::copyRows);
    connect(actions.copyJson, &QAction::triggered, this, &MainWindow::copyJson);
    connect(actions.copyValue, &QAction::triggered, this, [this] {
        if (const int column = d->table->currentIndex().column(); column >= 0)
            copyColumns({column}, false);
    });
    connect(
        actions.copyMessageId, &QAction::triggered, this, [this] { copyColumns({MessageIdColumn}, false); });
    connect(actions.copyPointer, &QAction::triggered, this, [this] {
        if (const auto pointer = d->inspector->currentPointer())
            QGuiApplication::clipboard()->setText(QString::fromUtf8(*pointer));
    });
    connect(actions.copyFieldValue, &QAction::triggered, this, [this] {
        if (d->inspector->currentPointer())
            QGuiApplication::clipboard()->setText(d->inspector->currentValue());
    });
    const auto enable = [this](quint32 seq) {
        for (QAction *action : {d->actions->copyValue, d->actions->copyMessageId, d->actions->copyPointer,
                 d->actions->copyFieldValue})
            action->setEnabled(seq != 0);
    };
    connect(d->table, &EventTable::currentSeqChanged, this, enable);
    enable(0);
}

/// The selected rows as they are shown; several below the names of the columns.
void MainWindow::copyRows()
{
    copyColumns(d->table->columns()->shown(), d->table->selectedSeqs().size() > 1);
}

void MainWindow::copyColumns(std::vector<int> columns, bool withHeader)
{
    CellTable table;
    table.columns = std::move(columns);
    table.fields = d->model->fieldPaths();
    const EventWords *words = d->table->words();
    if (withHeader) {
        for (const int column : table.columns)
            table.header << words->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
    }
    std::vector<quint32> seqs = d->table->selectedInOrder();
    const std::size_t selected = seqs.size();
    if (selected == 0)
        return;
    seqs.resize(std::min(selected, MaxRows));
    for (const quint32 seq : seqs) {
        const int row = d->model->rowOf(seq);
        QStringList cells;
        for (const int column : table.columns)
            cells << words->cellText(words->index(row, column));
        table.rows.emplace_back(seq, std::move(cells));
    }
    const auto left = static_cast<quint32>(selected - seqs.size());
    if (!table.isFromFile()) {
        d->copier->put({table.text(), left});
        return;
    }
    d->copier->copy([path = d->document->path(), table = std::move(table), left]() -> Result<CallsText> {
        auto text = cellsOfStored(path, table);
        if (text)
            text->leftOut += left;
        return text;
    });
}

void MainWindow::copyJson()
{
    std::vector<quint32> seqs = d->table->selectedSeqs();
    const bool isOpen = d->call && d->call->stored.seq == d->openSeq;
    // A call that the filter hides is open all the same.
    if (isOpen && (seqs.empty() || (seqs.size() == 1 && seqs.front() == d->openSeq))) {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(d->call->stored.raw()));
        return;
    }
    if (!seqs.empty())
        d->copier->copy(
            [path = d->document->path(), seqs = std::move(seqs)] { return jsonOfStored(path, seqs); });
}

} // namespace spectap
