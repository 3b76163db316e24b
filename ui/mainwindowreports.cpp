// SPDX-License-Identifier: MIT
// A report of what the window shows, written where the user says.
#include "ui/mainwindowparts.h"

#include <QDir>
#include <QFileDialog>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace spectap {

void MainWindow::saveReport(const ReportOffer &offer, const QByteArray &report)
{
    const QString path =
        QFileDialog::getSaveFileName(this, offer.title, folder() + u'/' + offer.name, offer.kinds);
    if (path.isEmpty())
        return;
    keepFolder(path);
    const QString shown = QDir::toNativeSeparators(path);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(report) == report.size() && file.commit())
        showBand({Band::Kind::Info, tr("Saved the report to %1.").arg(shown), {}, offer.band});
    else
        showBand({Band::Kind::Error, tr("%1 cannot be written: %2").arg(shown, file.errorString()), {},
            offer.band});
}

} // namespace spectap
