// SPDX-License-Identifier: MIT
#include "ui/spec/specbrowser.h"

#include "model/items/plancoveragemodel.h"
#include "model/items/specsearchmodel.h"
#include "model/items/undocumentedmodel.h"
#include "ui/focusentry.h"
#include "ui/numbers.h"
#include "ui/spec/plancoveragewords.h"
#include "ui/spec/specentry.h"
#include "ui/spec/specwords.h"
#include "ui/spec/undocumentedwords.h"

#include <QAbstractProxyModel>
#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int BaseLineHeight = 15; ///< of the font the column widths are given for
constexpr int MeansWidth = 820;    ///< of the list that has room for meanings
constexpr int PresenceWidth = 440;

/// Rows as high as those of the other lists.
class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int width = QStyledItemDelegate::sizeHint(option, index).width();
        return {width, qMax(20, option.fontMetrics.height() + 6)};
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        // The selected row keeps its inks: it is a lighter ground, not an inverted one.
        option->palette.setColor(QPalette::HighlightedText, option->palette.color(QPalette::Text));
    }
};

QTreeView *makeTree(QAbstractItemModel *model, const QString &object, const QString &name, QWidget *parent)
{
    auto *tree = new QTreeView(parent);
    tree->setObjectName(object);
    tree->setAccessibleName(name);
    tree->setModel(model);
    tree->setUniformRowHeights(true);
    tree->setAllColumnsShowFocus(true);
    tree->setAlternatingRowColors(true);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setIconSize({15, 15});
    tree->setItemDelegate(new RowDelegate(tree));
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionsClickable(false);
    tree->header()->setSectionsMovable(false);
    return tree;
}

} // namespace

SpecBrowser::SpecBrowser(std::shared_ptr<const Checker> checker, QWidget *parent)
    : QWidget(parent)
    , m_model(new SpecModel(checker, this))
    , m_found(new SpecSearchModel(m_model, this))
    , m_beyond(new UndocumentedModel(this))
    , m_plans(new PlanCoverageModel(std::move(checker), this))
{
    setObjectName(u"specBrowser"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    column->addWidget(m_bar);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    buildTrees();
    m_page = new SpecEntry(splitter);
    m_page->setMinimumWidth(180);
    splitter->addWidget(m_stack);
    splitter->addWidget(m_page);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    column->addWidget(splitter, 1);
    m_entry = new FocusEntry(this, m_tree);

    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &index) { m_page->setRow(index); });
    connect(m_page, &SpecEntry::filterRequested, this, &SpecBrowser::filterRequested);
    connect(m_page, &SpecEntry::callRequested, this, &SpecBrowser::callRequested);
    connect(m_beyondTree, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (const uint seq = index.data(UndocumentedFirstSeqRole).toUInt())
            emit callRequested(seq);
    });
    connect(m_plansTree, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (const uint seq = index.data(PlanFirstSeqRole).toUInt())
            emit callRequested(seq);
    });
    showPlans();
    showCounts();
}

void SpecBrowser::buildBar()
{
    m_bar = new QWidget(this);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 3, 6, 3);
    row->setSpacing(4);
    m_search = new QLineEdit(m_bar);
    m_search->setObjectName(u"specSearch"_s);
    m_search->setPlaceholderText(tr("Find an event or field"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    if (auto *clear = m_search->findChild<QToolButton *>())
        clear->setAccessibleName(tr("Clear the search"));
    m_search->setMinimumWidth(90);
    m_search->setMaximumWidth(280);
    row->addWidget(m_search, 1);
    connect(m_search, &QLineEdit::textChanged, this, &SpecBrowser::search);
    row->addSpacing(8);
    auto *group = new QButtonGroup(this);
    const QString names[] = {tr("All"), tr("Seen"), tr("Never seen"), tr("Not in the Spec"), tr("Plans")};
    const QString tips[] = {tr("Everything the Spec documents"), tr("What this session has shown of it"),
        tr("What this session has not shown of it"), tr("Events and fields that the Spec does not document"),
        tr("What the tracking plans ask for, and what this session has shown of it")};
    const QString objects[] = {
        u"specAll"_s, u"specSeen"_s, u"specUnseen"_s, u"specUndocumented"_s, u"specPlans"_s};
    for (int i = 0; i < Modes; ++i) {
        auto *button = new QToolButton(m_bar);
        button->setObjectName(objects[i]);
        button->setText(names[i]);
        button->setToolTip(tips[i]);
        button->setAccessibleName(tips[i]);
        button->setCheckable(true);
        button->setChecked(i == 0);
        button->setFocusPolicy(Qt::TabFocus);
        group->addButton(button);
        row->addWidget(button);
        m_modes[static_cast<std::size_t>(i)] = button;
        connect(button, &QToolButton::clicked, this, [this, i] { setMode(static_cast<Mode>(i)); });
    }
    row->addStretch(1);
    m_counts = new QLabel(m_bar);
    m_counts->setObjectName(u"specCounts"_s);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_counts);
}

