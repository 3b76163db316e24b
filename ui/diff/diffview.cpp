// SPDX-License-Identifier: MIT
#include "ui/diff/diffview.h"

#include "model/diff/diffmarkdown.h"
#include "ui/diff/callchooser.h"
#include "ui/diff/diffcallheader.h"
#include "ui/diff/difffields.h"
#include "ui/diff/diffraw.h"
#include "ui/diff/diffside.h"
#include "ui/diff/diffwords.h"
#include "ui/drag/dragdata.h"
#include "ui/drag/dropspot.h"
#include "ui/theme/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int SideWidth = 306;
constexpr int RawHeight = 190;

} // namespace

DiffView::DiffView(SessionDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_loader(new CallDiffLoader(document, this))
    , m_header(new QWidget(this))
    , m_headerA(new DiffCallHeader(DiffSide::A, document, m_header))
    , m_headerB(new DiffCallHeader(DiffSide::B, document, m_header))
    , m_swap(new QPushButton(lineIcon(u"alias"_s), tr("S&wap"), m_header))
    , m_fields(new DiffFields(this))
    , m_raw(new DiffRaw(this))
    , m_side(new DiffSidePanel(document, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_fieldsPart(new QWidget(this))
{
    setObjectName(u"diffView"_s);
    buildHeader();
    m_fields->setLeadingWidget(makeModeSwitch());
    m_splitter->addWidget(m_fields);
    m_splitter->addWidget(m_raw);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({600, RawHeight});
    m_raw->setMinimumHeight(60);
    auto *left = new QVBoxLayout(m_fieldsPart);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(m_header);
    left->addWidget(m_splitter, 1);
    auto *across = new QSplitter(Qt::Horizontal, this);
    across->addWidget(m_fieldsPart);
    across->addWidget(m_side);
    across->setChildrenCollapsible(false);
    across->setStretchFactor(0, 1);
    across->setStretchFactor(1, 0);
    across->setSizes({1000, SideWidth});
    auto *row = new QVBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(across);
    connectParts();
}

void DiffView::buildHeader()
{
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_swap->setObjectName(u"diffSwap"_s);
    m_swap->setToolTip(tr("Compare the other way round"));
    row->addWidget(m_headerA, 1);
    row->addWidget(m_swap);
    row->addWidget(m_headerB, 1);
}

/// Fields, or the texts alone.
QWidget *DiffView::makeModeSwitch()
{
    auto *both = new QWidget(m_fields);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto add = [&](const QString &text, const QString &name, bool on) {
        auto *button = new QToolButton(both);
        button->setObjectName(name);
        button->setText(text);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setChecked(on);
        row->addWidget(button);
        return button;
    };
    add(tr("Fields"), u"diffFieldsMode"_s, true);
    const QToolButton *raw = add(tr("Raw only"), u"diffRawMode"_s, false);
    connect(raw, &QToolButton::toggled, this, &DiffView::showRawOnly);
    return both;
}

void DiffView::connectParts()
{
    connect(m_loader, &CallDiffLoader::loaded, this, &DiffView::showCalls);
    connect(m_loader, &CallDiffLoader::failed, this, [this](const QString &reason) {
        emit failed(tr("The calls could not be compared: %1").arg(reason));
    });
    connect(m_swap, &QPushButton::clicked, this, &DiffView::swap);
    for (const DiffSide side : {DiffSide::A, DiffSide::B}) {
        const DiffCallHeader *header = side == DiffSide::A ? m_headerA : m_headerB;
        connect(header->menu(), &QMenu::aboutToShow, this, [this, side] { fillMenu(side); });
        takeDrops(side);
    }
    connect(m_fields, &DiffFields::optionsChanged, this, &DiffView::ask);
    connect(m_fields, &DiffFields::fieldPicked, m_side, &DiffSidePanel::setField);
    connect(m_fields, &DiffFields::fieldPicked, m_raw, &DiffRaw::showField);
    connect(m_raw, &DiffRaw::fieldPicked, m_fields, &DiffFields::showField);
    connect(m_side, &DiffSidePanel::callRequested, this, [this](quint32 seq) { compare(seq, m_b); });
    connect(m_side, &DiffSidePanel::changeRequested, this, [this](FieldChange change) {
        const auto &changes = m_calls->diff.changes();
        const auto first = std::ranges::find_if(changes, [this, change](int field) {
            return m_calls->diff.fields()[std::size_t(field)].change == change;
        });
        if (first != changes.end())
            m_fields->showField(*first);
    });
    connect(m_side, &DiffSidePanel::copyRequested, this,
        [this] { QGuiApplication::clipboard()->setText(markdown()); });
    connect(m_side, &DiffSidePanel::filterRequested, this, &DiffView::filterRequested);
    connect(m_side, &DiffSidePanel::saveRequested, this, &DiffView::saveRequested);
}

/// A call dropped on a side takes its place; on the other's it is the two of them the other way round, and
/// two calls are both sides.
void DiffView::takeDrops(DiffSide side)
{
    auto *spot =
        new DropSpot(side == DiffSide::A ? m_headerA : m_headerB, [this, side](const QMimeData *carried) {
            const std::vector<quint32> seqs = callsIn(carried, m_document->path());
            if (seqs.size() == 2)
                return tr("Compare #%1 with #%2").arg(seqs.front()).arg(seqs.back());
            if (seqs.size() == 1)
                return tr("Compare #%1 as %2", "%2: A or B")
                    .arg(QString::number(seqs.front()), side == DiffSide::A ? tr("A") : tr("B"));
            return QString();
        });
    connect(spot, &DropSpot::dropped, this, [this, side](const QMimeData *carried) {
        const std::vector<quint32> seqs = callsIn(carried, m_document->path());
        const quint32 seq = seqs.front();
        if (seqs.size() == 2)
            compare(seqs.front(), seqs.back());
        else if (seq == (side == DiffSide::A ? m_b : m_a))
            swap();
        else if (side == DiffSide::A)
            compare(seq, m_b);
        else
            compare(m_a, seq);
    });
}

void DiffView::compare(quint32 a, quint32 b)
{
    m_a = a;
    m_b = b;
    emit titleChanged(title());
    ask();
}

void DiffView::ask()
{
    if (m_b != 0)
        m_loader->ask({m_a, m_b, m_fields->options()});
}

void DiffView::refresh()
{
    ask();
}

void DiffView::clear()
{
    m_loader->forget();
    m_a = 0;
    m_b = 0;
    showCalls(nullptr);
}

void DiffView::showCalls(std::shared_ptr<const ComparedCalls> calls)
{
    m_calls = std::move(calls);
    if (m_calls && m_calls->a)
        m_a = m_calls->a->stored.seq;
    m_headerA->setCall(m_calls ? m_calls->a : nullptr);
    m_headerB->setCall(m_calls ? m_calls->b : nullptr);
    m_swap->setEnabled(m_calls && m_calls->a);
    m_side->setCalls(m_calls);
    m_raw->setCalls(m_calls);
    m_fields->setCalls(m_calls); // last: the field it comes to is told to the others
    emit titleChanged(title());
}

QString DiffView::title() const
{
    if (m_b == 0)
        return tr("Diff");
    return m_a == 0 ? tr("Diff #%1").arg(m_b) : tr("Diff #%1, #%2").arg(m_a).arg(m_b);
}

QString DiffView::markdown() const
{
    if (!m_calls || !m_calls->a)
        return {};
    const auto nameOf = [this](const CallDocument &call) {
        return u"%1, %2"_s.arg(callLine(*m_document, call.stored.seq), senderLine(*m_document, call))
            .toUtf8();
    };
    return QString::fromUtf8(diffMarkdown(m_calls->diff, nameOf(*m_calls->a), nameOf(*m_calls->b)));
}

void DiffView::fillMenu(DiffSide side)
{
    QMenu *menu = (side == DiffSide::A ? m_headerA : m_headerB)->menu();
    const CallChoice choice{.current = side == DiffSide::A ? m_a : m_b,
        .except = side == DiffSide::A ? m_b : m_a,
        .pinned = m_pinned,
        .offersPrevious = side == DiffSide::A};
    std::vector<quint32> others = m_calls ? m_calls->others : std::vector<quint32>();
    if (m_b != 0 && std::ranges::find(others, m_b) == others.end())
        others.insert(others.begin(), m_b);
    fillCallChooser(menu, *m_document, others, choice, [this, side](quint32 seq) {
        if (side == DiffSide::A)
            compare(seq, m_b);
        else
            compare(m_a, seq);
    });
}

void DiffView::swap()
{
    if (m_a != 0)
        compare(m_b, m_a);
}

void DiffView::showRawOnly(bool only)
{
    m_fields->tree()->setVisible(!only);
    // What is left of the fields is their bar.
    m_fields->setMaximumHeight(only ? m_fields->minimumSizeHint().height() : QWIDGETSIZE_MAX);
}

void DiffView::stepChange(int direction)
{
    m_fields->stepChange(direction);
}

void DiffView::setSideVisible(bool visible)
{
    m_side->setVisible(visible);
}

} // namespace spectap
