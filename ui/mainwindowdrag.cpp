// SPDX-License-Identifier: MIT
// Calls and fields dragged out of the window and onto its filter. All of it has commands too: copy, filter
// by, set as A.
#include "ui/mainwindowparts.h"

#include "ui/diff/diffwords.h"
#include "ui/drag/calldrag.h"
#include "ui/drag/dragdata.h"
#include "ui/drag/dropspot.h"
#include "ui/drag/rowclause.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/table/eventtable.h"
#include "ui/table/eventwords.h"

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

const QByteArray DragKey = "drag";
constexpr qsizetype LongestName = 60;      ///< of a call, in the name of a file
constexpr std::size_t MaxForClause = 1000; ///< of more calls nobody wants to know what they have in common

/// Letters and digits of any script stay; what a file system might mind becomes a space.
QString forFileName(QString name)
{
    for (QChar &c : name) {
        if (!c.isLetterOrNumber() && c != u'-' && c != u'_')
            c = u' ';
    }
    return name.simplified().left(LongestName).trimmed();
}

} // namespace

void MainWindow::connectDrags()
{
    d->drag = new CallDrag(d->table);
    connect(d->table, &EventTable::dragRequested, this, &MainWindow::dragCalls);
    connect(d->drag, &CallDrag::failed, this, [this](const QString &why) {
        showBand({Band::Kind::Error, tr("The calls could not be dragged. %1").arg(why), {}, DragKey});
    });
    connect(d->drag, &CallDrag::ready, this, [this](const QMimeData *, quint32 leftOut) {
        showBand({Band::Kind::Info,
            leftOut == 0 ? QString()
                         : tr("Dragged without %Ln call(s): not JSON, or more than fits. Export writes all.",
                               nullptr, int(leftOut)),
            {}, DragKey});
    });
    auto *spot = new DropSpot(d->filterBar->edit(), [](const QMimeData *carried) {
        const QString clause = clauseIn(carried);
        return clause.isEmpty() ? QString() : tr("Filter by %1", "%1: a term of the filter").arg(clause);
    });
    connect(spot, &DropSpot::dropped, this,
        [this](const QMimeData *carried) { d->filterBar->addTerm(clauseIn(carried)); });
    connect(d->inspector, &InspectorPanel::pinRequested, this, &MainWindow::pinForDiff);
}

void MainWindow::dragCalls(int column)
{
    DraggedCalls calls;
    calls.session = d->document->path();
    calls.seqs = d->table->selectedSeqs();
    if (calls.seqs.empty())
        return;
    if (calls.seqs.size() <= MaxForClause) {
        QModelIndexList cells;
        for (const quint32 seq : calls.seqs)
            cells << d->table->words()->index(d->model->rowOf(seq), column);
        calls.clause = rowClause(cells);
    }
    const quint32 first = calls.seqs.front();
    if (calls.seqs.size() == 1) {
        const CallRow &row = d->document->rows()[first - 1];
        const QString name = row.name ? QString::fromUtf8(d->document->strings().at(row.name))
                                      : QString::fromLatin1(callTypeName(row.type));
        const bool json = !(row.flags & CallRow::Unreadable);
        calls.title = u"#%1 %2"_s.arg(QString::number(first), name).trimmed();
        calls.fileName = QString(forFileName(name) + u' ' + QString::number(first)).trimmed() +
                         (json ? u".json" : u".txt");
    } else {
        calls.title = tr("%Ln call(s)", nullptr, int(calls.seqs.size()));
        calls.fileName = u"calls %1-%2.json"_s.arg(first).arg(calls.seqs.back());
    }
    d->drag->start(calls);
}

} // namespace spectap
