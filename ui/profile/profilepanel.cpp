// SPDX-License-Identifier: MIT
#include "ui/profile/profilepanel.h"

#include "model/items/identitylens.h"
#include "model/items/peoplecomparison.h"
#include "model/items/profileloader.h"
#include "model/items/sentidentityreader.h"
#include "ui/focusentry.h"
#include "ui/profile/profiledelegate.h"
#include "ui/profile/profileheader.h"
#include "ui/profile/profilerows.h"
#include "ui/theme/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSet>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int RefreshMilliseconds = 250;
constexpr int ReadingShare = 4; ///< a card that takes a second to read is read again after four

/// Calls `visit` for every row below `parent`, parents first.
template <typename Visit>
void forEachRow(const QAbstractItemModel &model, const Visit &visit, const QModelIndex &parent = {})
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        visit(index);
        forEachRow(model, visit, index);
    }
}

} // namespace

ProfilePanel::ProfilePanel(
    SessionDocument *document, const SessionScan *scan, const IdentityLens *lens, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_scan(scan)
    , m_lens(lens)
    , m_loader(new ProfileLoader(this))
    , m_comparison(new PeopleComparison(document, lens, this))
    , m_rows(new ProfileRows(this))
{
    setObjectName(u"profileView"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_places = new QStackedWidget(this);
    column->addWidget(m_places);
    m_empty = new QLabel(m_places);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_places->addWidget(m_empty);

    auto *page = new QWidget(m_places);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_header = new ProfileHeader(page);
    rows->addWidget(m_header);
    m_trouble = new QLabel(page);
    m_trouble->setWordWrap(true);
    m_trouble->setMargin(8);
    m_trouble->hide();
    rows->addWidget(m_trouble);
    m_tree = new QTreeView(page);
    buildTree();
    rows->addWidget(m_tree, 1);
    m_places->addWidget(page);
    buildButtons();
    new FocusEntry(this, m_tree);

    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &ProfilePanel::refresh);
    connect(m_loader, &ProfileLoader::loaded, this, &ProfilePanel::take);
    connect(m_loader, &ProfileLoader::failed, this, [this](const QString &reason) {
        m_trouble->setText(tr("The card is not complete: %1").arg(reason));
        m_trouble->show();
        m_read = 0; // the next look tries again
    });
    connect(m_comparison, &PeopleComparison::changed, this, [this] {
        if (m_card.profile == IdentityGraph::NoProfile)
            return;
        const quint32 profile = m_lens->graph().resolve(m_card.profile);
        m_card.others = m_comparison->of(profile);
        m_card.conflicts = m_comparison->conflictsOf(profile);
        fill();
    });
    connect(document, &SessionDocument::reset, this, &ProfilePanel::forget);
    connect(document, &SessionDocument::rowsMuted, this, &ProfilePanel::readAgain);
    connect(document, &SessionDocument::rechecked, this, &ProfilePanel::readAgain);
    connect(lens, &IdentityLens::restarted, this, [this] {
        m_loader->forget();
        m_refresh.stop();
        m_card.profile = IdentityGraph::NoProfile; // profiles have other numbers from now on
        m_read = 0;
    });
    connect(document->sentReader(), &SentIdentityReader::grown, this, [this] {
        if (m_card.profile != IdentityGraph::NoProfile && m_readBodies < m_newest && isVisible() &&
            !m_refresh.isActive())
            m_refresh.start(RefreshMilliseconds);
    });
    connect(lens, &IdentityLens::grown, this, [this] {
        const bool awaited = m_card.profile == IdentityGraph::NoProfile && m_lens->size() > 0;
        if (!m_refresh.isActive() && isVisible())
            m_refresh.start(awaited ? 0 : RefreshMilliseconds);
    });
}

ProfilePanel::~ProfilePanel() = default;

void ProfilePanel::buildTree()
{
    m_tree->setObjectName(u"profileTree"_s);
    m_tree->setAccessibleName(tr("What is known of this person"));
    m_tree->setModel(m_rows);
    m_tree->setItemDelegate(new ProfileDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setExpandsOnDoubleClick(false);
    QHeaderView *header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ProfileNameColumn, QHeaderView::Interactive);
    header->setSectionResizeMode(ProfileValueColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(ProfileWhenColumn, QHeaderView::ResizeToContents);
    header->resizeSection(ProfileNameColumn, 18 * m_tree->fontMetrics().averageCharWidth() + 20);
    connect(m_tree, &QTreeView::activated, this, &ProfilePanel::activate);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ProfilePanel::openMenu);
}

void ProfilePanel::buildButtons()
{
    QWidget *page = m_places->widget(1);
    auto *bar = new QWidget(page);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 6);
    const auto add = [&](const QString &name, const QString &icon, const QString &text, const QString &tip) {
        auto *button = new QToolButton(bar);
        button->setObjectName(name);
        button->setIcon(lineIcon(icon));
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        return button;
    };
    m_filter = add(u"followPerson"_s, u"filter"_s, tr("Follow"),
        tr("Show only the calls of this person, also those to come"));
    connect(m_filter, &QToolButton::clicked, this, [this] { emit filterRequested(profileFilter(m_card)); });
    m_since = add(u"keepMoment"_s, u"plan"_s, {}, {});
    m_since->setCheckable(true);
    connect(m_since, &QToolButton::clicked, this,
        [this](bool compare) { compareFrom(compare ? m_card.order.seqOf(m_card.cursor) : 0); });
    compareFrom(0);
    QToolButton *copyIds =
        add(u"copyIds"_s, u"copy"_s, tr("IDs", "to copy"), tr("Copy the IDs of this person, one per line"));
    connect(copyIds, &QToolButton::clicked, this, [this] { copy(ids()); });
    QToolButton *copyJson =
        add(u"copyProfile"_s, u"copy"_s, tr("JSON", "to copy"), tr("Copy everything on this card as JSON"));
    connect(copyJson, &QToolButton::clicked, this,
        [this] { copy(QString::fromUtf8(profileCardJson(m_card, m_document->strings()))); });
    row->addStretch();
    page->layout()->addWidget(bar);
}

