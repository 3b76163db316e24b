// SPDX-License-Identifier: MIT
// What the window remembers, and the page on which it is set.
#include "ui/mainwindowparts.h"

#include "ui/command/commandlist.h"
#include "ui/errorannouncer.h"
#include "ui/files/recentfiles.h"
#include "ui/filter/filterbar.h"
#include "ui/findings/mutekeeper.h"
#include "ui/inspector/codepage.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/marks/colourrulesdialog.h"
#include "ui/navigator/navigatorpanel.h"
#include "ui/settings/settingsdialog.h"
#include "ui/table/eventtable.h"
#include "ui/theme/apptheme.h"
#include "ui/theme/fonts.h"
#include "ui/timeline/timelineview.h"
#include "ui/timereading.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int MostKeptSessions = 200;
constexpr int MostKeptDays = 365;
constexpr int LargestBodyChoice = 256; ///< MiB

void check(const QActionGroup *group, const QVariant &name)
{
    const QList<QAction *> choices = group->actions();
    for (QAction *choice : choices) {
        if (choice->data() == name)
            choice->setChecked(true);
    }
}

} // namespace

void MainWindow::setSettings(Settings *settings)
{
    d->settings = settings;
    d->mutes->setSettings(settings);
    d->recent->setSettings(settings);
    d->inspector->code()->setLanguage(settings->value(Setting::CodeLanguage).toString());
    d->filterBar->setSettings(settings);
    const auto bytes = [settings](Setting setting) { return settings->value(setting).toByteArray(); };
    if (const QByteArray geometry = bytes(Setting::WindowGeometry); !geometry.isEmpty())
        restoreGeometry(geometry);
    d->layouts = {bytes(Setting::WindowLayout), bytes(Setting::LayoutBelow), bytes(Setting::LayoutNarrow)};
    restoreArrangement();
    restoreTable();
    d->navigator->restoreState(bytes(Setting::NavigatorLayout));
    d->actions->navigator->setChecked(settings->value(Setting::ShowNavigator).toBool());
    d->actions->inspector->setChecked(settings->value(Setting::ShowInspector).toBool());
    d->actions->bottom->setChecked(settings->value(Setting::ShowBottom).toBool());
    d->actions->keepMarked->setChecked(settings->value(Setting::KeepMarkedCalls).toBool());
    const QVariant rules = settings->value(Setting::ColourRules);
    d->rowColours->setRules(rules.isNull() ? firstColourRules() : colourRulesFromList(rules.toStringList()));
    d->actions->volumeStrip->setChecked(settings->value(Setting::ShowVolume).toBool());
    d->actions->timelineTab->setChecked(settings->value(Setting::TimelineTab).toBool());
    // A text or theme that the command line asked for is not undone.
    for (const Setting setting : {Setting::ShowRetries, Setting::AnswerPolicy, Setting::TimelineTime,
             Setting::LargestBody, Setting::AnnounceErrors, Setting::NotCompared, Setting::Baseline})
        applySetting(setting);
    check(d->actions->appearance, settings->value(Setting::Appearance));
    applyText(*qApp, textChoice());
    connect(settings, &Settings::changed, this, &MainWindow::applySetting);
    updatePlace();
}

TextChoice MainWindow::textChoice() const
{
    return {d->settings->value(Setting::TextFont).toString(),
        d->settings->value(Setting::FixedFont).toString(), d->settings->value(Setting::TextSize).toInt()};
}