void SpecBrowser::buildTrees()
{
    auto *words = new SpecWords(this);
    words->setSourceModel(m_found);
    m_words = words;
    auto *beyondWords = new UndocumentedWords(this);
    beyondWords->setSourceModel(m_beyond);
    m_stack = new QStackedWidget(this);
    m_tree = makeTree(m_words, u"specTree"_s, tr("The Spec"), m_stack);
    m_tree->header()->setSectionResizeMode(SpecNameColumn, QHeaderView::Stretch);
    m_stack->installEventFilter(this);
    m_beyondTree =
        makeTree(beyondWords, u"undocumentedTree"_s, tr("Events and fields beyond the Spec"), m_stack);
    m_beyondTree->header()->setSectionResizeMode(UndocumentedNameColumn, QHeaderView::Stretch);
    m_beyondTree->setExpandsOnDoubleClick(false);
    auto *planWords = new PlanCoverageWords(this);
    planWords->setSourceModel(m_plans);
    m_plansTree = makeTree(planWords, u"plansTree"_s, tr("The tracking plans"), m_stack);
    m_plansTree->header()->setSectionResizeMode(PlanNameColumn, QHeaderView::Stretch);
    m_plansTree->setExpandsOnDoubleClick(false);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_beyondTree);
    m_stack->addWidget(m_plansTree);
    connect(planWords, &QAbstractItemModel::modelReset, this, [this] { m_plansTree->expandToDepth(0); });
    applyMetrics();
}

void SpecBrowser::applyMetrics()
{
    const auto scaled = [this](int pixels) {
        return pixels * qMax(BaseLineHeight, fontMetrics().height()) / BaseLineHeight;
    };
    const std::pair<SpecColumn, int> widths[] = {
        {SpecTypeColumn, 96}, {SpecPresenceColumn, 96}, {SpecMeansColumn, 300}, {SpecSeenColumn, 92}};
    for (const auto &[section, width] : widths)
        m_tree->header()->resizeSection(section, scaled(width));
    // What an entry means stands on its page as well: the list says it where there is room.
    m_tree->setColumnHidden(SpecMeansColumn, m_stack->width() < scaled(MeansWidth));
    m_tree->setColumnHidden(SpecPresenceColumn, m_stack->width() < scaled(PresenceWidth));
    for (const int section : {UndocumentedCallsColumn, UndocumentedFirstColumn, UndocumentedLastColumn})
        m_beyondTree->header()->resizeSection(section, scaled(70));
    m_plansTree->header()->resizeSection(PlanPresenceColumn, scaled(90));
    m_plansTree->header()->resizeSection(PlanCallsColumn, scaled(110));
    for (const int section : {PlanFirstColumn, PlanLastColumn})
        m_plansTree->header()->resizeSection(section, scaled(70));
    for (QTreeView *tree : {m_tree, m_beyondTree, m_plansTree})
        tree->setIndentation(scaled(16));
}

void SpecBrowser::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_plansTree)
        applyMetrics();
}

bool SpecBrowser::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_stack && m_plansTree)
        applyMetrics();
    return QWidget::eventFilter(watched, event);
}

void SpecBrowser::setChecker(std::shared_ptr<const Checker> checker)
{
    m_model->setChecker(checker);
    m_beyond->setCoverage(nullptr);
    m_plans->setChecker(checker);
    m_page->setRow({});
    showPlans();
    showCounts();
}

/// Without plans there is nothing to say of them.
void SpecBrowser::showPlans()
{
    m_modes[static_cast<std::size_t>(Mode::Plans)]->setVisible(m_plans->hasPlans());
    if (!m_plans->hasPlans() && mode() == Mode::Plans)
        setMode(Mode::All);
    m_plansTree->expandToDepth(0);
}

