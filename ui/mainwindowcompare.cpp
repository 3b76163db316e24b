// SPDX-License-Identifier: MIT
// Two sessions compared: the way to it, its tab, and its report.
#include "ui/mainwindowparts.h"

#include "model/support/utf8.h"
#include "ui/compare/compareview.h"
#include "ui/files/recentfiles.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/settings/settings.h"
#include "ui/theme/icons.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

const QByteArray CompareKey = "compare";

} // namespace

void MainWindow::connectCompare()
{
    connect(d->actions->compareSessions, &QAction::triggered, this, [this] { chooseComparison(true); });
    connect(d->document, &SessionDocument::reset, this, [this] {
        if (d->compare)
            d->compare->setOpenSession(d->document->path());
    });
}

CompareView *MainWindow::comparison()
{
    if (d->compare)
        return d->compare;
    auto *comparer = new SessionComparer(*d->baseline, nullptr);
    comparer->follow(d->document);
    d->compare = new CompareView(this, comparer);
    d->compare->setObjectName(u"compareView"_s);
    d->compare->hide(); // until it is a tab
    connect(d->compare, &CompareView::titleChanged, this, [this](const QString &title) {
        if (const int tab = d->tabs->indexOf(d->compare); tab >= 0)
            d->tabs->setTabText(tab, title);
    });
    connect(d->compare, &CompareView::filterRequested, this, [this](const QString &query) {
        d->filterBar->edit()->apply(query);
        d->tabs->setCurrentWidget(d->events);
    });
    connect(d->compare, &CompareView::fileWanted, this, &MainWindow::chooseComparison);
    connect(d->compare, &CompareView::saveRequested, this, &MainWindow::saveComparison);
    connect(d->compare, &CompareView::failed, this, [this](const QString &reason) {
        showBand({Band::Kind::Error, reason, {}, CompareKey});
    });
    connect(d->compare, &CompareView::baselineRequested, this, &MainWindow::setBaseline);
    connect(d->compare, &CompareView::ignoredChanged, this, [this](const std::vector<QByteArray> &paths) {
        if (d->settings)
            d->settings->setValue(Setting::NotCompared, utf8(paths)); // which applies them
        else
            applyNotCompared(utf8(paths));
    });
    d->compare->setOffers([this] { return d->recent->paths(); });
    d->compare->setIgnored(d->notCompared);
    d->compare->setBaseline(d->baselinePath);
    d->compare->setOpenSession(d->document->path());
    d->compare->setLive(d->endpoint.kind == EndpointStatus::Kind::Listening);
    return d->compare;
}

/// Compares two session files in the tab of its own.
void MainWindow::compareSessions(const QString &a, const QString &b)
{
    comparison();
    if (d->tabs->indexOf(d->compare) < 0)
        d->tabs->addTab(d->compare, lineIcon(u"diff"_s), d->compare->title());
    d->compare->setOpenSession(d->document->path());
    d->compare->compare(a, b);
    d->tabs->setCurrentWidget(d->compare);
    d->compare->show();
    d->compare->setFocus();
}

void MainWindow::closeComparison()
{
    if (const int tab = d->tabs->indexOf(d->compare); tab >= 0)
        d->tabs->removeTab(tab);
    d->compare->hide();
}

/// Another file as A (what things were like), or as B. The other one stays, the session on screen at first.
void MainWindow::chooseComparison(bool forA)
{
    const QString path = QFileDialog::getOpenFileName(this,
        forA ? tr("Compare with which session?") : tr("Which session is to be compared?"), folder(),
        tr("Spectap sessions (*.spectap);;All files (*)"));
    if (path.isEmpty())
        return;
    keepFolder(path);
    const QString open = d->document->path();
    const QString a = comparison()->pathOf(true);
    const QString b = d->compare->pathOf(false);
    if (forA)
        compareSessions(path, b.isEmpty() || d->tabs->indexOf(d->compare) < 0 ? open : b);
    else
        compareSessions(a, path);
}

void MainWindow::saveComparison(const QByteArray &report, const QString &suffix)
{
    const QString kinds = suffix == u"md"     ? tr("Markdown (*.md)")
                          : suffix == u"html" ? tr("HTML page (*.html)")
                                              : tr("JSON (*.json)");
    saveReport({tr("Save the report as"), u"comparison."_s + suffix, kinds, CompareKey}, report);
}

} // namespace spectap
