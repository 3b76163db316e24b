// SPDX-License-Identifier: MIT
// What is wrong, counted: the violations dock, the calls behind a count, what is muted.
#include "ui/mainwindowparts.h"

#include "model/items/identitylens.h"
#include "model/spec/pointerpattern.h"
#include "ui/filter/filterbar.h"
#include "ui/findings/findingcalls.h"
#include "ui/findings/mutekeeper.h"
#include "ui/findings/rulewords.h"
#include "ui/findings/violationspanel.h"
#include "ui/inspector/explanationpanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/numbers.h"
#include "ui/sessionstatus.h"
#include "ui/spec/specbrowser.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QDockWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

void MainWindow::makeFindings()
{
    d->scan = new SessionScan(d->document, this);
    d->lens = new IdentityLens(d->document, this);
    d->violations = new ViolationModel(d->document, d->scan, this);
    d->mutes = new MuteKeeper(d->document, d->violations, this);
    d->findings = new FindingCalls(d->document, d->model, d->violations, d->scan, this);
}

void MainWindow::connectFindings()
{
    ViolationsPanel *panel = d->violationsPanel;
    ExplanationPanel *explanation = d->inspector->explanation();
    connect(panel, &ViolationsPanel::onlyRequested, d->findings, &FindingCalls::showOnly);
    connect(panel, &ViolationsPanel::allRequested, d->findings, &FindingCalls::showAll);
    connect(panel, &ViolationsPanel::firstRequested, d->findings, &FindingCalls::openFirst);
    connect(panel, &ViolationsPanel::stepRequested, this,
        [this](const FindingSelection &selection, int direction) {
            d->findings->step(selection, d->openSeq, direction);
        });
    connect(panel, &ViolationsPanel::muteMenuRequested, d->mutes, &MuteKeeper::fillMuteMenu);
    connect(panel, &ViolationsPanel::unmuteMenuRequested, d->mutes, &MuteKeeper::fillUnmuteMenu);
    connect(panel, &ViolationsPanel::groupsChanged, this, [this] {
        const int groups = d->violationsPanel->groups();
        d->violationsDock->setWindowTitle(
            groups > 0 ? tr("Violations %1").arg(countText(groups)) : tr("Violations"));
    });
    connect(explanation, &ExplanationPanel::onlyRequested, this, [this](const FindingSelection &selection) {
        d->findings->showOnly(selection, selectionWords(selection));
    });
    connect(explanation, &ExplanationPanel::muteMenuRequested, d->mutes, &MuteKeeper::fillMuteMenu);
    connect(explanation, &ExplanationPanel::explained, this, &MainWindow::updateWanted);
    connect(explanation, &ExplanationPanel::explained, this, &MainWindow::showSeen);
    connect(d->violations, &ViolationModel::countsChanged, this, &MainWindow::showSeen);
    // Not only shown: a dock behind the tab of another is not seen.
    connect(d->violationsDock, &QDockWidget::visibilityChanged, this, [this](bool seen) {
        d->violationsSeen = seen;
        updateWanted();
    });
    connect(d->specDock, &QDockWidget::visibilityChanged, this, [this](bool seen) {
        d->specSeen = seen;
        updateWanted();
    });

    connect(d->findings, &FindingCalls::shownChanged, this, [this] {
        const QString words = d->findings->shownWords();
        d->violationsPanel->setShownAlone(words);
        showBand({Band::Kind::Info,
            words.isEmpty() ? QString() : tr("Only these calls are shown: %1.", "%1: findings").arg(words),
            tr("Show all calls"), OnlyKey});
        markStale();
    });
    connect(
        d->findings, &FindingCalls::callFound, this, [this](quint32 seq, const FindingSelection &selection) {
            d->openAt = selection;
            selectCall(seq);
            showFoundField(); // it may be open already
        });
    connect(d->document, &SessionDocument::callLoaded, this, &MainWindow::showFoundField);

    connect(d->mutes, &MuteKeeper::noticeRequested, this, &MainWindow::showBand);
    connect(d->mutes, &MuteKeeper::sessionMutesChanged, this, &MainWindow::sessionMutesChanged);
    connect(d->mutes, &MuteKeeper::changed, this, [this] {
        d->violationsPanel->setMuted(!d->mutes->isEmpty(), d->mutes->findings());
        markStale();
    });
    connect(d->violations, &ViolationModel::mutesChanged, this, [this] {
        if (d->openSeq != 0)
            d->document->requestCall(d->openSeq);
    });
    connect(d->document, &SessionDocument::rowsMuted, this, &MainWindow::markStale);
    connect(d->status, &SessionStatus::unmuteMenuRequested, d->mutes, &MuteKeeper::fillUnmuteMenu);
    connect(d->scan, &SessionScan::failed, this, [this](const QString &reason) {
        showBand({Band::Kind::Error, reason, {}, "scan"});
    });
    connect(d->actions->clearFilter, &QAction::triggered, d->findings, &FindingCalls::showAll);
    connect(explanation, &ExplanationPanel::specRequested, this,
        [this](const QByteArray &id, CallType type, const QByteArray &path) {
            showView(u"spec"_s);
            d->spec->showEntry(id, type, path);
        });
    connect(d->scan, &SessionScan::coverageChanged, d->spec, &SpecBrowser::setCoverage);
    connect(d->document, &SessionDocument::checkerChanged, this,
        [this] { d->spec->setChecker(d->document->sharedChecker()); });
    connect(d->spec, &SpecBrowser::filterRequested, d->filterBar, &FilterBar::addTerm);
    connect(d->spec, &SpecBrowser::callRequested, this, &MainWindow::selectCall);
    connect(d->actions->spec, &QAction::triggered, this, [this] {
        showView(u"spec"_s);
        d->spec->setFocus();
    });
    connect(d->actions->violations, &QAction::triggered, this, [this] {
        showView(u"violations"_s);
        d->violationsPanel->setFocus();
    });
}

void MainWindow::addSessionMutes(const QByteArray &json)
{
    d->mutes->addSessionMutes(json);
}

/// Counting costs reading: only what somebody looks at is counted.
void MainWindow::updateWanted()
{
    const bool explained = d->inspector->explanation()->selection().has_value();
    d->scan->setWanted(explained || d->violationsSeen, d->specSeen);
}

void MainWindow::showSeen()
{
    ExplanationPanel *explanation = d->inspector->explanation();
    if (!explanation->selection())
        return;
    const Sightings seen = d->violations->seen(*explanation->selection());
    const auto time = [this](quint32 seq) {
        const RowStore &rows = d->document->rows();
        return seq > 0 && seq <= rows.size() ? clockTimeShort(rows[seq - 1].receivedAt) : QString();
    };
    explanation->setSeen(seen, time(seen.firstSeq), time(seen.lastSeq));
}

/// The call that was looked for is opened at the field that the findings are about.
void MainWindow::showFoundField()
{
    if (!d->openAt || !d->call || d->waiting || d->call->stored.seq != d->openSeq)
        return;
    const FindingSelection at = *std::exchange(d->openAt, std::nullopt);
    const std::vector<Finding> &findings = d->call->result.findings;
    const auto found = std::find_if(findings.begin(), findings.end(), [&at](const Finding &finding) {
        return (!at.rule || *at.rule == finding.rule) && finding.severity >= at.atLeast &&
               (!at.pattern || *at.pattern == pointerPattern(finding.pointer));
    });
    if (found != findings.end())
        d->inspector->showField(found->pointer);
}

} // namespace spectap
