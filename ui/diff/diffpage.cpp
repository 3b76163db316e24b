// SPDX-License-Identifier: MIT
#include "ui/diff/diffpage.h"

#include "ui/diff/callchooser.h"
#include "ui/diff/difffields.h"
#include "ui/diff/diffwords.h"
#include "ui/drag/dragdata.h"
#include "ui/drag/dropspot.h"
#include "ui/theme/icons.h"
#include "ui/theme/scaledicon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

DiffPage::DiffPage(SessionDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_loader(new CallDiffLoader(document, this))
    , m_bar(new QWidget(this))
    , m_fields(new DiffFields(this))
    , m_nothing(new QLabel(this))
{
    setObjectName(u"diffPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    column->addWidget(m_bar);
    column->addWidget(m_fields, 1);
    m_nothing->setObjectName(u"diffNothing"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(24);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_nothing, 1);
    connect(m_loader, &CallDiffLoader::loaded, this, &DiffPage::showCalls);
    connect(m_loader, &CallDiffLoader::failed, this,
        [this](const QString &reason) { showNothing(tr("The calls could not be read: %1").arg(reason)); });
    connect(m_fields, &DiffFields::optionsChanged, this, &DiffPage::ask);
    connect(m_fields, &DiffFields::fieldPicked, this, &DiffPage::tellField);
    showNothing({});
    const auto callIn = [document](const QMimeData *carried) {
        const std::vector<quint32> seqs = callsIn(carried, document->path());
        return seqs.size() == 1 ? seqs.front() : 0;
    };
    auto *spot = new DropSpot(this, [callIn](const QMimeData *carried) {
        const quint32 seq = callIn(carried);
        return seq == 0 ? QString() : tr("Set #%1 as A: calls are compared with it").arg(seq);
    });
    connect(spot, &DropSpot::dropped, this,
        [this, callIn](const QMimeData *carried) { emit pinRequested(callIn(carried)); });
}

void DiffPage::buildBar()
{
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 4, 6, 0);
    m_against = new QToolButton(m_bar);
    m_against->setObjectName(u"diffAgainst"_s);
    m_against->setPopupMode(QToolButton::InstantPopup);
    m_against->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_against->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_against->setToolTip(tr("Choose the call to compare with"));
    m_menu = new QMenu(m_against);
    m_against->setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &DiffPage::fillMenu);
    row->addWidget(m_against);
    row->addStretch(1);
    m_open = new QToolButton(m_bar);
    m_open->setObjectName(u"diffOpen"_s);
    m_open->setIcon(lineIcon(u"float"_s));
    setScaledIconSize(m_open, 14);
    m_open->setText(tr("Open as tab"));
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_open->setToolTip(tr("Show this diff beside the calls, with both texts"));
    connect(m_open, &QToolButton::clicked, this, [this] {
        if (m_calls && m_calls->a)
            emit openRequested(m_calls->a->stored.seq, m_calls->b->stored.seq);
    });
    row->addWidget(m_open);
}

void DiffPage::setCall(quint32 seq)
{
    if (seq != m_seq) {
        m_chosen = 0;
        m_wantsPrevious = false;
    }
    m_seq = seq;
    ask();
}

void DiffPage::setPinned(quint32 seq)
{
    if (seq == m_pinned)
        return;
    m_pinned = seq;
    ask();
}

void DiffPage::ask()
{
    m_stale = !isVisible();
    if (m_stale || m_seq == 0) {
        m_loader->forget();
        if (m_seq == 0)
            showNothing({});
        return;
    }
    const quint32 pinned = m_wantsPrevious || m_pinned == m_seq ? 0 : m_pinned;
    m_loader->ask({m_chosen ? m_chosen : pinned, m_seq, m_fields->options()});
}

void DiffPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        ask();
}

void DiffPage::showCalls(std::shared_ptr<const ComparedCalls> calls)
{
    if (!calls->a) {
        m_calls = calls;
        showNothing(calls->others.empty() ? tr("No other call has this type and name.")
                                          : tr("No call before this one has its type and name."));
        m_bar->setVisible(true);
        m_against->setText(tr("Compare with\u2026"));
        m_open->setEnabled(false);
        return;
    }
    m_calls = std::move(calls);
    const quint32 seq = m_calls->a->stored.seq;
    m_against->setText(tr("Against %1", "a call").arg(callLine(*m_document, seq)).replace(u'&', u"&&"_s));
    m_open->setEnabled(true);
    m_bar->setVisible(true);
    m_nothing->setVisible(false);
    m_fields->setVisible(true);
    const QScopedValueRollback guard(m_settling, true); // nobody went to a field
    m_fields->setCalls(m_calls);
}

/// What the call lacks is at the place of what it is missing in.
void DiffPage::tellField(int field)
{
    if (m_settling || field < 0 || !m_calls || !m_calls->a)
        return;
    const bool inCall = m_calls->diff.fields()[std::size_t(field)].node(DiffSide::B) != JsonTape::None;
    emit fieldPicked(m_calls->diff.pointer(field, inCall ? DiffSide::B : DiffSide::A));
}

void DiffPage::showNothing(const QString &words)
{
    m_fields->setCalls(nullptr);
    m_fields->setVisible(false);
    m_bar->setVisible(false);
    m_nothing->setText(words);
    m_nothing->setVisible(true);
}

void DiffPage::fillMenu()
{
    const CallChoice choice{.current = m_calls && m_calls->a ? m_calls->a->stored.seq : 0,
        .except = m_seq,
        .pinned = m_pinned,
        .offersPrevious = true};
    fillCallChooser(
        m_menu, *m_document, m_calls ? m_calls->others : std::vector<quint32>(), choice, [this](quint32 seq) {
            m_chosen = seq;
            m_wantsPrevious = seq == 0;
            ask();
        });
}

void DiffPage::stepChange(int direction)
{
    m_fields->stepChange(direction);
}

} // namespace spectap