SpecBrowser::Mode SpecBrowser::mode() const
{
    const auto checked =
        std::find_if(m_modes.begin(), m_modes.end(), [](const QToolButton *one) { return one->isChecked(); });
    return static_cast<Mode>(checked - m_modes.begin());
}

void SpecBrowser::setCoverage(const std::shared_ptr<const Coverage> &coverage)
{
    m_model->setCoverage(coverage);
    m_beyond->setCoverage(coverage);
    m_plans->setCoverage(coverage);
    m_page->setRow(m_tree->currentIndex());
    showCounts();
}

void SpecBrowser::setMode(Mode mode)
{
    m_modes[static_cast<std::size_t>(mode)]->setChecked(true);
    const bool ofSpec = mode != Mode::Undocumented && mode != Mode::Plans;
    m_stack->setCurrentWidget(ofSpec ? m_tree : mode == Mode::Plans ? m_plansTree : m_beyondTree);
    m_page->setVisible(ofSpec);
    m_search->setEnabled(ofSpec);
    m_entry->setPart(m_stack->currentWidget());
    switch (mode) {
    case Mode::All:
        m_found->setShown(SpecSearchModel::Shown::All);
        break;
    case Mode::Seen:
        m_found->setShown(SpecSearchModel::Shown::Seen);
        break;
    case Mode::Unseen:
        m_found->setShown(SpecSearchModel::Shown::Unseen);
        break;
    case Mode::Undocumented:
    case Mode::Plans:
        break;
    }
    expandFound();
    showCounts();
}

void SpecBrowser::search(const QString &words)
{
    m_found->setSearch(words);
    expandFound();
}

/// What a search has found is in sight, down to the events; fields where they are what was looked for.
void SpecBrowser::expandFound()
{
    if (!m_search->text().trimmed().isEmpty())
        m_tree->expandToDepth(m_search->text().trimmed().size() > 2 ? 3 : 1);
}

QString SpecBrowser::planCounts() const
{
    uint events = 0;
    uint seen = 0;
    uint unplanned = 0;
    for (int row = 0; row < m_plans->rowCount(); ++row) {
        const QModelIndex top = m_plans->index(row, 0);
        const bool isPlan = top.data(PlanPlannedRole).toBool();
        (isPlan ? events : unplanned) += top.data(PlanEventsRole).toUInt();
        seen += isPlan ? top.data(PlanEventsSeenRole).toUInt() : 0;
    }
    return tr("%1 of %2 planned events seen, %3 unplanned")
        .arg(countText(seen), countText(events), countText(unplanned));
}

void SpecBrowser::showCounts()
{
    if (mode() == Mode::Plans) {
        m_counts->setText(planCounts());
        return;
    }
    uint events = 0;
    uint seen = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex spec = m_model->index(row, 0);
        if (spec.data(SpecNameRole).toString() == u"calls")
            continue; // and headings of facts have no events
        events += spec.data(SpecEventsRole).toUInt();
        seen += spec.data(SpecEventsSeenRole).toUInt();
    }
    int custom = 0;
    for (int row = 0; row < m_beyond->rowCount(); ++row)
        custom += m_beyond->index(row, 0).data(UndocumentedCustomRole).toBool();
    m_counts->setText(
        tr("%1 of %2 events seen, %3 custom").arg(countText(seen), countText(events), countText(custom)));
}

QModelIndex SpecBrowser::entryOf(const QByteArray &id, CallType type, QByteArray path) const
{
    for (;;) {
        if (!id.isEmpty()) {
            if (const QModelIndex index = m_model->indexOfEvent(id, path); index.isValid())
                return index;
        }
        if (!path.isEmpty() || id.isEmpty()) {
            if (const QModelIndex index = m_model->indexOfCall(type, path); index.isValid())
                return index;
        }
        if (path.isEmpty())
            return {};
        path.truncate(qMax<qsizetype>(0, path.lastIndexOf(path.endsWith("[]") ? '[' : '.')));
    }
}

void SpecBrowser::showEntry(const QByteArray &id, CallType type, const QByteArray &path)
{
    const QModelIndex entry = entryOf(id, type, path);
    if (!entry.isValid())
        return;
    m_search->clear();
    setMode(Mode::All);
    const QModelIndex shown = m_words->mapFromSource(m_found->mapFromSource(entry));
    m_tree->setCurrentIndex(shown);
    m_tree->scrollTo(shown, QAbstractItemView::PositionAtCenter);
}

} // namespace spectap