/// Wherever it was set.
void MainWindow::applySetting(Setting setting)
{
    const QVariant value = d->settings->value(setting);
    switch (setting) {
    case Setting::Appearance:
        check(d->actions->appearance, value);
        applyTheme(*qApp, themeChoiceFromName(value.toString()).value_or(ThemeChoice::System));
        break;
    case Setting::TextSize:
    case Setting::TextFont:
    case Setting::FixedFont:
        applyText(*qApp, textChoice());
        break;
    case Setting::ShowRetries:
        d->actions->showRetries->setChecked(value.toBool());
        break;
    case Setting::KeepMarkedCalls:
        d->actions->keepMarked->setChecked(value.toBool());
        break;
    case Setting::TableTime:
        check(d->actions->times, value);
        d->table->setTimeMode(timeModeFrom(value.toString()));
        break;
    case Setting::TimelineTime:
        d->timeline->setTimeMode(timeModeFrom(value.toString()));
        break;
    case Setting::AnswerPolicy:
        setAnswerPolicy(value.toString());
        emit answerPolicyRequested(value.toString());
        break;
    case Setting::Port:
        if (d->endpoint.kind != EndpointStatus::Kind::Stopped &&
            d->endpoint.kind != EndpointStatus::Kind::SavedSession)
            emit listenRequested(quint16(value.toUInt()));
        else
            d->endpoint.port = quint16(value.toUInt()); // for when it listens again
        break;
    case Setting::AnnounceErrors:
        d->announcer->setOn(value.toBool());
        break;
    case Setting::Baseline:
        applyBaseline(value.toString());
        break;
    case Setting::NotCompared:
        applyNotCompared(value.toStringList());
        break;
    case Setting::LargestBody:
        emit largestBodyRequested(value.toInt());
        break;
    default: // only remembered
        break;
    }
}

void MainWindow::connectSettings()
{
    connect(d->actions->settings, &QAction::triggered, this, [this] { showSettings(); });
    const auto resize = [this](int step) {
        const int percent = d->settings ? d->settings->value(Setting::TextSize).toInt() : 100;
        if (d->settings)
            d->settings->setValue(
                Setting::TextSize, qBound(TextChoice::Smallest, percent + step, TextChoice::Largest));
    };
    connect(d->actions->largerText, &QAction::triggered, this, [resize] { resize(TextChoice::Step); });
    connect(d->actions->smallerText, &QAction::triggered, this, [resize] { resize(-TextChoice::Step); });
    connect(d->actions->normalText, &QAction::triggered, this, [this] {
        if (d->settings)
            d->settings->reset(Setting::TextSize);
    });
}

void MainWindow::showSettings(const QString &words)
{
    if (!d->settings)
        return;
    auto *dialog = findChild<SettingsDialog *>();
    if (!dialog) {
        dialog = new SettingsDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        fillSettings(dialog);
    }
    bringToFront(dialog);
    dialog->find(words);
}

