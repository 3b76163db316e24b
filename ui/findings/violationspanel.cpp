// SPDX-License-Identifier: MIT
#include "ui/findings/violationspanel.h"

#include "ui/findings/rulewords.h"
#include "ui/findings/violationdelegate.h"
#include "ui/findings/violationrows.h"
#include "ui/focusentry.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"

#include <QAction>
#include <QButtonGroup>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int BaseLineHeight = 15; ///< of the font the column widths are given for
constexpr Severity Severities[] = {Severity::Error, Severity::Warning, Severity::Info};

QToolButton *addButton(QWidget *bar, const QString &name, const QString &text, const QString &tip)
{
    auto *button = new QToolButton(bar);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::TabFocus);
    bar->layout()->addWidget(button);
    return button;
}

} // namespace

ViolationsPanel::ViolationsPanel(ViolationModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_rows(new ViolationRows(model, this))
{
    setObjectName(u"violations"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    column->addWidget(m_bar);
    m_stack = new QStackedWidget(this);
    column->addWidget(m_stack, 1);
    buildTree();
    m_empty = new QLabel(m_stack);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    new FocusEntry(this, m_tree);

    connect(m_model, &ViolationModel::countsChanged, this, &ViolationsPanel::update);
    connect(m_rows, &QAbstractItemModel::modelReset, this, &ViolationsPanel::restore);
    update();
}

void ViolationsPanel::buildBar()
{
    m_bar = new QWidget(this);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 3, 6, 3);
    row->setSpacing(4);
    auto *label = new QLabel(tr("Group by"), m_bar);
    label->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(label);
    auto *group = new QButtonGroup(this);
    const QString names[] = {tr("Rule"), tr("Event"), tr("Source")};
    const QString objects[] = {u"groupByRule"_s, u"groupByEvent"_s, u"groupBySource"_s};
    for (int i = 0; i < ViolationGroupings; ++i) {
        const auto at = static_cast<std::size_t>(i);
        QToolButton *button = addButton(
            m_bar, objects[i], names[i], tr("Group by %1", "rule, event, source").arg(names[i].toLower()));
        button->setCheckable(true);
        button->setChecked(i == 0);
        group->addButton(button);
        m_groupings[at] = button;
        connect(button, &QToolButton::clicked, this,
            [this, i] { m_model->setGrouping(static_cast<ViolationGrouping>(i)); });
    }
    row->addSpacing(8);
    const QString kinds[] = {tr("Errors"), tr("Warnings"), tr("Infos")};
    for (std::size_t i = 0; i < std::size(Severities); ++i) {
        const Severity severity = Severities[i];
        QToolButton *button = addButton(m_bar, u"violations-"_s + QString::fromLatin1(severityName(severity)),
            kinds[i], tr("Show %1", "errors, warnings, infos").arg(kinds[i].toLower()));
        button->setIcon(severityIcon(severity));
        button->setIconSize({12, 12});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setChecked(m_rows->shows(severity));
        m_severities[static_cast<std::size_t>(severity)] = button;
        connect(button, &QToolButton::toggled, this, [this, severity](bool on) {
            m_rows->setShown(severity, on);
            update();
        });
    }
    row->addSpacing(8);
    m_search = new QLineEdit(m_bar);
    m_search->setObjectName(u"violationSearch"_s);
    m_search->setPlaceholderText(tr("Find a rule, event or field"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    if (auto *clear = m_search->findChild<QToolButton *>())
        clear->setAccessibleName(tr("Clear the search"));
    m_search->setMinimumWidth(90);
    m_search->setMaximumWidth(240);
    row->addWidget(m_search, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_rows->setSearch(text);
        if (!text.trimmed().isEmpty())
            m_tree->expandAll();
        update();
    });
    row->addStretch(1);

    m_muted = addButton(m_bar, u"mutedButton"_s, {}, tr("What is muted, to unmute it"));
    m_muted->setIcon(lineIcon(u"mute"_s));
    m_muted->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_muted->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_muted);
    m_muted->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        emit unmuteMenuRequested(menu);
    });
    m_muted->hide();
    m_only = addButton(m_bar, u"filterTheseButton"_s, {}, tr("Show only the calls of the selected group"));
    m_only->setIcon(lineIcon(u"filter"_s));
    m_only->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_only->setCheckable(true);
    connect(m_only, &QToolButton::clicked, this, [this](bool on) {
        if (on)
            emit onlyRequested(selection(), words());
        else
            emit allRequested();
    });
    const auto addStep = [this](const QString &name, const QString &icon, const QString &tip, int direction,
                             const QKeySequence &key) {
        QToolButton *button = addButton(m_bar, name, {}, tip);
        button->setAutoRaise(true);
        button->setIcon(lineIcon(icon));
        button->setToolTip(tr("%1 (%2)", "action, key").arg(tip, key.toString(QKeySequence::NativeText)));
        auto *action = new QAction(tip, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        const auto step = [this, direction] {
            if (current().isValid())
                emit stepRequested(selection(), direction);
        };
        connect(action, &QAction::triggered, this, step);
        connect(button, &QToolButton::clicked, this, step);
        return button;
    };
    m_previous = addStep(
        u"previousCallButton"_s, u"chevu"_s, tr("Previous call of the group"), -1, Qt::SHIFT | Qt::Key_F4);
    m_next = addStep(u"nextCallButton"_s, u"chevd"_s, tr("Next call of the group"), 1, Qt::Key_F4);
}