bool ProfilePanel::isSettled() const
{
    return !isVisible() ||
           (!m_lens->isBusy() && !m_loader->isBusy() && !m_comparison->isBusy() && !m_refresh.isActive());
}

void ProfilePanel::setCurrentSeq(quint32 seq)
{
    if (seq == m_current)
        return;
    m_current = seq;
    if (isVisible())
        refresh();
}

void ProfilePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_comparison->setWanted(true);
    refresh();
}

void ProfilePanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_comparison->setWanted(false);
}

void ProfilePanel::forget()
{
    m_loader->forget();
    m_refresh.stop();
    m_card = {};
    m_current = 0;
    m_read = 0;
    m_trouble->hide();
    compareFrom(0);
    fill();
}

void ProfilePanel::readAgain()
{
    m_read = 0;
    refresh();
}

/// Looks who the person is now; the file is read again only when there is more of them in it.
void ProfilePanel::refresh()
{
    if (!isVisible())
        return;
    m_refresh.stop();
    const IdentityGraph &graph = m_lens->graph();
    const RowStore &rows = m_document->rows();
    quint32 profile =
        m_card.profile == IdentityGraph::NoProfile ? m_card.profile : graph.resolve(m_card.profile);
    const bool chosen = m_current > 0 && m_current <= rows.size();
    const CallOrder &order = m_lens->order();
    const quint32 current = order.positionOf(m_current);
    if (chosen && current > m_lens->size() && m_lens->isBusy())
        return; // it will say when it has come so far
    if (chosen)
        profile = profileOfCall(graph, rows[m_current - 1], current);
    m_empty->setText(chosen ? tr("Call #%1 carries no usable ID: it belongs to nobody.").arg(m_current)
                            : tr("Select a call to see the person behind it."));
    if (profile == IdentityGraph::NoProfile) {
        m_loader->forget();
        m_card = {};
        m_read = 0;
        fill();
        return;
    }
    ProfileCard card = profileCard(graph, m_document->strings(), profile);
    const bool same = card.profile == m_card.profile;
    if (same)
        card.facts = m_card.facts;
    else
        m_trouble->hide();
    const quint32 last = m_lens->wanted();
    card.order = order;
    card.others = m_comparison->of(profile);
    card.conflicts = m_comparison->conflictsOf(profile);
    const SentIdentities &sent = m_document->sentReader()->sent();
    card.policy = sent.sharedPolicy();
    m_newest = 0;
    for (const ProfileId &id : card.ids)
        m_newest = std::max(m_newest, order.seqOf(std::min(id.lastSeq, last)));
    card.mark = order.positionOf(m_mark);
    card.cursor = m_current > 0 ? std::min(current, last) : last;
    m_card = std::move(card);
    fill();
    const quint32 calls = graph.profiles()[profile].calls;
    const bool newBodies = m_readBodies < m_newest && m_readBodies < sent.size();
    if (same && m_read == calls && m_readUpTo <= last && !newBodies)
        return;
    // Reading must not be all that goes on.
    if (same && m_read > 0 && m_reading.isValid() && m_loader->isBusy()) {
        m_refresh.start(RefreshMilliseconds);
        return;
    }
    m_read = calls;
    m_readUpTo = last;
    m_readBodies = sent.size();
    m_reading.start();
    m_loader->ask({.path = m_document->path(),
        .rows = rows.snapshot(),
        .strings = m_document->sharedStrings(),
        .mutes = m_scan->mutes(),
        .spans = profileSpans(graph, profile),
        .order = order,
        .lastSeq = last,
        .sent = sent});
}

