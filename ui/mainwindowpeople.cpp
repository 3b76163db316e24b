// SPDX-License-Identifier: MIT
// Who is who as of which call, and since which: what the window does about it.
#include "model/items/identitylens.h"
#include "model/items/peoplecomparison.h"
#include "ui/mainwindowparts.h"
#include "ui/noticeband.h"
#include "ui/numbers.h"
#include "ui/profile/profilepanel.h"
#include "ui/table/eventtable.h"
#include "ui/timeline/timelineview.h"
#include "ui/windowactions.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qsizetype MostNamed = 5;

} // namespace

void MainWindow::connectPeople()
{
    connect(d->lens, &IdentityLens::restarted, this, [this] {
        d->table->setMoment(d->lens->lastSeq(), d->lens->order());
        updatePeopleActions();
    });
    connect(d->timeline, &TimelineView::travelRequested, this, &MainWindow::travelTo);
    connect(d->actions->asOfCall, &QAction::triggered, this,
        [this](bool travel) { travelTo(travel ? d->openSeq : 0); });
    connect(d->actions->compareFrom, &QAction::triggered, this, [this](bool compare) {
        d->profile->compareFrom(compare ? d->openSeq : 0);
        if (compare)
            showView(u"profile"_s);
    });
    const PeopleComparison *comparison = d->profile->comparison();
    connect(comparison, &PeopleComparison::changed, this, [this, comparison] {
        QStringList names;
        for (const IdName &id : comparison->othersInOtherOrder()) {
            names += QString::fromUtf8(d->document->strings().at(id.value));
            if (names.size() > MostNamed)
                break;
        }
        if (names.size() > MostNamed)
            names.last() = u"\u2026"_s;
        d->timeline->setOthersInOtherOrder(names);
    });
    connect(d->profile, &ProfilePanel::comparedFromChanged, this, &MainWindow::updatePeopleActions);
}

/// What their check marks say, and whether there is a call they are about.
void MainWindow::updatePeopleActions()
{
    const bool travels = d->lens->lastSeq() != 0;
    const quint32 from = d->profile->comparedFrom();
    d->actions->asOfCall->setChecked(travels);
    d->actions->asOfCall->setEnabled(travels || d->openSeq != 0);
    d->actions->compareFrom->setChecked(from != 0);
    d->actions->compareFrom->setEnabled(from != 0 || d->openSeq != 0);
    d->actions->compareFrom->setText(from == 0 ? tr("Compare people &from the selected call")
                                               : tr("Comparing people &from call #%1").arg(from));
}

/// Shows who was who as of call `seq`; 0: now.
void MainWindow::travelTo(quint32 seq)
{
    if (seq == d->lens->lastSeq())
        return;
    d->lens->setLastSeq(seq);
    d->table->setMoment(seq, d->lens->order());
    updatePeopleActions();
    if (seq == 0) {
        showBand({{}, {}, {}, TravelKey});
        return;
    }
    if (d->openSeq != seq && !selectCall(seq))
        openCall(seq); // the filter hides it
    const QString time = clockTime(d->document->rows()[seq - 1].eventTime);
    showBand({Band::Kind::Info,
        tr("People and traits as of call #%1, %2. Later calls are faint.").arg(seq).arg(time),
        tr("Back to now"), TravelKey});
}

} // namespace spectap