void ViolationsPanel::buildTree()
{
    m_tree = new QTreeView(this);
    m_tree->setObjectName(u"violationTree"_s);
    m_tree->setAccessibleName(tr("Violations"));
    m_tree->setModel(m_rows);
    m_tree->setItemDelegate(new ViolationDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView *header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionsClickable(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(ViolationNameColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(40);
    applyMetrics();

    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &ViolationsPanel::showCurrent);
    connect(m_tree, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (index.isValid())
            emit firstRequested(selection());
    });
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ViolationsPanel::openMenu);
    auto *copy = new QAction(tr("&Copy row"), m_tree);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ViolationsPanel::copyRow);
    m_tree->addAction(copy);
}

void ViolationsPanel::applyMetrics()
{
    const auto scaled = [this](int pixels) {
        return pixels * qMax(BaseLineHeight, fontMetrics().height()) / BaseLineHeight;
    };
    m_tree->setIndentation(scaled(16));
    const std::pair<ViolationColumn, int> widths[] = {{ViolationCallsColumn, 62}, {ViolationShareColumn, 118},
        {ViolationFindingsColumn, 70}, {ViolationFirstColumn, 78}, {ViolationLastColumn, 78}};
    for (const auto &[section, width] : widths)
        m_tree->header()->resizeSection(section, scaled(width));
}

void ViolationsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_tree)
        applyMetrics();
}

/// A new grouping or session starts at its worst.
void ViolationsPanel::restore()
{
    if (!m_search->text().trimmed().isEmpty())
        m_tree->expandAll();
    update();
}

int ViolationsPanel::groups() const
{
    return m_rows->rowCount();
}

void ViolationsPanel::update()
{
    const bool any = groups() > 0;
    m_stack->setCurrentIndex(any ? 0 : 1);
    if (!any) {
        const bool hidden = m_model->rowCount() > 0;
        m_empty->setText(hidden ? tr("Nothing of these severities, or of that name.")
                                : tr("Nothing is wrong in the calls so far."));
    }
    showCurrent();
    emit groupsChanged();
}

QModelIndex ViolationsPanel::current() const
{
    const QModelIndex index = m_tree->currentIndex();
    return m_stack->currentWidget() == m_tree && index.isValid()
               ? m_rows->mapToSource(index.siblingAtColumn(0))
               : QModelIndex();
}

FindingSelection ViolationsPanel::selection() const
{
    return m_model->selectionFor(current());
}

QString ViolationsPanel::words() const
{
    QString source;
    for (QModelIndex at = current(); at.isValid(); at = at.parent()) {
        if (static_cast<ViolationNode::Kind>(at.data(ViolationKindRole).toInt()) ==
            ViolationNode::Kind::Source)
            source = violationName(at);
    }
    return selectionWords(selection(), source);
}

void ViolationsPanel::showCurrent()
{
    const QModelIndex index = current();
    const uint calls = index.isValid() ? index.data(ViolationCallsRole).toUInt() : 0;
    const bool alone = !m_shownAlone.isEmpty();
    m_only->setChecked(alone && (!index.isValid() || words() == m_shownAlone));
    m_only->setText(m_only->isChecked() ? tr("Show all calls") : tr("Filter these %1").arg(countText(calls)));
    m_only->setEnabled(m_only->isChecked() || calls > 0);
    m_previous->setEnabled(calls > 0);
    m_next->setEnabled(calls > 0);
}

void ViolationsPanel::setShownAlone(const QString &words)
{
    m_shownAlone = words;
    showCurrent();
}

void ViolationsPanel::setMuted(bool any, quint64 findings)
{
    m_muted->setVisible(any);
    m_muted->setText(tr("%1 muted", "findings").arg(countText(static_cast<qint64>(findings))));
}

void ViolationsPanel::openMenu(const QPoint &at)
{
    const QModelIndex index = m_tree->indexAt(at);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Open the &first call")), &QAction::triggered, this,
        [this] { emit firstRequested(selection()); });
    connect(menu->addAction(lineIcon(u"filter"_s), tr("Show &only these calls")), &QAction::triggered, this,
        [this] { emit onlyRequested(selection(), words()); });
    if (const auto mute = m_model->muteFor(current(), false)) {
        QMenu *muting = menu->addMenu(lineIcon(u"mute"_s), tr("&Mute rule"));
        emit muteMenuRequested(muting, *mute);
    }
    menu->addSeparator();
    connect(menu->addAction(lineIcon(u"copy"_s), tr("&Copy row")), &QAction::triggered, this,
        &ViolationsPanel::copyRow);
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

void ViolationsPanel::copyRow()
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid())
        return;
    QStringList cells;
    for (int section = 0; section < ViolationColumnCount; ++section)
        cells << index.siblingAtColumn(section).data().toString();
    QGuiApplication::clipboard()->setText(cells.join(u'\t'));
}

} // namespace spectap