void ProfilePanel::take(std::shared_ptr<const ProfileFacts> facts)
{
    m_card.facts = std::move(facts);
    m_trouble->hide();
    const auto pause = static_cast<int>(std::min<qint64>(ReadingShare * m_reading.elapsed(), 10'000));
    if (pause > RefreshMilliseconds)
        m_refresh.start(pause);
    fill();
}

/// Shows the card; what was open, selected and in sight stays so.
void ProfilePanel::fill()
{
    const bool anybody = m_card.profile != IdentityGraph::NoProfile;
    m_places->setCurrentIndex(anybody ? 1 : 0);
    m_filter->setEnabled(anybody);
    QSet<QString> closed; // sections and conflicts
    QSet<QString> open;   // everything else
    const auto beginsOpen = [](const QModelIndex &index) {
        const auto kind = static_cast<ProfileRows::Kind>(index.data(ProfileKindRole).toInt());
        return kind == ProfileRows::Kind::Section || kind == ProfileRows::Kind::Conflict;
    };
    forEachRow(*m_rows, [&](const QModelIndex &index) {
        const bool isOpen = beginsOpen(index);
        if (m_tree->isExpanded(index) != isOpen)
            (isOpen ? closed : open).insert(index.data(ProfileKeyRole).toString());
    });
    const QString current = m_tree->currentIndex().data(ProfileKeyRole).toString();
    const int scrolled = m_tree->verticalScrollBar()->value();
    m_rows->setCard(m_card, m_document->strings(), m_document->rows());
    m_header->setCard(m_card);
    forEachRow(*m_rows, [&](const QModelIndex &index) {
        const QString key = index.data(ProfileKeyRole).toString();
        if (index.data(ProfileWideRole).toBool())
            m_tree->setFirstColumnSpanned(index.row(), index.parent(), true);
        m_tree->setExpanded(index, beginsOpen(index) ? !closed.contains(key) : open.contains(key));
        if (!current.isEmpty() && key == current)
            m_tree->setCurrentIndex(index);
    });
    m_tree->verticalScrollBar()->setValue(scrolled);
}

void ProfilePanel::activate(const QModelIndex &index)
{
    if (const quint32 seq = index.data(ProfileSeqRole).toUInt())
        emit callActivated(seq);
}

void ProfilePanel::openMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!index.isValid())
        return;
    QMenu menu(this);
    if (const quint32 seq = index.data(ProfileSeqRole).toUInt())
        menu.addAction(tr("Go to call #%1").arg(seq), this, [this, seq] { emit callActivated(seq); });
    const QString text = index.data(ProfileCopyRole).toString();
    if (!text.isEmpty())
        menu.addAction(tr("Copy"), this, [this, text] { copy(text); });
    if (!menu.isEmpty())
        menu.exec(m_tree->viewport()->mapToGlobal(position));
}

void ProfilePanel::compareFrom(quint32 seq)
{
    const bool changed = seq != m_mark;
    m_mark = seq;
    m_since->setChecked(m_mark != 0);
    m_since->setText(m_mark == 0 ? tr("Compare") : tr("Since #%1").arg(m_mark));
    m_since->setAccessibleName(m_since->text());
    m_since->setToolTip(
        m_mark == 0 ? tr("Compare with this call: at every later one the card begins with what changed since")
                    : tr("Stop comparing with call #%1").arg(m_mark));
    m_card.mark = m_card.order.positionOf(m_mark);
    if (m_card.profile != IdentityGraph::NoProfile)
        fill();
    if (changed)
        emit comparedFromChanged(m_mark);
}

void ProfilePanel::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

QString ProfilePanel::ids() const
{
    QStringList lines;
    for (const ProfileId &id : m_card.ids)
        lines += QString::fromUtf8(id.value);
    return lines.join(u'\n');
}

} // namespace spectap