void MainWindow::fillSettings(SettingsDialog *dialog)
{
    using Range = SettingRow::Range;
    using Choices = std::vector<SettingRow::Choice>;
    Settings *settings = d->settings;
    const auto choicesOf = [](const QActionGroup *group) {
        Choices choices;
        const QList<QAction *> actions = group->actions();
        for (const QAction *action : actions)
            choices.push_back({withoutAccessKeys(action->text()), action->data()});
        return choices;
    };

    dialog->addSection(tr("Capture"));
    dialog->addRow(new SettingRow(settings, Setting::Port,
        {tr("Port"), tr("Where SDKs send to on this machine: http://127.0.0.1 with this port. Changing it "
                        "while listening moves the endpoint at once; tell your SDKs. 0 takes a free one.")},
        Range{0, 65535, 1, {}}));
    dialog->addRow(new SettingRow(d->actions->lan,
        {tr("Address: local network as well"),
            tr("Also listen where phones and other machines reach this one, behind a secret path. Until "
               "Spectap is closed; it never begins like this by itself.")}));
    dialog->addRow(new SettingRow(settings, Setting::AnswerPolicy,
        {tr("Answers to SDKs"), tr("What an SDK is told. What is stored and shown does not depend on it.")},
        choicesOf(d->actions->answers)));
    dialog->addRow(new SettingRow(settings, Setting::LargestBody,
        {tr("Limit: largest request"),
            tr("A request with a larger body, after decompression, is answered 413 and listed in the log. "
               "For connections made from now on.")},
        Range{1, LargestBodyChoice, 1, tr(" MiB")}));
    dialog->addRow(new SettingRow(d->actions->certificate,
        {tr("Certificate for https"), tr("Some SDKs speak https only; this is what they must trust.")}));

    dialog->addSection(tr("Appearance"));
    dialog->addRow(new SettingRow(settings, Setting::Appearance,
        {tr("Theme"), tr("High contrast is black and white without tints.")},
        choicesOf(d->actions->appearance)));
    dialog->addRow(new SettingRow(settings, Setting::TextSize,
        {tr("Text size"), tr("Of the system's size; everything grows with it.")},
        Range{TextChoice::Smallest, TextChoice::Largest, TextChoice::Step, u"%"_s}));
    dialog->addRow(new SettingRow(settings, Setting::TextFont,
        {tr("Font"), tr("For words, in the whole window.")}, SettingRow::fontFamilies(false)));
    dialog->addRow(new SettingRow(settings, Setting::FixedFont,
        {tr("Fixed-width font"), tr("For IDs, values, times and code.")}, SettingRow::fontFamilies(true)));

    dialog->addRow(new SettingRow(settings, Setting::AnnounceErrors,
        {tr("Announce new errors"),
            tr("Tells screen readers how many calls with errors arrived, at most every five seconds.")}));

    dialog->addSection(tr("Calls and time"));
    dialog->addRow(new SettingRow(settings, Setting::ShowRetries,
        {tr("Show retries"), tr("Copies of a messageId have rows of their own. They are counted, stored and "
                                "exported either way.")}));
    Choices times;
    for (const TimeMode mode : {TimeMode::Local, TimeMode::Utc, TimeMode::SinceFirst, TimeMode::Ago})
        times.push_back({withoutAccessKeys(timeModeTitle(mode)), timeModeName(mode)});
    dialog->addRow(new SettingRow(settings, Setting::TableTime,
        {tr("Time display of calls"), tr("In the table and the inspector.")}, times));
    times.pop_back(); // an axis has no "ago"
    dialog->addRow(new SettingRow(settings, Setting::TimelineTime,
        {tr("Time display of the timeline"), tr("What its ruler counts in.")}, times));

    dialog->addSection(tr("Sessions"));
    dialog->addRow(new SettingRow(settings, Setting::KeepSessions,
        {tr("Retention: captures without a name"),
            tr("So many of the latest are kept. Older ones are deleted when Spectap starts; sessions you "
               "saved are never touched.")},
        Range{1, MostKeptSessions, 1, {}}));
    dialog->addRow(new SettingRow(settings, Setting::KeepDays,
        {tr("Retention: for how long"), tr("Captures without a name that are older are deleted when Spectap "
                                           "starts.")},
        Range{1, MostKeptDays, 1, tr(" days")}));
    dialog->addRow(new SettingRow(settings, Setting::KeepMarkedCalls,
        {tr("Keep marked calls when clearing"),
            tr("Clear begins the next session with the calls that are pinned, noted or coloured.")}));
    dialog->addRow(new SettingRow(
        d->actions->resetLayout, {tr("Layout"), tr("Docks, columns and sizes as they were at first.")}));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (d->settings) {
        d->settings->setValue(Setting::WindowGeometry, saveGeometry());
        d->layouts[std::size_t(d->arrangement)] = saveState();
        d->settings->setValue(Setting::WindowLayout, d->layouts[std::size_t(Arrangement::Wide)]);
        d->settings->setValue(Setting::LayoutBelow, d->layouts[std::size_t(Arrangement::Below)]);
        d->settings->setValue(Setting::LayoutNarrow, d->layouts[std::size_t(Arrangement::Narrow)]);
        d->settings->setValue(Setting::NavigatorLayout, d->navigator->saveState());
        keepTable();
    }
    event->accept();
}

} // namespace spectap
