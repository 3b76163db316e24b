// SPDX-License-Identifier: MIT
// The strip above the table: it narrows the filter to a stretch of time, and leads to calls.
#include "ui/mainwindowparts.h"

#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/settings/settings.h"
#include "ui/table/eventtable.h"
#include "ui/volume/volumestrip.h"
#include "ui/windowactions.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace spectap {

void MainWindow::connectVolume()
{
    connect(d->filterBar->edit(), &FilterEdit::queryChanged, d->volumeStrip,
        [this](const Query &query) { d->volumeStrip->setFilter(query.text()); });
    connect(d->volumeStrip, &VolumeStrip::timeTermRequested, d->filterBar, &FilterBar::setTimeTerm);
    connect(d->volumeStrip, &VolumeStrip::callRequested, this, [this](quint32 seq) {
        selectCall(seq);
        showView(u"events"_s);
    });
    connect(d->table, &EventTable::timeReadingChanged, d->volumeStrip,
        [this] { d->volumeStrip->setReading(d->table->timeReading()); });
    connect(d->actions->volumeStrip, &QAction::toggled, this, [this](bool on) {
        if (d->settings)
            d->settings->setValue(Setting::ShowVolume, on);
        updatePlace();
    });
}

} // namespace spectap
