// SPDX-License-Identifier: MIT
// Marks, notes and colours: what a person does with the selected calls.
#include "ui/mainwindowparts.h"

#include "model/items/rowcolours.h"
#include "ui/filter/filterbar.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/marks/colourrulesdialog.h"
#include "ui/marks/noteeditor.h"
#include "ui/settings/settings.h"
#include "ui/table/eventtable.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

void MainWindow::connectMarks()
{
    const WindowActions &actions = *d->actions;
    CallMarks &marks = d->document->marks();
    const auto toggle = [this, &marks](QAction *action, CallMark::Flag flag) {
        connect(action, &QAction::triggered, this, [this, &marks, flag] {
            const std::vector<quint32> seqs = callsToMark();
            const bool all =
                std::all_of(seqs.begin(), seqs.end(), [&](quint32 seq) { return marks.of(seq).has(flag); });
            marks.setFlag(seqs, flag, !all);
            showMarksInMenus();
        });
    };
    toggle(actions.pin, CallMark::Pinned);
    toggle(actions.markTest, CallMark::Test);
    toggle(actions.hide, CallMark::Hidden);
    connect(actions.markColours, &QActionGroup::triggered, this, [this, &marks](const QAction *action) {
        marks.setColour(callsToMark(), static_cast<MarkColour>(action->data().toInt()));
    });
    connect(actions.note, &QAction::triggered, this, &MainWindow::editNote);
    connect(d->inspector, &InspectorPanel::noteRequested, this, &MainWindow::editNote);
    connect(actions.undoMark, &QAction::triggered, this, [&marks] { marks.undo(); });
    connect(actions.nextMarked, &QAction::triggered, this, [this] { stepToMarkedCall(1); });
    connect(actions.previousMarked, &QAction::triggered, this, [this] { stepToMarkedCall(-1); });
    connect(actions.callMenu, &QMenu::aboutToShow, this, &MainWindow::showMarksInMenus);
    connect(actions.colourRules, &QAction::triggered, this, &MainWindow::showColourRules);
    connect(actions.keepMarked, &QAction::toggled, this, [this](bool on) {
        if (d->settings)
            d->settings->setValue(Setting::KeepMarkedCalls, on);
    });

    connect(&marks, &CallMarks::changed, this, [this] {
        updateMarkActions();
        markStale();
    });
    connect(&marks, &CallMarks::undoChanged, this, &MainWindow::updateMarkActions);
    connect(d->document, &SessionDocument::reset, this, [this] {
        if (d->noteEditor)
            d->noteEditor->forget();
    });
    d->rowColours = new RowColours(d->document, this);
    d->model->setRowColours(d->rowColours);
    updateMarkActions();
}

/// The selected calls; but the open one where it is not among them: the table does not show it.
std::vector<quint32> MainWindow::callsToMark() const
{
    std::vector<quint32> seqs = d->table->selectedSeqs();
    if (d->openSeq != 0 && !std::binary_search(seqs.begin(), seqs.end(), d->openSeq))
        return {d->openSeq};
    return seqs;
}

/// Ticks are set when a menu opens: finding out what a million selected calls have in common takes a moment.
void MainWindow::showMarksInMenus()
{
    const CallMarks &marks = d->document->marks();
    const std::vector<quint32> seqs = callsToMark();
    const auto all = [&](auto has) {
        return !seqs.empty() &&
               std::all_of(seqs.begin(), seqs.end(), [&](quint32 seq) { return has(marks.of(seq)); });
    };
    const WindowActions &actions = *d->actions;
    actions.pin->setChecked(all([](const CallMark &mark) { return mark.has(CallMark::Pinned); }));
    actions.markTest->setChecked(all([](const CallMark &mark) { return mark.has(CallMark::Test); }));
    actions.hide->setChecked(all([](const CallMark &mark) { return mark.has(CallMark::Hidden); }));
    const QList<QAction *> colours = actions.markColours->actions();
    for (QAction *action : colours) {
        const auto colour = static_cast<MarkColour>(action->data().toInt());
        action->setChecked(all([colour](const CallMark &mark) { return mark.colour == colour; }));
    }
}

void MainWindow::updateMarkActions()
{
    const WindowActions &actions = *d->actions;
    const bool any = d->openSeq != 0;
    for (QAction *action : {actions.pin, actions.markTest, actions.hide, actions.note})
        action->setEnabled(any);
    actions.markColours->setEnabled(any);
    const bool marked = !d->document->marks().set().all().isEmpty();
    actions.nextMarked->setEnabled(marked);
    actions.previousMarked->setEnabled(marked);
    // One key for what was done last.
    const bool undo = d->document->marks().canUndo();
    actions.undoMark->setEnabled(undo);
    actions.undoMark->setShortcut(undo ? QKeySequence(QKeySequence::Undo) : QKeySequence());
    actions.undoClear->setShortcut(undo ? QKeySequence() : QKeySequence(QKeySequence::Undo));
}

void MainWindow::editNote()
{
    std::vector<quint32> seqs = callsToMark();
    if (seqs.empty())
        return;
    if (!d->noteEditor) {
        d->noteEditor = new NoteEditor(this);
        connect(d->noteEditor, &NoteEditor::kept, this,
            [this](const std::vector<quint32> &calls, const QString &note) {
                d->document->marks().setNote(calls, note.toUtf8());
            });
    }
    const QString note = QString::fromUtf8(d->document->marks().of(seqs.front()).note);
    d->noteEditor->edit(std::move(seqs), note);
}

void MainWindow::stepToMarkedCall(int step)
{
    const MarkSet &marks = d->document->marks().set();
    stepToCall(d->model->rowOf(d->table->currentSeq()), step, [this, &marks](int row) {
        const CallMark *mark = marks.find(d->model->seqAt(row));
        return mark && mark->isMarked();
    });
}

void MainWindow::showColourRules()
{
    if (!d->colourRules) {
        d->colourRules = new ColourRulesDialog(*d->document, this);
        d->colourRules->setRules(d->rowColours->rules());
        connect(d->colourRules, &ColourRulesDialog::rulesChanged, this,
            [this](const std::vector<ColourRule> &rules) {
                d->rowColours->setRules(rules);
                if (d->settings)
                    d->settings->setValue(Setting::ColourRules, colourRulesToList(rules));
            });
        connect(d->colourRules, &ColourRulesDialog::helpRequested, d->actions->filterHelp, &QAction::trigger);
    }
    bringToFront(d->colourRules);
}

bool MainWindow::keepsMarkedCalls() const
{
    return d->actions->keepMarked->isChecked();
}

} // namespace spectap
